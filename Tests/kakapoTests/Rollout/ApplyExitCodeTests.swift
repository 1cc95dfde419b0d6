import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

@Suite("How plan and apply end", .serialized, .timeLimit(.minutes(10)))
struct ApplyExitCodeTests {
  private static let three = SampleRollout(rows: [.user(1), .user(2), .user(3)])

  @Test("with 0 when all is done, and on request with 2 while changes are pending")
  func pendingAndDone() async throws {
    try await Self.three.run { site in
      let pending = try await site.tool("plan", site.file, "--compare", "--detailed-exitcode")
      #expect(pending.status == 2, "\(pending.standardError)")
      #expect(try await site.tool("plan", site.file, "--compare").status == 0)
      #expect(site.snapshot.users.isEmpty)
      let applied = try await site.apply()
      #expect(applied.status == 0, "\(applied.standardError)")
      #expect(site.snapshot.users.count == 3)
      #expect(!FileManager.default.fileExists(atPath: site.path("users.failed.csv")))
      let after = try await site.tool("plan", site.file, "--compare", "--detailed-exitcode")
      #expect(after.status == 0, "\(after.standardOutput)")
      let calls = site.simulator.callCount
      let again = try await site.apply("--compare")
      #expect(again.status == 0 && again.standardOutput.contains("Nothing to do"))
      #expect(site.simulator.callCount == calls + 3)
    }
  }

  @Test("with 64 for an input with problems, without a call", arguments: ["plan", "apply"])
  func badInput(command: String) async throws {
    try await Self.three.run { site in
      let faults = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Rollout/planted-faults.csv").path(percentEncoded: false)
      let output = try await site.tool.run([command, faults] + (command == "apply" ? ["--yes"] : []))
      #expect(output.status == 64)
      #expect(output.standardError.contains("25 problems in the input. Nothing was sent."))
      let json = try await site.tool.run([command, faults, "--output", "json"])
      #expect(json.status == 64)
      #expect(site.simulator.requests.isEmpty)
      let folder = URL(filePath: faults).deletingLastPathComponent()
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).allSatisfy {
          !$0.hasSuffix(".journal")
        })
      let missing = try await site.tool.run([command, site.path("nobody.csv")])
      #expect(missing.status == 64, "\(missing.standardError)")
    }
  }

  @Test("with 65 if rows were refused; their file can be applied unchanged")
  func someRefused() async throws {
    try await SampleRollout(rows: (1...6).map { .user($0) }).run { site in
      try site.simulator.portal.stock(.unityDesktop(.pro), quantity: 4, at: "sp.example.com")
      let output = try await site.apply()
      #expect(output.status == 65, "\(output.standardError)")
      let failed = site.path("users.failed.csv")
      let text = try String(contentsOfFile: failed, encoding: .utf8)
      // The columns and semicolons of the input, followed by a code and a reason.
      #expect(text.hasPrefix("serverHostName;resellerId;resellerName;groupId;groupName;broadworksUserId;"))
      #expect(text.split(whereSeparator: \.isNewline).count == 3)
      #expect(text.contains("rejected") && text.contains("no free UnityDesktop Pro"))
      let still = try await site.tool("apply", failed, "--yes")
      #expect(still.status == 65, "\(still.standardError)")
      try site.simulator.portal.stock(.unityDesktop(.pro), quantity: 6, at: "sp.example.com")
      let mended = try await site.tool("apply", failed, "--yes")
      #expect(mended.status == 0, "\(mended.standardError)")
      #expect(site.snapshot.users.count == 6)
      #expect(site.snapshot.users.allSatisfy { $0.licenses.count == 2 })
    }
  }

  @Test("with 75 and the reason after many equal refusals; the rest is untouched, and resumed")
  func equalRefusals() async throws {
    try await SampleRollout(
      rows: (1...60).map { .user($0, [.unityDesktop(.pro)]) }, options: ["--concurrency", "1"]
    )
    .run { site in
      try site.simulator.portal.stock(.unityDesktop(.pro), quantity: 2, at: "sp.example.com")
      let held = try await site.apply()
      #expect(held.status == 75, "\(held.standardError)")
      #expect(held.standardError.contains("25 rows in succession had the same refusal: AddUserLicense"))
      #expect(held.standardError.contains("To resume: kakapo apply --resume"))
      // The refusals are told once.
      #expect(held.standardError.split(separator: "\n").count { $0.hasPrefix("kakapo: row ") } == 1)
      let refused = try #require(
        held.standardOutput.firstMatch(of: #/ {2}(\d+) rows \(.*\): AddUserLicense UnityDesktop/Pro: /#))
      #expect((25...27).contains(Int(refused.1) ?? 0))
      #expect(site.snapshot.users.count < 30)
      let few = try await site.tool.run(
        site.arguments(["--resume", "--hold-after", "3", "--output", "json"]))
      #expect(few.status == 75, "\(few.standardError)")
      let summary = try #require(try JSONLines(few.standardOutput).summary)
      #expect(summary.exitCode == 75 && summary.ending == "equalRefusals")
      let all = try await site.tool.run(site.arguments(["--resume", "--hold-after", "0", "--all"]))
      #expect(all.status == 65, "\(all.standardError)")
      #expect(all.standardError.split(separator: "\n").count { $0.hasPrefix("kakapo: row ") } > 20)
      #expect(!all.standardOutput.contains("Refused:"))
    }
  }

  @Test("with 64 for warnings that count as errors, before any write")
  func warningsAsErrors() async throws {
    var rows = (1...20).map { UserRow.user($0, []) }
    for index in rows.indices { (rows[index].groupId, rows[index].groupName) = ("Acme-London", nil) }
    rows[7].groupId = "Acme-Lodnon"
    try await SampleRollout(rows: rows).run { site in
      let words = "\"Acme-Lodnon\" is a group with one user. Did you mean Acme-London, which has 19?"
      let planned = try await site.tool("plan", site.file, "--warnings-as-errors", "--save", site.path("p"))
      #expect(planned.status == 64 && planned.standardOutput.contains("  1. row 9, column groupId: \(words)"))
      #expect(planned.standardError.contains("1 warning counts as an error (--warnings-as-errors)."))
      #expect(!planned.standardOutput.contains("To apply it"))
      #expect(!FileManager.default.fileExists(atPath: site.path("p")))
      let applied = try await site.apply("--warnings-as-errors")
      #expect(applied.status == 64 && applied.standardOutput.contains(words), "\(applied.standardError)")
      let json = try await site.apply("--warnings-as-errors", "--output", "json")
      #expect(json.status == 64)
      #expect(try JSONLines(json.standardOutput).summary?.exitCode == 64)
      #expect(site.simulator.callCount == 0)
      #expect(!FileManager.default.fileExists(atPath: site.journal))
      let done = try await site.apply()
      #expect(done.status == 0 && done.standardOutput.contains(words))
    }
  }

  @Test("with 80 for more deletions than allowed, before any write")
  func gate() async throws {
    let rollout = SampleRollout(
      existing: (1...12).map { .user($0) }, rows: (1...12).map { .user($0, [], state: .absent) })
    try await rollout.run { site in
      let before = site.snapshot
      for arguments in [[], ["--allow-deletes", "11"], ["--allow-deletes", "13"]] {
        let refused = try await site.tool.run(site.arguments(arguments))
        #expect(refused.status == 80, "\(arguments): \(refused.standardError)")
        #expect(refused.standardError.contains("--allow-deletes 12"))
      }
      #expect(site.snapshot == before)
      #expect(site.simulator.calls(of: "DeleteUser").isEmpty)
      let planned = try await site.tool("plan", site.file)
      #expect(planned.status == 0 && planned.standardOutput.contains("--allow-deletes 12"))
      let allowed = try await site.apply("--allow-deletes", "12")
      #expect(allowed.status == 0, "\(allowed.standardError)")
      #expect(site.snapshot.users.isEmpty)
    }
  }

  @Test("with 81 for a plan that is stale, spent, or for another portal, before any write")
  func stalePlan() async throws {
    let rollout = SampleRollout(
      existing: [.user(1), .user(2, [.unityDesktop(.pro), .unityAgent(.standard)])],
      rows: [.user(1), .user(2), .user(3)])
    try await rollout.run { site in
      let plan = site.path("users.plan")
      let arguments = ["apply", plan, "--yes"]
      let saved = try await site.tool("plan", site.file, "--compare", "--save", plan)
      #expect(saved.status == 0, "\(saved.standardError)")

      try await rollout.run { other in
        let elsewhere = try await other.tool.run(arguments)
        #expect(elsewhere.status == 81)
        #expect(
          elsewhere.standardError.contains("The plan was made for http://127.0.0.1:\(site.simulator.port)/"))
        #expect(other.simulator.callCount == 0)
      }

      // Another client buys a licence in the meantime.
      let user = ["serverHostName=sp.example.com", "broadworksUserId=user1@acme.example.com"]
      _ = try await site.tool.run(
        ["call", "AddUserLicense"] + user + ["applicationName=UnityWallboard", "licenseType=Standard"])
      let before = site.snapshot
      let stale = try await site.tool.run(arguments)
      #expect(stale.status == 81, "\(stale.standardError)")
      #expect(stale.standardError.contains("user1@acme.example.com"))
      #expect(site.snapshot == before)
      #expect(!FileManager.default.fileExists(atPath: plan + ".journal"))

      _ = try await site.tool("plan", site.file, "--compare", "--save", plan)
      let applied = try await site.tool.run(arguments)
      #expect(applied.status == 0, "\(applied.standardError)")
      #expect(site.snapshot.users.count == 3)
      let calls = site.simulator.callCount
      let spent = try await site.tool.run(arguments)
      #expect(spent.status == 81, "\(spent.standardError)")
      #expect(spent.standardError.contains("already applied"))
      #expect(site.simulator.callCount == calls)
      let mapped = try await site.tool.run(arguments + ["--map", "userName=Name"])
      #expect(mapped.status == 64 && mapped.standardError.contains("--map userName=Name"))
    }
  }

  @Test("with 81 for the plan of the same table in another file, once the first is spent")
  func spentTwin() async throws {
    try await Self.three.run { site in
      let table = UserRow.table([.user(1), .user(2), .user(3)])
      let twin = table.replacing("\";\"", with: "\",\"").replacing(";groupId", with: ",groupId")
      let lines = twin.replacing("\r\n", with: "\n\n").split(separator: "\n").map(String.init)
      let header = lines[0].replacing(";", with: ",")
      try Data(([header, ""] + lines.dropFirst()).joined(separator: "\n\n").utf8).write(
        to: site.folder.appending(path: "twin.csv"))
      for name in ["users", "twin"] {
        let saved = try await site.tool("plan", site.path(name + ".csv"), "--save", site.path(name + ".plan"))
        #expect(saved.status == 0, "\(saved.standardError)")
      }
      #expect(
        FileManager.default.contentsEqual(atPath: site.path("users.plan"), andPath: site.path("twin.plan")))
      #expect(try await site.tool("apply", site.path("users.plan"), "--yes").status == 0)
      let calls = site.simulator.callCount
      let spent = try await site.tool("apply", site.path("twin.plan"), "--yes")
      #expect(spent.status == 81, "\(spent.standardError)")
      #expect(site.simulator.callCount == calls)
    }
  }

  @Test("with 81 for a plan that was resumed, wherever its first run ended")
  func spentByResuming() async throws {
    try await Self.three.run { site in
      let plan = site.path("users.plan")
      _ = try await site.tool("plan", site.file, "--save", plan)
      site.simulator.holdCalls()
      let run = try StartedTool(site.tool, ["apply", plan, "--yes"])
      try #require(await site.simulator.holds(1, from: run))
      await run.kill()
      site.simulator.releaseCalls()
      // As if the run had been killed a moment before.
      try FileManager.default.removeItem(at: site.folder.appending(path: "state/spent-plans"))
      let resumed = try await site.tool("apply", "--resume", plan, "--yes")
      #expect(resumed.status == 0, "\(resumed.standardError)")
      let again = try await site.tool("apply", plan, "--yes")
      #expect(again.status == 81, "\(again.standardError)")
    }
  }

  @Test("with 81 for the journal of another input, portal or user")
  func otherJournal() async throws {
    try await Self.three.run { site in
      site.simulator.holdCalls()
      let run = try site.start()
      try #require(await site.simulator.holds(1, from: run))
      await run.kill()
      site.simulator.releaseCalls()
      await site.simulator.waitUntilNoClientIsConnected()
      let calls = site.simulator.callCount

      try site.write([.user(1), .user(2), .user(4)])
      let other = try await site.apply("--resume")
      #expect(other.status == 81, "\(other.standardError)")
      #expect(other.standardError.contains("belongs to another input"))
      let anew = try await site.apply()
      #expect(anew.status == 64, "\(anew.standardError)")
      #expect(anew.standardError.contains("--resume"))
      let journalAlone = ["apply", "--resume", "--yes", "--journal", site.journal]
      try await Self.three.run { elsewhere in
        let output = try await elsewhere.tool.run(journalAlone)
        #expect(output.status == 81, "\(output.standardError)")
        #expect(elsewhere.simulator.callCount == 0)
      }
      let otherUser = try await site.tool.run(journalAlone + ["--user", "somebody"])
      #expect(otherUser.status == 81, "\(otherUser.standardError)")
      #expect(site.simulator.callCount == calls)

      let alone = try await site.tool.run(journalAlone)
      #expect(alone.status == 0, "\(alone.standardError)")
      #expect(site.snapshot.users.map(\.id).sorted() == (1...3).map { "user\($0)@acme.example.com" })
    }
  }

  @Test("with 83 if there is no terminal for a question, with nothing changed", arguments: ["table", "json"])
  func declined(format: String) async throws {
    try await Self.three.run { site in
      let output = try await site.tool("apply", site.file, "--output", format)
      #expect(output.status == 83)
      #expect(output.standardError.contains("--yes"))
      #expect(site.simulator.callCount == 0)
      #expect(!FileManager.default.fileExists(atPath: site.journal))
      if format == "json" {
        let summary = try #require(try JSONLines(output.standardOutput).summary)
        #expect(summary.exitCode == 83 && summary.error?.code == "declined")
      }
    }
  }

  @Test("with 78 if the portal refuses access, before and during the run")
  func accessRefused() async throws {
    try await SampleRollout(rows: (1...10).map { .user($0) }).run { site in
      site.simulator.inject(.page(status: 403), times: 100)
      let first = try await site.apply()
      #expect(first.status == 78, "\(first.standardError)")
      #expect(site.simulator.callCount == 1)
      #expect(site.snapshot.users.isEmpty)

      site.simulator.removeInjections()
      site.simulator.inject(.page(status: 403), times: 100, into: .method("AddUserLicense"))
      let amid = try await site.apply("--resume", "--concurrency", "1")
      #expect(amid.status == 78, "\(amid.standardError)")
      #expect(site.simulator.calls(of: "AddUserLicense").count == 1)
      #expect(site.snapshot.users.count >= 1 && site.snapshot.users.count < 10)

      site.simulator.removeInjections()
      let end = try await site.apply("--resume")
      #expect(end.status == 0, "\(end.standardError)")
      #expect(site.snapshot.users.count == 10)
    }
  }
}

/// A separate suite, because these runs wait for a portal and would hold up the others.
@Suite("Rollouts without a portal", .timeLimit(.minutes(10)))
struct UnreachablePortalTests {
  @Test("exit with 69 when no server listens")
  func nobodyListens() async throws {
    try await SampleRollout(rows: [.user(1)]).run { site in
      try await HeldPort.run(isListening: false) { port in
        let output = try await site.apply("--endpoint", "http://127.0.0.1:\(port)/ProvisionV3.asmx")
        #expect(output.status == 69, "\(output.standardError)")
        #expect(output.standardError.contains("--resume"))
      }
    }
  }

  @Test("exit with 69 when the portal goes away, and resume when it is back")
  func goesAway() async throws {
    let rollout = SampleRollout(rows: (1...4).map { .user($0) }, options: ["--concurrency", "1"])
    try await rollout.run { site in
      site.simulator.holdCalls()
      let run = try site.start()
      for _ in 1...5 {
        try #require(await site.simulator.holds(1, from: run))
        site.simulator.releaseHeldCalls()
      }
      await site.simulator.stop()
      let output = await run.output()
      #expect(output.status == 69, "\(output.standardError)")
      var options = Simulator.Options()
      options.port = site.simulator.port
      try await Simulator.run(site.simulator.portal, options: options) { _ in
        let end = try await site.apply("--resume")
        #expect(end.status == 0, "\(end.standardError)")
        #expect(site.snapshot.users.count == 4)
        #expect(site.snapshot.users.allSatisfy { $0.licenses.count == 2 })
      }
    }
  }
}
