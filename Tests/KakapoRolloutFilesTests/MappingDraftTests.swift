import Foundation
import KakapoRollout
import KakapoRolloutFiles
import Testing

@Suite("A mapping to begin with")
struct MappingDraftTests {
  private func draft(_ table: String) throws -> MappingDraft {
    MappingDraft(of: try InputSurvey.ofFile(Array(table.utf8)))
  }

  @Test("recognises columns by their headers and by their values")
  func guesses() throws {
    let table = """
      Enterprise ID,Mail,Products,Status,Full name,GroupID,broadworksUserId2,Note
      Acme,jane@a.example.com,UnityDesktop/Pro;UnityMobile/Standard,present,Jane Doe,L,,x
      Acme,sean@a.example.com,,absent,Sean Doe,L,,y
      """
    let draft = try draft(table)
    #expect(
      (0..<8).map { draft.guesses[$0]?.name } == [
        "resellerId", nil, "licenses", "state", "userName", "groupId", "broadworksUserId", nil,
      ])
    #expect(draft.guesses.values.allSatisfy { $0.fits })
    let byValues = try self.draft(
      "a,b,c\nx@y.example.com,UnityDesktop/Pro,absent\nz@y.example.com,,present\n")
    #expect((0..<3).map { byValues.guesses[$0]?.name } == ["broadworksUserId", "licenses", "state"])
    #expect(byValues.guesses.values.allSatisfy { $0.reason == .values })
  }

  @Test("maps what was recognised as it is written, with nothing edited")
  func readAgain() throws {
    let table = #"""
      Report,,,,,,,,

      serverHostName,Reseller,Group,Login,First name,Surname,Package,"Phone: ""home""",#
      sp.example.com,Acme,L,jane@a.example.com,Jane,Doe,Gold,1,2
      """#
    let survey = try InputSurvey.ofFile(
      Array(table.utf8), options: ReadingOptions(mapping: InputMapping(headerRow: 3)))
    let yaml = MappingDraft(of: survey).yaml
    #expect(yaml.contains("  #     Gold: \"\"   # 1 row\n"))
    let mapping = try InputMapping(yaml: Array(yaml.utf8))
    #expect(mapping.ignoredColumns == ["Package", "Phone: \"home\"", "#"])
    let input = try RolloutInput.readFile(Array(table.utf8), options: ReadingOptions(mapping: mapping))
    #expect(input.rows.map(\.userName) == ["Jane Doe"])
    #expect(input.rows.map(\.broadworksUserId) == ["jane@a.example.com"])
    #expect(input.rows.map(\.resellerId) == ["Acme"])
    // What a person fills in is read, too.
    let filled = yaml.replacing("  #   ", with: "    ").replacing("  # licenses", with: "  licenses")
      .replacing("    Gold: \"\"", with: "    Gold: UnityDesktop/Pro").replacing("  - Package\n", with: "")
    let licensed = try RolloutInput.readFile(
      Array(table.utf8), options: ReadingOptions(mapping: try InputMapping(yaml: Array(filled.utf8))))
    #expect(licensed.rows.map { $0.licenses.map(\.text) } == [["UnityDesktop/Pro"]])
  }

  @Test("of any table is a mapping that knows all its columns")
  func anyTable() throws {
    var generator = SplitMix(seed: 13)
    let pieces = [
      "Login", "Name", "state", "licenses", " ", ":", "#", "-", "\"", "'", "\\", "\n", "\t", "é", "日本", "[",
      "{", "&", "*", "!", "%",
      "@", "`", "null", "yes", "1", "~", "\u{85}", "\u{2028}", "|", ">", ",", "\u{7F}",
    ]
    for round in 0..<2_000 {
      var headers: [String] = []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        headers.append(
          (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
          }.joined())
      }
      guard headers.contains(where: { $0.contains(where: \.isLetter) }) else { continue }
      let rows = [headers, headers.map { _ in pieces.randomElement(using: &generator) ?? "" }]
      let csv = rows.map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ";") + "\n"
      }.joined()
      guard
        let survey = try? InputSurvey.ofFile(
          Array(csv.utf8), options: ReadingOptions(kind: .csv, delimiter: .semicolon))
      else { continue }
      let yaml = MappingDraft(of: survey).yaml
      let mapping = try InputMapping(yaml: Array(yaml.utf8))
      let known = mapping.ignoredColumns.union(mapping.sources.values.flatMap(\.columns))
      let named = Set(survey.columns.filter { !$0.header.isEmpty || $0.filled > 0 }.map(\.header))
      #expect(known == named, "round \(round): \(headers)")
    }
  }
}
