import Foundation
import KakapoSimulator
import Testing

/// Processes of the command that are killed during a login with a wrong password.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct KilledLoginTests {
  private static let call = ["call", "AddReseller", "serverHostName=sp.example.com", "resellerId=Acme"]

  /// Two kills a round.
  ///
  /// Whenever they are killed, at most one more login follows the one whose answer was lost.
  @Test func aKilledLoginIsTriedOnceMoreAtMost() async throws {
    let isLong = ProcessInfo.processInfo.environment["KAKAPO_LONG_TESTS"] != nil
    var random = SeededNumbers(seed: 18)
    var sent: [Int: Int] = [:]
    for round in 0..<(isLong ? 100 : 5) {
      // A run spends most of its time before its login, so half of the kills come soon after the login.
      let delays = (0..<2).map { _ in Int.random(in: 0...120_000, using: &random) }
      let isAtLogin = (0..<2).map { _ in Bool.random(using: &random) }
      try await ToolAtPortal.run { at in
        var wrong = at.tool
        wrong.environment["KAKAPO_PASSWORD"] = "hunter2-wrong"
        wrong.environment["KAKAPO_CONTRACT"] = "off"
        for (delay, isAtLogin) in zip(delays, isAtLogin) {
          let run = try StartedTool(wrong, Self.call)
          let (simulator, before) = (at.simulator, at.simulator.callCount)
          _ = await run.kill(after: .microseconds(isAtLogin ? delay / 100 : delay)) {
            !isAtLogin || simulator.callCount > before
          }
        }
        await at.simulator.waitUntilNoClientIsConnected()
        #expect(try await wrong.run(Self.call).status == 77, "round \(round)")
        let logins = at.simulator.callCount
        #expect(logins == 1 || logins == 2, "round \(round): \(logins) logins")
        sent[logins, default: 0] += 1
        #expect(try await wrong.run(Self.call).status == 77)
        #expect(at.simulator.callCount == logins, "round \(round)")
      }
    }
    #expect(sent[2] != nil)
  }

  @Test func theSecondTrySaysSoAndAThirdIsRefused() async throws {
    try await ToolAtPortal.run { at in
      var tool = at.tool
      tool.environment["KAKAPO_CONTRACT"] = "off"
      at.simulator.holdCalls()
      for number in 1...2 {
        let run = try StartedTool(tool, Self.call)
        try #require(await at.simulator.holds(number, from: run))
        await run.kill()
        let warning = await run.standardError.whole()
        #expect(warning.contains("the login is tried once more") == (number == 2), "\(warning)")
      }
      at.simulator.releaseCalls()
      await at.simulator.waitUntilNoClientIsConnected()
      let third = try await tool.run(Self.call)
      #expect(
        third.status == 77 && third.standardError.contains("2 processes ended"), "\(third.standardError)")
      #expect(at.simulator.callCount == 2)
      #expect(try await tool("latch", "show").standardOutput.contains("runs ended before the answer came"))
      #expect(try await tool("latch", "open").standardOutput.contains("Opened"))
      #expect(try await tool.run(Self.call).status != 77)
    }
  }
}
