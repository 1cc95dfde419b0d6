extension XMLReader {
  /// Whether a document means something else without the charset that came beside it.
  ///
  /// - Parameters:
  ///   - bytes: The document as received.
  ///   - charset: The `charset` parameter of the HTTP answer's Content-Type, if there was one.
  /// - Returns: Whether it does.
  package static func needsCharset(_ bytes: [UInt8], charset: String?) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      let alone = try? DocumentEncoding.detect(buffer, charset: nil)
      return alone.map { $0.encoding }
        != (try? DocumentEncoding.detect(buffer, charset: charset)).map { $0.encoding }
    }
  }

  /// A document as UTF-8 that says so itself.
  ///
  /// - Parameters:
  ///   - bytes: The document as received.
  ///   - charset: The `charset` parameter of the HTTP answer's Content-Type, if there was one.
  /// - Returns: The document; as it came where that is UTF-8 without a charset beside it.
  /// - Throws: ``XMLReadingError`` for a document that is not of its encoding.
  package static func utf8(_ bytes: [UInt8], charset: String?) throws(XMLReadingError) -> [UInt8] {
    try bytes.withUnsafeBufferPointer { buffer throws(XMLReadingError) in
      let (encoding, markLength) = try DocumentEncoding.detect(buffer, charset: charset)
      let text = UnsafeBufferPointer(rebasing: buffer[markLength...])
      if let transcoded = try encoding.utf8(text) { return declared(transcoded) }
      return needsCharset(bytes, charset: charset) ? declared(Array(text)) : bytes
    }
  }

  /// A document in UTF-8 with a declaration of that in the place of its own.
  private static func declared(_ text: [UInt8]) -> [UInt8] {
    let rest = text.withUnsafeBufferPointer { buffer in
      let start = startOfMarkup(in: buffer)
      let isDeclared =
        buffer.hasBytes("<?xml", at: start) && start + 5 < buffer.count && buffer[start + 5].isXMLSpace
      guard isDeclared, let end = buffer.firstIndex(of: UInt8(ascii: ">"), from: start) else {
        return Array(buffer[start...])
      }
      return Array(buffer[(end + 1)...])
    }
    return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>".utf8) + rest
  }
}
