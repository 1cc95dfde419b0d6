/// The retried calls as a table of comma-separated values (RFC 4180), in UTF-8.
enum RetriesTable {
  static func text(of retries: [RolloutRetry]) -> String {
    var text = line(["row", "broadworksUserId", "call", "attempt", "reason"])
    for retry in retries {
      text += line([
        String(retry.row), retry.broadworksUserId, retry.call, String(retry.attempt), retry.reason,
      ])
    }
    return text
  }

  private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  private static func cell(_ text: String) -> String {
    let harmless = isFormula(text) ? "'" + text : text
    guard harmless.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return harmless
    }
    return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
  }

  /// Whether a spreadsheet would run the cell: it skips white space before the sign, and takes full-width
  /// signs.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if "\t\r\n".unicodeScalars.contains(first) { return true }
    let sign = text.unicodeScalars.first { !$0.properties.isWhitespace } ?? first
    return "=+-@＝＋－＠".unicodeScalars.contains(sign)
  }
}
