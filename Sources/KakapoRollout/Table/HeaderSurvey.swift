/// Finds out from the header of a table how the table is written.
struct HeaderSurvey {
  /// The most frequent delimiter outside of quotes, or a comma.
  let delimiter: InputFormat.Delimiter
  /// The line end of the header.
  let lineEnd: String
  /// The position of the header.
  let start: Int
  /// The number of rows above the header.
  let blankRows: Int

  /// Looks at the first line that has more than blanks and delimiters.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - skipped: The number of rows that are not looked at.
  init(_ bytes: ArraySlice<UInt8>, skipping skipped: Int = 0) {
    var counts = [Int](repeating: 0, count: InputFormat.Delimiter.allCases.count)
    var isQuoted = false
    (start, blankRows) = Self.firstRow(of: bytes, skipping: skipped)
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

  /// The position of the first row that has more than blanks and delimiters, and the number of rows above it.
  private static func firstRow(of bytes: ArraySlice<UInt8>, skipping skipped: Int) -> (start: Int, above: Int)
  {
    var start = bytes.startIndex
    var above = 0
    var position = start
    var isQuoted = false
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\"") where above < skipped:
        isQuoted.toggle()
        position += 1
      case 0xA, 0xD:
        if isQuoted {
          position += 1
          continue
        }
        let isPair =
          bytes[position] == 0xD && position + 1 < bytes.endIndex && bytes[position + 1] == 0xA
        position += isPair ? 2 : 1
        start = position
        above += 1
      case 0x20, 0x9, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""): position += 1
      default:
        guard above < skipped else { return (start, above) }
        position += 1
      }
    }
    return (bytes.endIndex, above)
  }
}

/// The line `sep=;`, which gives Excel the delimiter; it isn't a row.
struct SeparatorLine {
  /// The delimiter.
  let delimiter: InputFormat.Delimiter
  /// The position of the table.
  let end: Int

  /// Reads the line, if the text begins with it.
  ///
  /// - Parameter bytes: UTF-8.
  /// - Throws: ``RolloutInputError`` when it names an unsupported delimiter.
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
            "does not name a supported delimiter",
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
