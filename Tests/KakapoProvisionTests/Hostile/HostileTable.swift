import Foundation

/// The table of `HostileServers.md` in the documentation.
enum HostileTable {
  /// The cell for a process that doesn't survive.
  static let end = "the process ends"

  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/KakapoProvision/KakapoProvision.docc/HostileServers.md")
  private static let head = "| the server | URLSession | libcurl |\n| --- | --- | --- |\n"

  /// The cells of each server, by its name.
  static func read() throws -> [String: [String]] {
    try Dictionary(rows().map { ($0[0], Array($0[1...])) }, uniquingKeysWith: { first, _ in first })
  }

  static func rowCount() throws -> Int { try rows().count }

  private static func rows() throws -> [[String]] {
    let text = try String(contentsOf: file, encoding: .utf8)
    let rows = text.components(separatedBy: head).last?.split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return (rows ?? []).filter { $0.count == 3 }
  }

  /// Replaces the table's rows.
  static func write(_ rows: [[String]]) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let before = text.components(separatedBy: head).first ?? ""
    let lines = rows.map { "| " + $0.joined(separator: " | ") + " |\n" }
    try (before + head + lines.joined()).write(to: file, atomically: true, encoding: .utf8)
  }
}
