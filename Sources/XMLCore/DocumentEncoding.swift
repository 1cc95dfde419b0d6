/// The supported character encodings.
package enum DocumentEncoding: Sendable, Hashable {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  case ascii
  case latin1
  case windows1252

  /// Decides the encoding of a document.
  ///
  /// A byte order mark decides first, then the charset of the HTTP answer, then the XML declaration. Otherwise it is
  /// UTF-8 (RFC 7303, section 3). The us-ascii default for text/xml from older RFCs isn't used.
  ///
  /// - Parameters:
  ///   - bytes: The document, possibly with white space before it.
  ///   - charset: The `charset` parameter of the Content-Type, if there was one.
  /// - Returns: The encoding, and the length of the byte order mark in bytes.
  /// - Throws: ``XMLReadingError`` that names an unsupported encoding.
  static func detect(
    _ bytes: UnsafeBufferPointer<UInt8>, charset: String?
  ) throws(XMLReadingError) -> (encoding: DocumentEncoding, markLength: Int) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw unsupported("utf-32")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }

    let pattern = utf16ByPattern(bytes)
    if charset == "utf-8" { return (.utf8, 0) }
    if let charset, let label = normalized(charset) {
      if label == "utf-16" { return (pattern ?? .utf16BigEndian, 0) }
      return (try named(label), 0)
    }
    if let pattern { return (pattern, 0) }
    guard let label = declaredLabel(bytes) else { return (.utf8, 0) }
    // A declaration that can be read byte by byte isn't UTF-16. .NET writes one when it serialises to a string and
    // sends that as UTF-8.
    if label.hasPrefix("utf-16") { return (.utf8, 0) }
    return (try named(label), 0)
  }

  /// UTF-16 without a byte order mark: the first character is `<` or white space, and one of its two bytes is zero.
  private static func utf16ByPattern(_ bytes: UnsafeBufferPointer<UInt8>) -> DocumentEncoding? {
    guard bytes.count >= 4 else { return nil }
    func isFirst(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte.isXMLSpace }
    if isFirst(bytes[0]), bytes[1] == 0, bytes[2] != 0 { return .utf16LittleEndian }
    if bytes[0] == 0, isFirst(bytes[1]), bytes[2] == 0 || bytes[3] != 0 { return .utf16BigEndian }
    return nil
  }

  /// The encoding that an XML declaration names, in lower case; `nil` for UTF-8, the default.
  ///
  /// It works on bytes, since every answer is checked here.
  private static func declaredLabel(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let start = bytes.firstIndex { !$0.isXMLSpace } ?? bytes.count
    guard bytes.hasBytes("<?xml", at: start), let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: start),
      bytes[start + "<?xml".utf8.count].isXMLSpace
    else { return nil }
    var position = start
    while position < end, !bytes.hasBytes("encoding", at: position) { position += 1 }
    position += "encoding".utf8.count
    while position < end, bytes[position].isXMLSpace || bytes[position] == UInt8(ascii: "=") { position += 1 }
    guard position < end, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'"),
      let close = bytes.firstIndex(of: bytes[position], from: position + 1), close < end
    else { return nil }
    position += 1
    if close - position == 5, bytes.hasBytes("utf-8", at: position) || bytes.hasBytes("UTF-8", at: position) {
      return nil
    }
    return normalized(String(decoding: bytes[position..<close], as: UTF8.self))
  }

  /// A label in lower case without quotes and blanks; `nil` if nothing is left.
  private static func normalized(_ label: String) -> String? {
    let result = label.lowercased().filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
    return result.isEmpty ? nil : result
  }

  private static func named(_ label: String) throws(XMLReadingError) -> DocumentEncoding {
    switch label {
    case "utf-8", "utf8": return .utf8
    case "utf-16le": return .utf16LittleEndian
    case "utf-16be": return .utf16BigEndian
    case "us-ascii", "ascii": return .ascii
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1": return .latin1
    case "windows-1252", "cp1252": return .windows1252
    default: throw unsupported(label)
    }
  }

  private static func unsupported(_ label: String) -> XMLReadingError {
    // The label comes from outside: keep it short, without characters that control a terminal.
    let shown = String(
      label.unicodeScalars.prefix(40).map { (0x21...0x7E).contains($0.value) ? Character($0) : "?" })
    return XMLReadingError(
      .unsupportedEncoding,
      "The document's encoding “\(shown)” is not supported; "
        + "UTF-8, UTF-16, us-ascii, iso-8859-1 and windows-1252 are."
    )
  }
}

extension UInt8 {
  /// Blank, tab, carriage return or line feed (XML 1.0, production 3).
  var isXMLSpace: Bool { self == 0x20 || self == 0x9 || self == 0xD || self == 0xA }
}

extension DocumentEncoding {
  /// Converts a document to UTF-8.
  ///
  /// - Parameter bytes: The document without its byte order mark.
  /// - Returns: The text in UTF-8, or `nil` if the bytes are UTF-8 already.
  /// - Throws: ``XMLReadingError`` with ``XMLReadingError/Code/malformed`` at the first byte that isn't valid in this
  ///   encoding.
  func utf8(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLReadingError) -> [UInt8]? {
    switch self {
    case .utf8:
      return nil
    case .utf16LittleEndian:
      return try fromUTF16(bytes, low: 0, high: 1)
    case .utf16BigEndian:
      return try fromUTF16(bytes, low: 1, high: 0)
    case .ascii:
      guard let position = bytes.firstIndex(where: { $0 > 0x7F }) else { return nil }
      let place = bytes.place(of: position)
      throw XMLReadingError(
        .malformed, "The document's encoding is us-ascii, but it has a byte that is not.", line: place.line,
        column: place.column)
    case .latin1:
      return fromSingleBytes(bytes) { UInt32($0) }
    case .windows1252:
      return fromSingleBytes(bytes) { byte in
        0x80...0x9F ~= byte ? Self.upperControls1252[Int(byte) - 0x80] : UInt32(byte)
      }
    }
  }

  private func fromSingleBytes(
    _ bytes: UnsafeBufferPointer<UInt8>, _ codePoint: (UInt8) -> UInt32
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else {
        Self.append(codePoint(byte), to: &result)
      }
    }
    return result
  }

  private func fromUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>, low: Int, high: Int
  ) throws(XMLReadingError) -> [UInt8] {
    func unit(at position: Int) -> UInt32 {
      UInt32(bytes[position + low]) | UInt32(bytes[position + high]) << 8
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position + 1 < bytes.count {
      let first = unit(at: position)
      position += 2
      switch first {
      case 0xD800...0xDBFF where position + 1 < bytes.count && 0xDC00...0xDFFF ~= unit(at: position):
        Self.append(0x1_0000 + (first - 0xD800) << 10 + (unit(at: position) - 0xDC00), to: &result)
        position += 2
      case 0xD800...0xDFFF:
        throw Self.notUTF16(after: result)
      default:
        Self.append(first, to: &result)
      }
    }
    guard position == bytes.count else { throw Self.notUTF16(after: result) }
    return result
  }

  private static func notUTF16(after text: [UInt8]) -> XMLReadingError {
    let place = text.withUnsafeBufferPointer { $0.place(of: text.count) }
    return XMLReadingError(
      .malformed, "The document is not valid UTF-16.", line: place.line, column: place.column)
  }

  /// Appends a code point that isn't a surrogate.
  private static func append(_ codePoint: UInt32, to result: inout [UInt8]) {
    let scalar = Unicode.Scalar(codePoint) ?? "\u{FFFD}"
    if let encoded = UTF8.encode(scalar) { result.append(contentsOf: encoded) }
  }

  /// The code points of the bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252).
  ///
  /// The five bytes that Windows-1252 leaves undefined map to themselves.
  package static let upperControls1252: [UInt32] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]
}
