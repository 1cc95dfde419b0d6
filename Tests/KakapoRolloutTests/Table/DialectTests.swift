import Foundation
import KakapoProvision
import KakapoRollout
import TestTraces
import Testing

@Suite("One table in many encodings and dialects")
struct DialectTests {
  private static let files: [String: String] = [
    "utf-8-comma-lf.csv": "CSV, UTF-8, comma",
    "utf-8-bom-semicolon-crlf.csv": "CSV, UTF-8 with a byte order mark, semicolon",
    "utf-8-sep-line.csv": "CSV, UTF-8, semicolon",
    "utf-8-comma-cr.csv": "CSV, UTF-8, comma",
    "utf-8-quoted-crlf-inside.csv": "CSV, UTF-8, comma",
    "utf-8-trailing-rows-and-columns.csv": "CSV, UTF-8, comma",
    "utf-8-no-last-line-end.csv": "CSV, UTF-8, comma",
    "utf-16le-bom-tab.csv": "CSV, UTF-16LE with a byte order mark, tab",
    "utf-16be-bom-comma.csv": "CSV, UTF-16BE with a byte order mark, comma",
    "utf-16le-tab.csv": "CSV, UTF-16LE, tab",
    "windows-1252-semicolon.csv": "CSV, Windows-1252, semicolon",
    "windows-1252-comma.csv": "CSV, Windows-1252, comma",
    "utf-8.json": "JSON, UTF-8",
    "ascii-license-lists.json": "JSON, UTF-8",
  ]

  private static let rows = [
    UserRow(
      number: 2, serverHostName: "portal.example.com", resellerId: "00420", resellerName: "Acme Ltd",
      groupId: "0001", groupName: "Zürich; Umgebung", broadworksUserId: "jurg@acme.example.com",
      userName: "Jürg Müller", licenses: [.unityDesktop(.pro), .unityMobile(.standard)]),
    UserRow(
      number: 3, serverHostName: "portal.example.com", resellerId: "00420", resellerName: "Acme Ltd",
      groupId: "0001", groupName: "Zürich; Umgebung", broadworksUserId: "amy@acme.example.com",
      userName: "Smith, Amy \"Ace\""),
    UserRow(
      number: 4, serverHostName: "portal.example.com", resellerId: "00420", resellerName: "Acme Ltd",
      groupId: "0002", groupName: "London, first floor", broadworksUserId: "sean@acme.example.com",
      userName: "Seán Ó Briain – €", licenses: [.unityAgent(.anywhere), .unityDashboard(.tabular100Plus)]),
    UserRow(
      number: 5, serverHostName: "portal.example.com", resellerId: "Smith-Sons", groupId: "-7",
      broadworksUserId: "+49301234@smith.example.com", userName: "+Zoë", licenses: [.unityAgentWeb(.standard)]
    ),
    UserRow(
      number: 6, serverHostName: "portal.example.com", broadworksUserId: "former@acme.example.com",
      state: .absent),
  ]

  @Test("gives the same rows, and says what was detected", arguments: files.keys.sorted())
  func sameRows(file: String) throws {
    let input = try RolloutInput.read(try RolloutFixture.bytes("dialects/\(file)"))
    let expected = Self.rows.map { row in
      var row = row
      // Array elements count from 1, because there is no header.
      if file.hasSuffix(".json") { row.number -= 1 }
      return row
    }
    #expect(input.rows == expected)
    #expect(input.format.description == Self.files[file])
  }

  @Test("gives the same plan, byte for byte")
  func onePlan() throws {
    let plans = try Set(
      Self.files.keys.filter { $0.hasSuffix(".csv") }.map { file in
        let input = try RolloutInput.read(try RolloutFixture.bytes("dialects/\(file)"))
        return RolloutPlan(input, endpoint: "https://portal.example.com/service.asmx").encoded()
      })
    #expect(plans.count == 1)
    #expect(plans.first?.isEmpty == false)
  }

  @Test("has the same digest, in JSON too")
  func oneDigest() throws {
    let digests = try Set(
      Self.files.keys.map { try RolloutInput.read(try RolloutFixture.bytes("dialects/\($0)")).digest })
    #expect(digests.count == 1)
  }

  @Test("lists every file in the folder")
  func complete() throws {
    let folder = RolloutFixture.folder.appendingPathComponent("dialects")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == Self.files.keys.sorted())
  }

  @Test(
    "is read back from the file of refused rows, which has the same dialect",
    arguments: files.keys.sorted())
  func failedRows(file: String) throws {
    let input = try RolloutInput.read(try RolloutFixture.bytes("dialects/\(file)"))
    let file = TestTraces.path("failed.csv")
    defer { TestTraces.remove(file) }
    let path = file.path(percentEncoded: false)
    let writer = try FailedRowsWriter(path: path, format: input.format)
    for row in input.rows {
      try writer.append(
        row: row, failure: RowFailure(step: "AddUserWithHierarchy", code: "rejected", reason: "No;\n\"so\""))
    }
    try writer.close()
    let again = try RolloutInput.read(path: path)
    #expect(
      again.rows.map { withoutNumber($0) } == input.rows.map { withoutNumber($0) })
    var format = input.format
    if format.kind == .json { format = InputFormat(columns: format.columns) }
    #expect(again.format == format)
  }

  private func withoutNumber(_ row: UserRow) -> UserRow {
    var row = row
    row.number = 0
    return row
  }
}
