/// Writes cells of CSV (RFC 4180).
enum CSVCell {
  /// A cell, in quotes if it needs them.
  ///
  /// - Parameters:
  ///   - text: What it holds.
  ///   - delimiter: What stands between two cells.
  /// - Returns: The cell.
  static func text(_ text: String, delimiter: InputFormat.Delimiter) -> String {
    let needsQuotes =
      text.utf8.first == 0x20 || text.utf8.last == 0x20
      || text.utf8.contains { $0 == delimiter.byte || $0 == UInt8(ascii: "\"") || $0 == 0xA || $0 == 0xD }
    guard needsQuotes else { return text }
    // By code points: a quotation mark with an accent on it is another character than one without.
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    return String(quoted) + "\""
  }
}
