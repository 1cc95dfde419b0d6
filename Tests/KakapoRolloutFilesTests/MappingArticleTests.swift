import Foundation
import KakapoRollout
import KakapoRolloutFiles
import Testing

@Suite("The article about files from other systems")
struct MappingArticleTests {
  private static let article = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/KakapoRollout/KakapoRollout.docc/MappingAFile.md")

  /// The code blocks of a language.
  private func blocks(_ language: String) throws -> [String] {
    var blocks: [String] = []
    var block: (language: String, lines: [String])?
    for line in try String(contentsOf: Self.article, encoding: .utf8).components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block, block.language == language { blocks.append(block.lines.joined(separator: "\n")) }
        block = block == nil ? (String(line.dropFirst(3)), []) : nil
      } else {
        block?.lines.append(line)
      }
    }
    return blocks
  }

  private func table(after heading: String) throws -> [[String]] {
    let text = try String(contentsOf: Self.article, encoding: .utf8)
    let part = text.components(separatedBy: heading).dropFirst().joined()
    return part.components(separatedBy: "\n").drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
      .dropFirst(2).map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  @Test("has an example that makes the values that it says")
  func example() throws {
    let mapping = try #require(try blocks("yaml").first)
    let row =
      "Login,First name,Last name,Site,Package,Status,Phone,Cost centre\nJDoe,Jane,Doe,London,Gold,Active,,\n"
    let input = try RolloutInput.readFile(
      Array(row.utf8), options: ReadingOptions(mapping: try InputMapping(yaml: Array(mapping.utf8))))
    let jane = try #require(input.rows.first)
    let values = [
      "`serverHostName`": jane.serverHostName, "`resellerId`": jane.resellerId, "`groupId`": jane.groupId,
      "`groupName`": jane.groupName ?? "", "`broadworksUserId`": jane.broadworksUserId,
      "`userName`": jane.userName, "`licenses`": jane.licenses.map(\.text).joined(separator: ";"),
      "`state`": jane.state.rawValue,
    ]
    let rows = try table(after: "becomes:")
    #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) }) == values)
  }

  @Test("names the keys that the reader knows")
  func keys() throws {
    func names(_ heading: String) throws -> Set<String> {
      Set(
        try table(after: heading).flatMap { $0[0].split(separator: ",") }
          .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) })
    }
    func known(_ mapping: String) -> Set<String> {
      do throws(RolloutInputError) {
        _ = try InputMapping(yaml: Array(mapping.utf8))
        return []
      } catch {
        let remedy = error.findings[0].remedy
        return Set(remedy.replacing("The keys are ", with: "").split { ",. ".contains($0) }.map(String.init))
      }
    }
    #expect(try names("At the top of the file:") == known("zzzz: 1"))
    #expect(
      try names("each value has one of these:").union(names("which apply in this order:"))
        == known("columns: { state: { zzzz: 1 } }"))
  }

  @Test("shows findings as they are")
  func findings() throws {
    let mapping = try #require(try blocks("yaml").first)
    func findings(_ mapping: String, _ rows: [String]) -> String {
      let table = ["Login,First name,Last name,Site,Package,Status,Phone,Cost centre"] + rows
      do throws(RolloutInputError) {
        _ = try RolloutInput.readFile(
          Array(table.joined(separator: "\n").utf8),
          options: ReadingOptions(
            mapping: try InputMapping(yaml: Array(mapping.utf8), file: "users.map.yaml")))
        return ""
      } catch {
        return error.description
      }
    }
    let rows = (2...21).map { row in
      "\(row == 17 ? "J Doe" : "jane\(row)"),Jane,Doe,London,\(row == 21 ? "Platinum" : "Gold"),Active,,"
    }
    let blocks = try blocks("")
    #expect(
      blocks == [
        findings(mapping.replacing("Gold: UnityDesktop/Pro", with: "Gold: UnityDesktop/Prro"), rows) + "\n"
          + findings(mapping.replacing("Status", with: "Satus"), [rows[0]]),
        findings(mapping, rows),
      ])
  }
}
