/// Reads JSON (RFC 8259) piece by piece, from UTF-8.
///
/// It takes little memory for an input of any length, and it notices duplicate keys.
struct JSONReader {
  /// Something that is not JSON.
  struct Fault: Error {
    /// What is wrong.
    let problem: String
    /// The line.
    let line: Int
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private(set) var line = 1

  /// The maximum depth of nested arrays and objects.
  private static let depthLimit = 100

  /// Makes a reader at the first byte.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The next byte after white space; `nil` at the end.
  mutating func peek() -> UInt8? {
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0xA: line += 1
      case 0x20, 0x9, 0xD: break
      default: return bytes[position]
      }
      position += 1
    }
    return nil
  }

  /// Steps over a character if it is next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let next = peek(), UInt32(next) == character.value else { return false }
    position += 1
    return true
  }

  /// Steps over a character that has to be next.
  mutating func expect(_ character: Unicode.Scalar) throws(Fault) {
    guard skip(character) else { throw fault("\(character) is missing") }
  }

  /// A fault at the current position.
  func fault(_ problem: String) -> Fault { Fault(problem: problem, line: line) }

  /// Reads a string.
  mutating func string() throws(Fault) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while true {
      let start = position
      while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\""),
        bytes[position] != UInt8(ascii: "\\"),
        bytes[position] >= 0x20
      {
        position += 1
      }
      text.append(contentsOf: bytes[start..<position])
      guard position < bytes.endIndex else { throw fault("a string is not closed") }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(&text)
      default:
        throw fault(
          "a string contains a control character; JSON writes it as "
            + "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
        )
      }
    }
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Fault) {
    guard position < bytes.endIndex else { throw fault("a string is not closed") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x8)
    case UInt8(ascii: "f"): text.append(0xC)
    case UInt8(ascii: "n"): text.append(0xA)
    case UInt8(ascii: "r"): text.append(0xD)
    case UInt8(ascii: "t"): text.append(0x9)
    case UInt8(ascii: "u"):
      var code = try unit()
      if 0xD800...0xDBFF ~= code, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
        position += 2
        let low = try unit()
        guard 0xDC00...0xDFFF ~= low else { throw fault("a string contains half of a surrogate pair") }
        code = 0x1_0000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
        throw fault("a string contains half of a surrogate pair")
      }
      text.append(contentsOf: encoded)
    default: throw fault("a string contains an escape that JSON does not have")
    }
  }

  private mutating func unit() throws(Fault) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("a string contains an incomplete \\u escape") }
    position += 4
    return value
  }

  /// Steps over a value of any kind.
  ///
  /// - Parameter depth: The depth of nesting.
  /// - Returns: The text of the value.
  /// - Throws: ``Fault`` when it isn't a value.
  @discardableResult
  mutating func value(depth: Int = 0) throws(Fault) -> String {
    guard depth < Self.depthLimit else { throw fault("values are nested too deeply") }
    guard let first = peek() else { throw fault("the file ends too early") }
    let start = position
    switch first {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "["):
      position += 1
      if skip("]") { break }
      repeat { try value(depth: depth + 1) } while skip(",")
      try expect("]")
    case UInt8(ascii: "{"):
      position += 1
      if skip("}") { break }
      repeat {
        _ = try string()
        try expect(":")
        try value(depth: depth + 1)
      } while skip(",")
      try expect("}")
    default:
      while position < bytes.endIndex, isPartOfWord(bytes[position]) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      let startsNumber = word.utf8.first == UInt8(ascii: "-") || 0x30...0x39 ~= first
      guard ["true", "false", "null"].contains(word) || startsNumber && Double(word) != nil else {
        throw fault("there is no complete value here")
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func isPartOfWord(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }
}
