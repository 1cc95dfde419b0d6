/// Writes cells of CSV (RFC 4180).
enum CSVCell {
  /// A cell, in quotes if it needs them.
  ///
  /// - Parameters:
  ///   - text: The cell's text.
  ///   - delimiter: The delimiter of the table.
  /// - Returns: The cell.
  static func text(_ text: String, delimiter: InputFormat.Delimiter) -> String {
    let needsQuotes =
      text.utf8.first == 0x20 || text.utf8.last == 0x20
      || text.utf8.contains { $0 == delimiter.byte || $0 == UInt8(ascii: "\"") || $0 == 0xA || $0 == 0xD }
    guard needsQuotes else { return text }
    // Compares code points, because a quotation mark with an accent is a different `Character`.
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    return String(quoted) + "\""
  }
}

/// Keeps a spreadsheet from running a cell as a formula, and can undo it.
///
/// A cell gets an apostrophe in front if it begins with a character that makes a formula, or has apostrophes before
/// such a character. Only these cells lose an apostrophe again, so every text is restored exactly.
enum FormulaGuard {
  /// Adds the apostrophe where it is needed.
  static func guarded(_ text: String) -> String { holdsFormula(text) ? "'" + text : text }

  /// Removes the apostrophe that ``guarded(_:)`` added.
  static func unguarded(_ text: String) -> String {
    guard isGuarded(text) else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  /// Whether a text has the apostrophe.
  static func isGuarded(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "'") && holdsFormula(text)
  }

  /// Whether a text begins with one of the characters, possibly after apostrophes.
  private static func holdsFormula(_ text: String) -> Bool {
    let rest = text.unicodeScalars.drop { $0 == "'" }
    if let first = rest.first, "\t\n\r".unicodeScalars.contains(first) { return true }
    // Spreadsheets skip white space before a sign, and accept full-width signs.
    switch rest.first(where: { !$0.properties.isWhitespace }) {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠": return true
    default: return false
    }
  }
}

/// Encodes text in the encoding of the input.
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
