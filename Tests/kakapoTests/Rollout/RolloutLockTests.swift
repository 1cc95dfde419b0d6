import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

@Suite("Concurrent rollouts", .serialized, .timeLimit(.minutes(10)))
struct RolloutLockTests {
  private static let three = SampleRollout(rows: [.user(1), .user(2), .user(3)])

  @Test("lock an account once: apply, resume and two processes make only one call")
  func wrongPassword() async throws {
    try await Self.three.run { site in
      let tool = site.toolWithWrongPassword
      let arguments = site.arguments([])
      site.simulator.holdCalls()
      let first = try StartedTool(tool, arguments)
      try #require(await site.simulator.holds(1, from: first))
      // Another file has another journal, but the portal and the user are the same.
      try site.write([.user(7)], to: "others.csv")
      let other = ["apply", site.path("others.csv"), "--yes"]
      #expect(try await tool.run(other).status == 82)
      site.simulator.releaseCalls()
      let output = await first.output()
      #expect(output.status == 77)
      #expect(output.standardError.contains("latch"), "\(output.standardError)")

      for arguments in [site.arguments(["--resume"]), other, site.arguments(["--resume"])] {
        let output = try await tool.run(arguments)
        #expect(output.status == 77, "\(arguments): \(output.standardError)")
      }
      async let one = tool.run(site.arguments(["--resume"]))
      async let two = tool.run(other + ["--resume"])
      for status in [try await one.status, try await two.status] { #expect([77, 82].contains(status)) }
      #expect(site.simulator.callCount == 1)
      #expect(site.simulator.portal.failedLoginCount() == 1)
    }
  }

  @Test("lock an account once if two processes start at the same time")
  func wrongPasswordAtOnce() async throws {
    try await Self.three.run { site in
      let tool = site.toolWithWrongPassword
      async let one = tool.run(site.arguments([]))
      async let two = tool.run(site.arguments(["--journal", site.path("second.journal")]))
      let statuses = [try await one.status, try await two.status]
      #expect(statuses.contains(77) && statuses.allSatisfy { [77, 82].contains($0) }, "\(statuses)")
      #expect(site.simulator.callCount == 1)
    }
  }

  @Test("exit with 82 while another run is at the same portal")
  func samePortal() async throws {
    try await Self.three.run { site in
      site.simulator.holdCalls()
      let holder = try site.start()
      try #require(await site.simulator.holds(1, from: holder))
      for arguments in [["--resume"], ["--journal", site.path("second.journal")]] {
        let refused = try await site.tool.run(site.arguments(arguments))
        #expect(refused.status == 82)
        #expect(refused.standardError.contains("process \(holder.processIdentifier) on "))
      }
      let json = try await site.apply("--resume", "--output", "json")
      #expect(json.status == 82)
      #expect(try JSONLines(json.standardOutput).summary?.error?.code == "locked")
      #expect(site.simulator.callCount == 1)

      await holder.kill()
      site.simulator.releaseCalls()
      await site.simulator.waitUntilNoClientIsConnected()
      let output = try await site.apply("--resume")
      #expect(output.status == 0, "\(output.standardError)")
      #expect(site.snapshot.users.count == 3)
    }
  }

  @Test("exit with 82 while another run has the journal, whatever the state folder")
  func sameJournal() async throws {
    try await Self.three.run { site in
      site.simulator.holdCalls()
      let holder = try site.start()
      try #require(await site.simulator.holds(1, from: holder))
      var elsewhere = site.tool
      elsewhere.environment["KAKAPO_STATE_DIR"] = site.path("elsewhere")
      for arguments in [[], ["--resume"]] {
        let refused = try await elsewhere.run(site.arguments(arguments))
        #expect(refused.status == 82, "\(refused.standardError)")
        #expect(refused.standardError.contains("users.csv.journal is in use"))
        #expect(refused.standardError.contains("process \(holder.processIdentifier) on "))
      }
      #expect(site.simulator.callCount == 1)
      await holder.kill()
      site.simulator.releaseCalls()
      await site.simulator.waitUntilNoClientIsConnected()
      let output = try await elsewhere.run(site.arguments(["--resume"]))
      #expect(output.status == 0, "\(output.standardError)")
    }
  }
}

extension RolloutSite {
  fileprivate var toolWithWrongPassword: CommandLineTool {
    var tool = tool
    tool.environment["KAKAPO_PASSWORD"] = "hunter2-wrong"
    return tool
  }
}
