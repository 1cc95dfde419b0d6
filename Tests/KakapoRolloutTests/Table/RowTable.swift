import KakapoRollout

/// A table of one or more rows; each test changes the part that it checks.
enum RowTable {
  static let header =
    "serverHostName,resellerId,resellerName,groupId,groupName,broadworksUserId,userName,licenses,state"
  static let names = InputFormat.Column.names

  /// A row without faults, with some cells replaced.
  static func row(_ changes: [String: String] = [:], user: String = "jane@acme.example.com") -> String {
    let usual = [
      "serverHostName": "portal.example.com", "resellerId": "Acme", "groupId": "Acme-London",
      "broadworksUserId": user, "userName": "Jane Doe",
    ]
    return names.map { name in
      let text = changes[name] ?? usual[name] ?? ""
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }

  /// The findings in a text.
  static func findings(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> [String] {
    findings(Array(text.utf8), options)
  }

  /// The findings in bytes.
  static func findings(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) -> [String] {
    do throws(RolloutInputError) {
      _ = try RolloutInput.read(bytes, options: options)
      return []
    } catch {
      return error.findings.map(\.description)
    }
  }

  /// The findings in one row with some cells replaced.
  static func findings(in changes: [String: String]) -> [String] {
    findings("\(header)\n\(row(changes))\n")
  }
}
