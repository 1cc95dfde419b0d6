/// What the header of a table tells of how the table is written.
struct HeaderSurvey {
  /// What it has most of outside of quotes, a comma if it has none.
  let delimiter: InputFormat.Delimiter
  /// What ends it.
  let lineEnd: String

  /// Looks at the first line that has more in it than blanks and delimiters.
  ///
  /// - Parameter bytes: UTF-8.
  init(_ bytes: ArraySlice<UInt8>) {
    var counts = [Int](repeating: 0, count: InputFormat.Delimiter.allCases.count)
    var isQuoted = false
    var position = Self.firstRow(of: bytes)
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

  /// Where the first row begins that is not blank, whatever stands between its cells.
  private static func firstRow(of bytes: ArraySlice<UInt8>) -> Int {
    var start = bytes.startIndex
    for (position, byte) in zip(bytes.indices, bytes) {
      switch byte {
      case 0xA, 0xD: start = position + 1
      case 0x20, UInt8(ascii: "\""): continue
      default: if !InputFormat.Delimiter.allCases.contains(where: { $0.byte == byte }) { return start }
      }
    }
    return start
  }
}
