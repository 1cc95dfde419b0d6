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
    CSVCell.text(FormulaGuard.guarded(text), delimiter: .comma)
  }
}
