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
