/// The line ends of a document as every XML application sees them (XML 1.0, section 2.11).
enum LineEnds {
  /// Writes every `\r\n` and every other `\r` as `\n`.
  ///
  /// Done before libxml2 reads the document, whose push parser (2.9) leaves those of CDATA sections as they
  /// are.
  ///
  /// - Parameter document: UTF-8.
  /// - Returns: The changed document, or `nil` when it has no `\r`.
  static func normalizing(_ document: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard var found = document.firstIndex(of: UInt8(ascii: "\r"), from: 0) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(document.count)
    var copied = 0
    while true {
      result.append(contentsOf: document[copied..<found])
      result.append(UInt8(ascii: "\n"))
      copied = document.hasBytes("\n", at: found + 1) ? found + 2 : found + 1
      guard let next = document.firstIndex(of: UInt8(ascii: "\r"), from: copied) else { break }
      found = next
    }
    result.append(contentsOf: document[copied...])
    return result
  }
}
