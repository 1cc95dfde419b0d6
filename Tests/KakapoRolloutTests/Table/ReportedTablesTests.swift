import Foundation
import KakapoRollout
import Testing

@Suite("Tables with faults from public reports")
struct ReportedTablesTests {
  private static let faults: [String: (column: String, words: String)] = [
    "case-twins-group.csv": ("groupId", "is the name of row 2 in different letter case (London)"),
    "damage-date-id.csv": ("groupId", "is a date or a time"),
    "damage-float-id.csv": ("groupId", "probably 1207,"),
    "damage-formula-string.csv": ("groupId", "probably 0012."),
    "damage-iso-date-time.csv": ("groupId", "is a date or a time"),
    "damage-nan.csv": ("groupId", "a missing value"),
    "damage-not-available.csv": ("userName", "a formula that failed"),
    "damage-null.csv": ("resellerId", "a missing value"),
    "damage-scientific-lowercase.csv": ("groupId", "probably 120000,"),
    "homoglyph.csv": ("resellerId", "U+0410 CYRILLIC CAPITAL LETTER A, U+0441 CYRILLIC SMALL LETTER ES"),
    "line-break-in-name.csv": ("userName", "opens on line 3 and closes on line 4"),
    "long-name.csv": ("userName", "has 300 characters, but BroadWorks allows 80"),
    "mojibake.csv": ("userName", "probably José Müller."),
    "nfc-nfd-twins.csv": ("resellerId", "different code points, which look the same"),
    "stray-quote-swallows-rows.csv": ("userName", "opens on line 3 and closes on line 10"),
    "user-id-angle.csv": ("broadworksUserId", "Write jane@acme.example."),
    "user-id-display-name.csv": ("broadworksUserId", "Write jane@acme.example."),
    "user-id-mailto.csv": ("broadworksUserId", "Write jane@acme.example."),
  ]

  @Test("give one finding, with line, column and the probable meaning", arguments: faults.keys.sorted())
  func finding(file: String) throws {
    let bytes = try RolloutFixture.bytes("reports/\(file)")
    let error = try #require(throws: RolloutInputError.self) { try RolloutInput.read(bytes) }
    #expect(error.findings.count == 1)
    let finding = try #require(error.findings.first)
    let expected = try #require(Self.faults[file])
    #expect(finding.row == 3)
    #expect(finding.column == expected.column)
    #expect(finding.description.contains(expected.words), "\(finding)")
  }

  @Test("are all known")
  func complete() throws {
    let folder = RolloutFixture.folder.appendingPathComponent("reports")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == Self.faults.keys.sorted())
  }
}
