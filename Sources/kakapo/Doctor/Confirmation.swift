import Foundation

/// Asks the person at the terminal.
enum Confirmation {
  /// Asks a question that is answered with yes or no.
  ///
  /// - Parameter question: The question.
  /// - Returns: Whether the answer was yes; `nil` when there is no terminal.
  static func ask(_ question: String) -> Bool? {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    handle.write(Data(question.utf8))
    var line = Data()
    while line.count < 100, let byte = try? handle.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0A]) {
      line += byte
    }
    let answer = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "y" || answer == "yes"
  }
}
