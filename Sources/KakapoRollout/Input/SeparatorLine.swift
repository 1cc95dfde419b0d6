/// The line `sep=;` by which Excel is told what stands between two cells; it is no row.
struct SeparatorLine {
  /// What stands between two cells.
  let delimiter: InputFormat.Delimiter
  /// Where the table begins.
  let end: Int

  /// Reads the line, if the text begins with it.
  ///
  /// - Parameter bytes: UTF-8.
  /// - Throws: ``RolloutInputError`` when it names something that is not read.
  init?(_ bytes: ArraySlice<UInt8>) throws(RolloutInputError) {
    var line = bytes.prefix(8).prefix { $0 != 0xA && $0 != 0xD }
    var end = line.endIndex
    if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
      line = line.dropFirst().dropLast()
    }
    guard line.count <= 5, line.prefix(4).elementsEqual("sep=".utf8, by: { $0 | 0x20 == $1 | 0x20 }),
      end == bytes.endIndex || bytes[end] == 0xA || bytes[end] == 0xD
    else { return nil }
    guard let delimiter = InputFormat.Delimiter.allCases.first(where: { $0.byte == line.dropFirst(4).first })
    else {
      throw RolloutInputError(
        findings: [
          Finding(
            "names no delimiter that is read",
            remedy: "Write sep=, or sep=; or save with a comma, semicolon or tab.",
            line: 1, value: String(decoding: line, as: UTF8.self))
        ])
    }
    self.delimiter = delimiter
    if end < bytes.endIndex {
      end += bytes[end] == 0xD && end + 1 < bytes.endIndex && bytes[end + 1] == 0xA ? 2 : 1
    }
    self.end = end
  }
}
