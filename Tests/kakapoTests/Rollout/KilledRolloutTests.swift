import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

@Suite("Rollouts whose process is killed", .serialized, .timeLimit(.minutes(10)))
struct KilledRolloutTests {
  /// One user of each kind, and all kinds of steps.
  private static let small = SampleRollout(
    existing: [
      .user(4, [.unityDesktop(.pro), .unityAgent(.standard)]), .user(5, [.unityMobile(.standard)]),
    ],
    rows: [.user(1), .user(2), .user(3), .user(4, [.unityDesktop(.pro)]), .user(5, [], state: .absent)],
    options: ["--prune", "--allow-deletes", "2", "--concurrency", "1"])

  /// The fate of the call in flight when the process is killed.
  enum LastCall: CaseIterable {
    case isCarriedOut, isLost
  }

  @Test("at every call: the resumed run ends as if nothing had happened", arguments: LastCall.allCases)
  func everyCall(lastCall: LastCall) async throws {
    let end = try await Self.small.undisturbedEnd()
    // Five reads, three users with two licences each, one removed licence, a last read of the user to delete, and the
    // deletion.
    for number in 1...17 {
      try await Self.small.run { site in
        site.simulator.holdCalls()
        let run = try site.start()
        for call in 1...number {
          if call == number, lastCall == .isLost { site.simulator.inject(.connectionDropped) }
          if call > 1 { site.simulator.releaseHeldCalls() }
          try #require(await site.simulator.holds(1, from: run))
        }
        await run.kill()
        site.simulator.releaseCalls()
        await site.simulator.waitUntilNoClientIsConnected()
        #expect(site.simulator.callCount == number)
        let last = try #require(site.simulator.requests.last)
        if number > 5, number != 16 {
          #expect(last.step != nil && last.wasApplied == (lastCall == .isCarriedOut))
        }
        try await site.resumeAndExpect(end, [try KillMoment(site)], "killed at call \(number)")
      }
    }
  }

  @Test("at every record of the journal: the resumed run ends as if nothing had happened")
  func everyRecord() async throws {
    let end = try await Self.small.undisturbedEnd()
    // The head, five rows, the run, eleven steps begun and carried out, and the end.
    var killed = 0
    for lines in 1...30 {
      try await Self.small.run { site in
        let run = try site.start()
        let journal = site.journal
        if await run.kill(when: { JournalText.lines(at: journal) >= lines }) { killed += 1 }
        await site.simulator.waitUntilNoClientIsConnected()
        try await site.resumeAndExpect(end, [try KillMoment(site)], "killed at record \(lines)")
      }
    }
    // The last records are written together, just before the process ends by itself.
    #expect(killed >= 24)
  }

  @Test(
    "at a hundred moments: the resumed run ends as if nothing had happened",
    .enabled(
      if: ProcessInfo.processInfo.environment["KAKAPO_LONG_TESTS"] != nil,
      "It keeps every core busy for half a minute; KAKAPO_LONG_TESTS=1 turns it on."))
  func aHundredMoments() async throws {
    let large = SampleRollout(
      existing: (131...150).map { .user($0, [.unityDesktop(.pro)]) },
      rows: (1...130).map { .user($0, Array(License.allCases.beginning(at: $0).prefix(3))) }
        + (131...150).map { .user($0, [], state: .absent) },
      options: ["--allow-deletes", "20"])
    let end = try await large.undisturbedEnd()
    var random = SeededNumbers(seed: 20_240_229)
    var kills = 0
    var atBytes = 0
    while kills < 100 {
      try await large.run { site in
        var moments: [KillMoment] = []
        var isOver = false
        while kills < 100, !isOver {
          let run = try site.start("--resume")
          let simulator = site.simulator
          let journal = site.journal
          let jitter = Duration.microseconds(Int.random(in: 0...4000, using: &random))
          let calls = simulator.callCount + Int.random(in: 0...40, using: &random)
          let bytes = JournalText.size(of: journal) + Int.random(in: 1...1500, using: &random)
          let isAtBytes = Bool.random(using: &random)
          let wasKilled = await run.kill(after: jitter) {
            isAtBytes ? JournalText.size(of: journal) >= bytes : simulator.callCount >= calls
          }
          await simulator.waitUntilNoClientIsConnected()
          guard wasKilled else {
            isOver = true
            #expect(await run.status == 0)
            continue
          }
          kills += 1
          if isAtBytes { atBytes += 1 }
          moments.append(try KillMoment(site))
        }
        try await site.resumeAndExpect(end, moments, "killed \(moments.count) times")
      }
    }
    #expect(atBytes > 20 && atBytes < 80)
  }
}

extension RolloutSite {
  /// Resumes the killed run, and expects it to end as if nothing had happened.
  fileprivate func resumeAndExpect(
    _ end: PortalSnapshot, _ moments: [KillMoment], _ comment: Comment
  ) async throws {
    let output = try await apply("--resume")
    #expect(output.status == 0, "\(comment): \(output.standardError)")
    #expect(snapshot == end, comment)
    simulator.expectNothingRepeated(moments, comment)
  }
}
