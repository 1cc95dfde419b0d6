import KakapoRollout

/// A table of one or more rows, of which a test changes what it is about.
enum RowTable {
  static let header =
    "serverHostName,resellerId,resellerName,groupId,groupName,broadworksUserId,userName,licenses,state"
  static let names = InputFormat.Column.names

  /// A row without fault, with some cells replaced.
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

  /// What is found in a text.
  static func findings(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> [String] {
    findings(Array(text.utf8), options)
  }

  /// What is found in bytes.
  static func findings(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) -> [String] {
    do throws(RolloutInputError) {
      _ = try RolloutInput.read(bytes, options: options)
      return []
    } catch {
      return error.findings.map(\.description)
    }
  }

  /// What is found in one row with some cells replaced.
  static func findings(in changes: [String: String]) -> [String] {
    findings("\(header)\n\(row(changes))\n")
  }
}
