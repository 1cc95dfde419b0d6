import XMLCore

/// The texts that the cells of a workbook share.
struct SharedStrings {
  private(set) var texts: [String] = []
  /// The most bytes of all texts in memory; a small archive can hold many.
  private static let sizeLimit = 128 << 20

  /// Reads the texts.
  ///
  /// - Parameters:
  ///   - archive: The workbook.
  ///   - part: The part; `nil` if the workbook has none.
  /// - Throws: ``ZipArchive/Fault``.
  init(_ archive: ZipArchive, part: String?) throws(ZipArchive.Fault) {
    guard let part, archive.has(part) else { return }
    var texts: [String] = []
    var size = 0
    try archive.pieces(of: part, depth: 1) { item in
      if item.nameEquals("si") {
        texts.append(Self.text(of: item))
        size += MemoryLayout<String>.stride + (texts.last?.utf8.count ?? 0)
      }
      return size <= Self.sizeLimit
    }
    guard size <= Self.sizeLimit else {
      throw ZipArchive.Fault(
        problem: "The texts of the workbook have more than \(Self.sizeLimit >> 20) MiB",
        remedy: "Split it, or check that it is the right file.")
    }
    self.texts = texts
  }

  /// The text of an item: its runs joined, without the reading aids of East Asian texts.
  ///
  /// - Parameter item: An element `si` or `is`.
  /// - Returns: The text.
  static func text(of item: ElementTree) -> String {
    var text = ""
    item.forEachChild { child in
      if child.nameEquals("t") {
        text += child.text
      } else if child.nameEquals("r") {
        child.forEachChild { if $0.nameEquals("t") { text += $0.text } }
      }
    }
    return unescaped(text)
  }

  /// A text with its escaped characters, `_x000A_`, restored.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    var units: [UInt16] = []
    let source = Array(text.utf16)
    var position = 0
    while position < source.count {
      if source[position] == 0x5F, position + 6 < source.count, source[position + 1] == 0x78,
        source[position + 6] == 0x5F,
        let unit = UInt16(
          String(decoding: source[(position + 2)..<(position + 6)], as: UTF16.self), radix: 16)
      {
        units.append(unit)
        position += 7
      } else {
        units.append(source[position])
        position += 1
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
