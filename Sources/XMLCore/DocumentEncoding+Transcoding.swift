extension DocumentEncoding {
  /// Turns a document into UTF-8.
  ///
  /// - Parameter bytes: The document without its byte order mark.
  /// - Returns: The same text as UTF-8, or `nil` when it is UTF-8 already and can be used as it is.
  /// - Throws: ``XMLReadingError`` with ``XMLReadingError/Code/malformed`` at the first byte that is not of
  ///   this encoding.
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
        .malformed, "The document is said to be us-ascii and has a byte that is not.", line: place.line,
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

  /// Appends a code point that is no surrogate.
  private static func append(_ codePoint: UInt32, to result: inout [UInt8]) {
    let scalar = Unicode.Scalar(codePoint) ?? "\u{FFFD}"
    if let encoded = UTF8.encode(scalar) { result.append(contentsOf: encoded) }
  }

  /// The code points of the bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252).
  ///
  /// The five bytes that Windows-1252 leaves undefined stand for themselves.
  package static let upperControls1252: [UInt32] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]
}
