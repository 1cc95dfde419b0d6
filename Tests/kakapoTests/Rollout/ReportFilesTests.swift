import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

/// The files that a rollout leaves.
@Suite("The files of a rollout", .serialized, .timeLimit(.minutes(10)))
struct ReportFilesTests {
  private static let header = "serverHostName,resellerId,groupId,broadworksUserId,Name,licenses\n"
  private static let rows =
    "sp.example.com,Acme,London,jane@acme.example.com,Jane Doe,UnityDesktop/Pro\n"
    + "sp.example.com,Acme,London,sean@acme.example.com,Sean Doe,\n"

  private static func run(
    _ body: (ToolAtPortal, _ file: String, _ folder: String) async throws -> Void
  ) async throws {
    try await ToolAtPortal.run { portal in
      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 0, at: "sp.example.com")
      let file = portal.folder.appending(path: "users.csv")
      try Data((header + rows).utf8).write(to: file)
      try await body(
        portal, file.path(percentEncoded: false),
        portal.folder.appending(path: "new/out").path(percentEncoded: false))
    }
  }

  @Test("are written to a new folder, and the printed command applies the failed rows")
  func newFolder() async throws {
    try await Self.run { portal, file, folder in
      let arguments = ["apply", file, "--yes", "--map", "userName=Name", "--report", folder]
      let first = try await portal.tool.run(arguments)
      #expect(first.status == 65, "\(first.standardError)")
      let failed = try String(contentsOfFile: folder + "/failed.csv", encoding: .utf8)
      #expect(failed.contains("jane@acme.example.com") && failed.contains("rejected"))
      #expect(FileManager.default.fileExists(atPath: folder + "/report.html"))
      #expect(first.standardOutput.contains("--map userName=Name"))

      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 5, at: "sp.example.com")
      let second = try await portal.tool(
        "apply", folder + "/failed.csv", "--yes", "--map", "userName=Name", "--report", folder)
      #expect(second.status == 0, "\(second.standardError)")
      // The file was the input, so it is kept.
      #expect(FileManager.default.fileExists(atPath: folder + "/failed.csv"))
      #expect(
        portal.simulator.portal.snapshot.user("jane@acme.example.com")?.licenses == [.unityDesktop(.pro)])

      // No row is left to do, so the earlier file of refused rows is outdated.
      let third = try await portal.tool.run(arguments + ["--compare"])
      #expect(third.status == 0, "\(third.standardError)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/failed.csv"))
      #expect(try String(contentsOfFile: folder + "/failed.csv.previous", encoding: .utf8) == failed)
      #expect(third.standardOutput.contains("failed.csv.previous"))
      #expect(FileManager.default.fileExists(atPath: folder + "/report.html"))
    }
  }

  @Test("are left alone when the result of a finished run is only shown again")
  func toldAgain() async throws {
    try await Self.run { portal, file, _ in
      let first = try await portal.tool("apply", file, "--yes", "--map", "userName=Name")
      #expect(first.status == 65, "\(first.standardError)")
      let failed = file.replacing("users.csv", with: "users.failed.csv")
      try Data("mended".utf8).write(to: URL(filePath: failed))
      let again = try await portal.tool("apply", "--resume", "--journal", file + ".journal", "--yes")
      #expect(again.status == 65)
      #expect(try String(contentsOfFile: failed, encoding: .utf8) == "mended")
    }
  }

  @Test("aren't mixed up with another run's when the result of a finished run is shown again")
  func anotherRuns() async throws {
    try await Self.run { portal, file, folder in
      let first = try await portal.tool(
        "apply", file, "--yes", "--map", "userName=Name", "--report", folder)
      #expect(first.status == 65, "\(first.standardError)")
      let failed = folder + "/failed.csv"
      let own = try Data(contentsOf: URL(filePath: failed))
      let report = try Data(contentsOf: URL(filePath: folder + "/report.html"))
      let resume = ["apply", "--resume", "--journal", file + ".journal", "--yes", "--report", folder]
      // The run's own file still exists.
      let same = try await portal.tool.run(resume)
      #expect(same.standardOutput.contains("are in \(failed). Once"))
      #expect(!FileManager.default.fileExists(atPath: failed + ".again"))
      // Another run has written to it since.
      try Data("another run's".utf8).write(to: URL(filePath: failed))
      for _ in 1...2 {
        let again = try await portal.tool.run(resume)
        #expect(again.status == 65, "\(again.standardError)")
        #expect(again.standardOutput.contains("are in \(failed).again. Once"))
      }
      #expect(try String(contentsOfFile: failed, encoding: .utf8) == "another run's")
      #expect(try Data(contentsOf: URL(filePath: failed + ".again")) == own)
      #expect(!FileManager.default.fileExists(atPath: failed + ".again.2"))
      #expect(try Data(contentsOf: URL(filePath: folder + "/report.html")) == report)
    }
  }

  @Test("name the same rows in doubt as the printed summary", arguments: ["table", "json"])
  func rowsInDoubt(format: String) async throws {
    try await Self.run { portal, file, _ in
      let rows =
        Self.header + Self.rows.replacing("UnityDesktop/Pro", with: "UnityDesktop/Pro;UnityMobile/Standard")
      try Data(rows.utf8).write(to: URL(filePath: file))
      // One licence is refused; the result of the other can't be found out.
      portal.simulator.inject(.exception("no"), times: 10, into: .method("GetUserLicenses"))
      portal.simulator.inject(.rejection, times: 1, into: .method("AddUserLicense"))
      portal.simulator.inject(.exception("no"), times: 10, into: .method("AddUserLicense"))
      let output = try await portal.tool.run(
        ["apply", file, "--yes", "--map", "userName=Name", "--concurrency", "1", "--output", format])
      #expect(output.status == 74, "\(output.standardError)")
      let failed = try String(
        contentsOfFile: file.replacing("users.csv", with: "users.failed.csv"), encoding: .utf8)
      #expect(failed.contains("mayHaveApplied") && !failed.contains("rejected,"))
      if format == "json" {
        let lines = try JSONLines(output.standardOutput)
        #expect(lines.lines.filter { $0.event == "row" && $0.code != nil }.map(\.code) == ["mayHaveApplied"])
        #expect(lines.summary?.rowsInDoubt == [2] && lines.summary?.exitCode == 74)
      } else {
        #expect(
          output.standardError.contains(
            "row 2, jane@acme.example.com: AddUserLicense UnityMobile/Standard: the method failed inside the server."
          ))
        #expect(output.standardError.contains("The call may have been carried out."))
        #expect(output.standardError.contains("for row 2 (code mayHaveApplied)"))
      }
    }
  }

  @Test("never overwrite another file: it is kept under another name")
  func somebodyElses() async throws {
    try await Self.run { portal, file, _ in
      let failed = file.replacing("users.csv", with: "users.failed.csv")
      func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
      for name in [failed, failed + ".new"] { try Data("somebody's".utf8).write(to: URL(filePath: name)) }
      let arguments = ["apply", file, "--yes", "--map", "userName=Name"]
      let first = try await portal.tool.run(arguments)
      #expect(first.status == 65, "\(first.standardError)")
      #expect(first.standardOutput.contains("users.failed.csv.previous"))
      #expect(try text(failed).contains("jane@acme.example.com"))
      #expect(try text(failed + ".new") == "somebody's")

      // The same rows replace the same file.
      #expect(try await portal.tool.run(arguments).status == 65)
      #expect(!FileManager.default.fileExists(atPath: failed + ".previous.2"))

      let mended = try text(failed) + "mended\n"
      try Data(mended.utf8).write(to: URL(filePath: failed))
      #expect(try await portal.tool.run(arguments).status == 65)
      #expect(try text(failed + ".previous") == "somebody's")
      #expect(try text(failed + ".previous.2") == mended)

      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 5, at: "sp.example.com")
      try Data("somebody's".utf8).write(to: URL(filePath: failed))
      #expect(try await portal.tool.run(arguments).status == 0)
      #expect(try text(failed) == "somebody's")
    }
  }

  @Test(
    "are applied by the printed command, also by that of a resume from the journal alone",
    arguments: ["csv", "json", "windows-1252"])
  func printedCommand(kind: String) async throws {
    try await Self.run { portal, file, _ in
      var options = ["--map", "userName=Full name"]
      let header = Self.header.replacing(",Name,", with: ",Full name,")
      switch kind {
      case "json":
        let rows = ["jane", "sean"].map { name in
          #"{"serverHostName": "sp.example.com", "resellerId": "Acme", "groupId": "London", "broadworksUserId": "#
            + #""\#(name)@acme.example.com", "Full name": "\#(name)", "licenses": "UnityDesktop/Pro"}"#
        }
        try Data("[\(rows.joined(separator: ","))]".utf8).write(to: URL(filePath: file))
        options += ["--input-format", "json"]
      case "windows-1252":
        // The encoding lacks the characters of the portal's message.
        var bytes = Data((header + Self.rows.replacing("Jane Doe", with: "J~rg")).utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "~") { bytes[index] = 0xFC }
        try bytes.write(to: URL(filePath: file))
        options += ["--encoding", "windows-1252"]
        portal.simulator.inject(
          .exception("\u{5C71}\u{7530}"), times: 1, into: .method("AddUserLicense"))
      default: try Data((header + Self.rows).utf8).write(to: URL(filePath: file))
      }
      let first = try await portal.tool.run(["apply", file, "--yes"] + options)
      #expect(first.status == 65, "\(first.standardError)")
      let failed = file.replacing("users.csv", with: "users.failed.csv")
      try FileManager.default.removeItem(atPath: failed)
      let again = try await portal.tool("apply", "--resume", "--journal", file + ".journal", "--yes")

      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 5, at: "sp.example.com")
      for output in [first, again] {
        let command = try #require(output.standardOutput.firstMatch(of: /cause is fixed: kakapo (.*)/)?.1)
        let applied = try await TypedProgram.run(
          "/bin/sh",
          ["-c", "\"$0\" \(command) --yes", CommandLineTool.executable.path(percentEncoded: false)],
          portal.tool.environment, typing: "")
        #expect(applied.status == 0, "\(command): \(applied.text)")
      }
    }
  }

  @Test("whose folder can't be made are reported before the first call")
  func noFolder() async throws {
    try await Self.run { portal, file, _ in
      let output = try await portal.tool(
        "apply", file, "--yes", "--map", "userName=Name", "--report", file + "/out")
      #expect(output.status == 70)
      #expect(output.standardError.contains("Nothing was sent"))
      #expect(portal.simulator.callCount == 0)
    }
  }

  @Test("that can't be written are reported before the first call", arguments: ["report.html", "failed.csv"])
  func noFile(name: String) async throws {
    try await Self.run { portal, file, folder in
      var folder = folder
      if name == "report.html" {
        try FileManager.default.createDirectory(
          atPath: folder + "/report.html", withIntermediateDirectories: true)
      } else {
        // The folder exists, but no file can be made in it.
        folder = "/proc/self/fdinfo"
      }
      let output = try await portal.tool(
        "apply", file, "--yes", "--map", "userName=Name", "--report", folder)
      #expect(output.status == 70)
      #expect(output.standardError.contains(name) && output.standardError.contains("Nothing was sent"))
      #expect(portal.simulator.callCount == 0)
    }
  }

  @Test("aren't needed for one user: the output has the steps that were done and refused")
  func oneUser() async throws {
    try await Self.run { portal, _, _ in
      let output = try await portal.tool(
        "user", "add", "jane@acme.example.com", "--server-host-name", "sp.example.com", "--reseller-id",
        "Acme",
        "--group-id", "London", "--user-name", "Jane", "--license", "UnityDesktop/Pro", "--output", "json")
      #expect(output.status == 65)
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
      #expect(json["done"] as? [String] == ["AddUserWithHierarchy"])
      #expect(json["outcome"] as? String == "failed")
    }
  }
}

extension Injection {
  /// An answer that refuses the assignment of a licence.
  fileprivate static var rejection: Injection {
    let text =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
      + "<soap:Body><AddUserLicenseResponse xmlns=\"\(Contract.builtIn.namespace)\"><AddUserLicenseResult>"
      + "<success>false</success><errorMessage>no</errorMessage></AddUserLicenseResult>"
      + "</AddUserLicenseResponse></soap:Body></soap:Envelope>"
    return .answer(status: 200, contentType: "text/xml; charset=utf-8", body: Array(text.utf8))
  }
}
