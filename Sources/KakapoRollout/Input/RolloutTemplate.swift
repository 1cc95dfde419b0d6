/// A table to begin with.
public enum RolloutTemplate {
  /// Writes a table with all columns and example rows, which is without fault as it is.
  ///
  /// - Parameter serverHostName: The server host name entered in Unity, for the example rows.
  /// - Returns: CSV with commas, in ASCII; the last line ends, too.
  public static func csv(serverHostName: String) -> String {
    let host = CSVCell.text(serverHostName, delimiter: .comma)
    let rows = [
      "Acme,Acme Ltd,Acme-London,London,jane@acme.example.com,Jane Doe,UnityDesktop/Pro;UnityMobile/Standard,present",
      "Acme,Acme Ltd,Acme-London,London,sean@acme.example.com,Sean O'Brien,,present",
      "Acme,Acme Ltd,Acme-Leeds,Leeds,former@acme.example.com,Former Colleague,,absent",
    ]
    return ([InputFormat.Column.names.joined(separator: ",")] + rows.map { "\(host),\($0)" })
      .map { $0 + "\n" }.joined()
  }
}
