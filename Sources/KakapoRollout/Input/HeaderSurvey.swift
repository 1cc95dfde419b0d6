/// What the header of a table tells of how the table is written.
struct HeaderSurvey {
  /// What it has most of outside of quotes, a comma if it has none.
  let delimiter: InputFormat.Delimiter
  /// What ends it.
  let lineEnd: String

  /// Looks at the first line that is not empty.
  ///
  /// - Parameter bytes: UTF-8.
  init(_ bytes: ArraySlice<UInt8>) {
    var counts = [Int](repeating: 0, count: InputFormat.Delimiter.allCases.count)
    var isQuoted = false
    var position = bytes.firstIndex { $0 != 0xA && $0 != 0xD } ?? bytes.endIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted {
        if byte == 0xA || byte == 0xD { break }
        for (index, delimiter) in InputFormat.Delimiter.allCases.enumerated() where delimiter.byte == byte {
          counts[index] += 1
        }
      }
      position += 1
    }
    let most = counts.max() ?? 0
    delimiter = InputFormat.Delimiter.allCases[counts.firstIndex(of: most) ?? 0]
    if position < bytes.endIndex, bytes[position] == 0xD {
      lineEnd = position + 1 < bytes.endIndex && bytes[position + 1] == 0xA ? "\r\n" : "\r"
    } else {
      lineEnd = "\n"
    }
  }
}
