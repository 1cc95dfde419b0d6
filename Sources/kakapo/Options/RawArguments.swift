import Foundation

/// The arguments of this process, which the system has as bytes.
///
/// A file's name need not be UTF-8. In texts, and in the names of files beside it, each invalid byte is written
/// like `%E9`.
enum RawArguments {
  /// The arguments as texts, without the command's name.
  static var texts: [String] { arguments.map(text(of:)) }

  /// The bytes of an argument, if they differ from its text.
  ///
  /// - Parameter text: The text.
  /// - Returns: The bytes, or `nil` when they equal those of the text.
  static func bytes(of text: String) -> [UInt8]? { escaped[text] }

  /// Bytes as a text.
  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var decoder = UTF8()
    var rest = bytes[...]
    while !rest.isEmpty {
      var iterator = rest.makeIterator()
      decoder = UTF8()
      if case .scalarValue(let scalar) = decoder.decode(&iterator) {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(String(scalar).utf8.count)
      } else {
        text += "%" + String(rest[rest.startIndex], radix: 16, uppercase: true)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  private static let arguments: [[UInt8]] = (1..<max(1, Int(CommandLine.argc))).compactMap { index in
    CommandLine.unsafeArgv[index].map { pointer in
      [UInt8](UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
    }
  }

  private static let escaped: [String: [UInt8]] = Dictionary(
    arguments.filter { String(validating: $0, as: UTF8.self) == nil }.map { (text(of: $0), $0) },
    uniquingKeysWith: { first, _ in first })
}
