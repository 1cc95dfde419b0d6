/// Decodes a request body the way .NET's `StreamReader` does: what cannot be decoded is replaced, not
/// refused.
enum RequestText {
  /// Decodes a body.
  ///
  /// A byte order mark decides first. Without a charset `text/xml` is ASCII, whatever the XML declaration
  /// says, and so it is with a charset that is not known here; each byte above 0x7F becomes a question
  /// mark.
  ///
  /// - Parameters:
  ///   - body: The bytes.
  ///   - contentType: The request's Content-Type.
  /// - Returns: The text, without a byte order mark.
  static func decode(_ body: [UInt8], _ contentType: ContentType) -> String {
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: body.dropFirst(3), as: UTF8.self) }
    if body.starts(with: [0xFF, 0xFE]) { return utf16(body.dropFirst(2), isLittleEndian: true) }
    if body.starts(with: [0xFE, 0xFF]) { return utf16(body.dropFirst(2), isLittleEndian: false) }
    switch contentType.charset {
    case "utf-8", "utf8": return String(decoding: body, as: UTF8.self)
    case "utf-16", "utf-16le", "unicode": return utf16(body[...], isLittleEndian: true)
    case "utf-16be": return utf16(body[...], isLittleEndian: false)
    case "iso-8859-1", "latin1":
      return String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) }))
    case nil where contentType.base.hasPrefix("application/"):
      return String(decoding: body, as: UTF8.self)
    default:
      return String(decoding: body.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> String {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    return String(decoding: units, as: UTF16.self)
  }
}
