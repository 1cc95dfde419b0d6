import XMLCore

/// Replaces the locations in the imports of a document, and leaves everything else as it is.
struct ImportReferences {
  /// The document with the new locations.
  private(set) var replaced: [UInt8] = []

  private let document: [UInt8]
  private var copied = 0

  /// Processes a document.
  ///
  /// - Parameters:
  ///   - document: A well-formed document in UTF-8.
  ///   - replacement: Returns the text that replaces a location; `nil` leaves the location.
  init(in document: [UInt8], _ replacement: (String) -> String?) {
    self.document = document
    var position = 0
    while let start = document[position...].firstIndex(of: UInt8(ascii: "<")) {
      if let end = endOfLiteral(at: start) {
        position = end
      } else {
        position = readTag(at: start, replacement)
      }
    }
    replaced += document[copied...]
  }

  /// The position after a part without tags; `nil` if no such part starts here.
  private func endOfLiteral(at start: Int) -> Int? {
    let forms = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
    guard let form = forms.first(where: { document[start...].starts(with: $0.0.utf8) }) else { return nil }
    var position = start + form.0.utf8.count
    while position < document.count, !document[position...].starts(with: form.1.utf8) { position += 1 }
    return min(position + form.1.utf8.count, document.count)
  }

  /// Reads a tag and returns the position after it.
  private mutating func readTag(at start: Int, _ replacement: (String) -> String?) -> Int {
    var position = start + 1
    let isImport = ["import", "include"].contains(localName(at: &position))
    while position < document.count, document[position] != UInt8(ascii: ">") {
      let before = position
      let name = localName(at: &position)
      position =
        document[position...].firstIndex { !isSpace($0) && $0 != UInt8(ascii: "=") } ?? document.count
      guard position < document.count, let end = endOfValue(at: position) else {
        if position == before { position += 1 }
        continue
      }
      if isImport, name == "location" || name == "schemaLocation" {
        replace((position + 1)..<end, replacement)
      }
      position = end + 1
    }
    return min(position + 1, document.count)
  }

  private mutating func replace(_ value: Range<Int>, _ replacement: (String) -> String?) {
    // The same quotation mark is on both sides.
    let whole = (value.lowerBound - 1)...value.upperBound
    let element = Array("<a b=".utf8) + document[whole] + Array("/>".utf8)
    guard let location = try? XMLReader().read(element).attribute("b"),
      let other = replacement(String(location.trimmingXMLSpace))
    else { return }
    replaced += document[copied..<value.lowerBound - 1]
    replaced += Array("\"".utf8) + other.escapedForAttribute + Array("\"".utf8)
    copied = value.upperBound + 1
  }

  /// The position of the quotation mark that ends a value; `nil` if no value starts here.
  private func endOfValue(at start: Int) -> Int? {
    let quote = document[start]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return document[(start + 1)...].firstIndex(of: quote)
  }

  /// A name without its prefix; moves to the position after it and the following white space.
  private func localName(at position: inout Int) -> String {
    let end = document[position...].firstIndex { isSpace($0) || "=>/\"'".utf8.contains($0) } ?? document.count
    let name = document[position..<end]
    position = document[end...].firstIndex { !isSpace($0) } ?? document.count
    return String(decoding: name.split(separator: UInt8(ascii: ":")).last ?? [], as: UTF8.self)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x9 || byte == 0xD || byte == 0xA }
}
