import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

/// Files from other systems: workbooks and mappings.
@Suite("A file from another system", .serialized, .timeLimit(.minutes(10)))
struct MappedFileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/Spreadsheets")

  /// A portal, and a folder with an export as a workbook and as CSV, and its mapping.
  private static func run(_ body: (ToolAtPortal) async throws -> Void) async throws {
    try await ToolAtPortal.run { portal in
      for name in ["export.xlsx", "export.csv", "export.map.yaml"] {
        try FileManager.default.copyItem(
          at: fixtures.appending(path: name), to: portal.folder.appending(path: name))
      }
      try await body(portal)
    }
  }

  @Test("gives the same plan as a workbook and as CSV, byte for byte, also through a pipe")
  func samePlan() async throws {
    try await Self.run { portal in
      let script = """
        kakapo plan export.csv --mapping export.map.yaml --save 1.plan &&
        kakapo plan export.xlsx --mapping export.map.yaml --save 2.plan &&
        cat export.xlsx | kakapo plan - --mapping export.map.yaml --save 3.plan &&
        cat export.map.yaml | kakapo plan export.xlsx --mapping - --save 4.plan &&
        cmp 1.plan 2.plan && cmp 1.plan 3.plan && cmp 1.plan 4.plan
        """
      let plans = try await portal.tool.shell(script, in: portal.folder)
      #expect(plans.status == 0, "\(plans.standardOutput) \(plans.standardError)")
      #expect(plans.standardOutput.contains("export.xlsx: XLSX, sheet Staff (not read: Notes), 60 rows"))
      let both = try await portal.tool.shell(
        "kakapo plan - --mapping - < export.csv", in: portal.folder)
      #expect(both.status == 64)
      #expect(both.standardError.contains("Only one of the file and --mapping can be standard input."))
    }
  }

  @Test("is applied with the printed commands, and its refused rows need no mapping")
  func refusedRows() async throws {
    try await Self.run { portal in
      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 19, at: "sp.example.com")
      let plan = try await portal.tool.shell(
        "kakapo plan export.xlsx --mapping export.map.yaml --sheet Staff", in: portal.folder)
      #expect(
        plan.standardOutput.contains(
          "To apply it: kakapo apply export.xlsx --sheet Staff --mapping export.map.yaml"),
        "\(plan.standardOutput)")
      let first = try await portal.tool.shell(
        "kakapo apply export.xlsx --sheet Staff --mapping export.map.yaml --yes", in: portal.folder)
      #expect(first.status == 65, "\(first.standardError)")
      let command = try #require(
        first.standardOutput.firstMatch(of: /Once the cause is fixed: (.+)/)?.1)
      #expect(command.hasSuffix("export.failed.csv'"), "\(command)")
      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 50, at: "sp.example.com")
      let second = try await portal.tool.shell("\(command) --yes", in: portal.folder)
      #expect(second.status == 0, "\(second.standardError)")
      #expect(portal.simulator.portal.snapshot.user("user0@acme.example.com")?.licenses.count == 2)
    }
  }

  @Test("has the problems of its mapping in the words of the command, each with its line")
  func problems() async throws {
    try await Self.run { portal in
      let script = """
        sed 's/Pro;/Prro;/' export.map.yaml > wrong.yaml; kakapo plan export.xlsx --mapping wrong.yaml; echo $?
        kakapo plan export.xlsx --mapping missing.yaml; echo $?
        sed 's/Leeds: Acme-Leeds//' export.map.yaml > few.yaml; kakapo plan export.xlsx --mapping few.yaml; echo $?
        kakapo plan export.xlsx --mapping export.map.yaml --map userName=Nmae; echo $?
        """
      let output = try await portal.tool.shell("(\(script)) 2>&1", in: portal.folder)
      let lines = output.standardOutput
      #expect(
        lines.contains(#"wrong.yaml, line 9, column licenses: "UnityDesktop/Prro" names a type"#), "\(lines)")
      #expect(lines.contains(#""missing.yaml" cannot be read: there is no such file."#))
      #expect(
        lines.contains(
          "30 rows (3, 5, 7, 9, 11 and 25 more), column Site: \"Leeds\" is not in the value map of groupId."))
      #expect(lines.contains("The column Nmae is missing. Add it, or map it with --map userName=Column."))
      #expect(lines.matches(of: /(?m)^64$/).count == 4)
    }
  }

  @Test("is shown with its columns, and gets a mapping that can be used at once")
  func inspect() async throws {
    try await Self.run { portal in
      let shown = try await portal.tool.shell("kakapo rollout inspect export.xlsx", in: portal.folder)
      #expect(shown.status == 0, "\(shown.standardError)")
      #expect(
        shown.standardOutput.hasPrefix(
          "export.xlsx: XLSX, sheet Staff (not read: Notes), 60 rows, header in row 1\n"))
      #expect(shown.standardOutput.contains("First name  60      1          userName, joined      Jane\n"))
      #expect(
        shown.standardOutput.contains("kakapo rollout inspect export.xlsx --output-file users.map.yaml"))
      let script = """
        kakapo rollout inspect export.xlsx --output-file users.map.yaml && cat export.xlsx | kakapo rollout inspect - \
        --output-file - | cmp - users.map.yaml && kakapo rollout inspect export.csv --output json
        """
      let written = try await portal.tool.shell(script, in: portal.folder)
      #expect(written.status == 0, "\(written.standardError)")
      #expect(
        written.standardOutput.contains("then: kakapo plan export.xlsx --mapping users.map.yaml\n"))
      #expect(written.standardOutput.contains(#""header" : "Package""#))
      let again = try await portal.tool.shell(
        "kakapo rollout inspect export.xlsx --output-file users.map.yaml", in: portal.folder)
      #expect(again.status == 64)
      #expect(again.standardError.contains("already exists"))
      // What isn't recognised is what the plan complains about, and no column is unknown.
      let plan = try await portal.tool.shell(
        "kakapo plan export.xlsx --mapping users.map.yaml", in: portal.folder)
      #expect(plan.status == 64)
      #expect(plan.standardError.contains("The column serverHostName is missing"))
      #expect(!plan.standardError.contains("unknown"))
      let sheet = try await portal.tool.shell(
        "kakapo rollout inspect export.xlsx --sheet Staf", in: portal.folder)
      #expect(sheet.status == 64)
      #expect(sheet.standardError.contains("Did you mean Staff? The sheets are Staff, Notes."))
    }
  }
}
