/// A place in a document as .NET counts: lines and UTF-16 columns, both from 1.
struct TextPlace: Sendable, Hashable {
  let line: Int
  let column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a UTF-16 offset.
  init(offset: Int, in text: [UInt16]) {
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, text.count) {
      let unit = text[index]
      let endsLine = unit == 0x0A || (unit == 0x0D && (index + 1 == text.count || text[index + 1] != 0x0A))
      if endsLine {
        line += 1
        lineStart = index + 1
      }
    }
    self.init(line: line, column: offset - lineStart + 1)
  }
}
