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

/// Keeps a spreadsheet from running a cell as a formula, in a way that can be taken back.
///
/// A cell that begins with one of the characters which make a formula gets an apostrophe in front. So does
/// one that has apostrophes before such a character, and only those lose one again; every text comes back
/// as it was.
enum FormulaGuard {
  /// Puts the apostrophe in front where it is needed.
  static func guarded(_ text: String) -> String { holdsFormula(text) ? "'" + text : text }

  /// Takes the apostrophe away where it was put.
  static func unguarded(_ text: String) -> String {
    guard isGuarded(text) else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  /// Whether a text has the apostrophe.
  static func isGuarded(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "'") && holdsFormula(text)
  }

  /// Whether one of the characters comes first, maybe behind apostrophes.
  private static func holdsFormula(_ text: String) -> Bool {
    let rest = text.unicodeScalars.drop { $0 == "'" }
    if let first = rest.first, "\t\n\r".unicodeScalars.contains(first) { return true }
    // Spreadsheets skip white space before a sign, and take full-width signs as well.
    switch rest.first(where: { !$0.properties.isWhitespace }) {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠": return true
    default: return false
    }
  }
}

/// Encodes text as the input was encoded.
enum TextEncoder {
  /// Encodes a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - encoding: The encoding.
  /// - Returns: The bytes, or `nil` when the encoding lacks a character.
  static func bytes(of text: String, in encoding: InputFormat.Encoding) -> [UInt8]? {
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1252:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.utf8.count)
      for scalar in text.unicodeScalars {
        guard let byte = Windows1252.byte(of: scalar) else { return nil }
        bytes.append(byte)
      }
      return bytes
    }
  }
}
