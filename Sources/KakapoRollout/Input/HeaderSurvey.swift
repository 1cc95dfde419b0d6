/// What the header of a table tells of how the table is written.
struct HeaderSurvey {
  /// What it has most of outside of quotes, a comma if it has none.
  let delimiter: InputFormat.Delimiter
  /// What ends it.
  let lineEnd: String
  /// Where it begins.
  let start: Int
  /// How many rows are above it.
  let blankRows: Int

  /// Looks at the first line that has more in it than blanks and delimiters.
  ///
  /// - Parameter bytes: UTF-8.
  init(_ bytes: ArraySlice<UInt8>) {
    var counts = [Int](repeating: 0, count: InputFormat.Delimiter.allCases.count)
    var isQuoted = false
    (start, blankRows) = Self.firstRow(of: bytes)
    var position = start
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

  /// Where the first row begins that is not blank, whatever stands between its cells, and how many are above it.
  private static func firstRow(of bytes: ArraySlice<UInt8>) -> (start: Int, above: Int) {
    var start = bytes.startIndex
    var above = 0
    var position = start
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0xA, 0xD:
        let isPair =
          bytes[position] == 0xD && position + 1 < bytes.endIndex && bytes[position + 1] == 0xA
        position += isPair ? 2 : 1
        start = position
        above += 1
      case 0x20, 0x9, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""): position += 1
      default: return (start, above)
      }
    }
    return (bytes.endIndex, above)
  }
}
