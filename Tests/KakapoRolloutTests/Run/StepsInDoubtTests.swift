import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

@testable import KakapoRollout

extension AtPortal {
  @Suite("A step in doubt")
  struct StepsInDoubtTests {
    /// Leaves a journal with one row: one of its steps was refused, and the answer to another was lost.
    ///
    /// - Returns: The summary of the run.
    private func interrupted(
      _ portal: RolloutPortal, afterApplying: Bool, second: Bool
    ) async throws -> RolloutSummary {
      try portal.portal.stock(.unityMobile(.standard), quantity: 0, at: RolloutPortal.serverHostName)
      let journal = try await Journal.begin(
        portal.journalPath, plan: try await portal.plan([.user(1)]), client: portal.client)
      var options = RolloutRun.Options()
      options.pace.concurrency = 1
      // The run is stopped long before the repeat is due.
      options.pace.retryDelay = .seconds(1000)
      options.pace.longestDelay = .seconds(1000)
      let loss = LostAnswers(afterApplying: afterApplying) { call in
        call.purpose == .step(.addLicense(.unityDesktop(.pro)))
      }
      options.instrument = loss
      let run = RolloutRun.start(journal, client: portal.client, options: options)
      var summary: RolloutSummary?
      var ended = 0
      for await event in run {
        switch event {
        case .call(let result):
          // Both the lost and the refused call have ended.
          if case .succeeded = result.outcome { continue }
          ended += 1
          guard ended == 2 else { continue }
          if second { run.cancel() } else { run.stop() }
        case .row: Issue.record("a row ended with a step in doubt")
        case .ended(let end): summary = end
        default: break
        }
      }
      return try #require(summary)
    }

    @Test(
      "of a refused row is looked up by the resumed run, and not tried again",
      arguments: [(true, false), (false, false), (true, true), (false, true)])
    func lookedUp(wasApplied: Bool, second: Bool) async throws {
      try await RolloutPortal.run { portal in
        let first = try await interrupted(
          portal, afterApplying: wasApplied, second: second)
        guard case .interrupted = first.ending else { throw Failure("\(first.ending)") }
        #expect(first.undecided == 1 && first.notTried == 1 && first.failures.isEmpty)
        #expect(first.advice.contains { $0.contains("1 row had a call whose answer is not known") })
        let journal = try await Journal.resume(portal.journalPath)
        #expect(!journal.isFinished)
        portal.simulator.forgetRequests()
        let again = try await portal.resume(journal)
        #expect(portal.simulator.requests.compactMap(\.method) == ["GetUserLicenses"])
        guard case .finished = again.ending else { throw Failure("\(again.ending)") }
        #expect(again.progress.refused == 1 && again.undecided == 0)
        #expect(again.failures.map(\.failure?.code) == ["rejected"])
        #expect(portal.holdings.values.flatMap { $0 } == (wasApplied ? [.unityDesktop(.pro)] : []))
        #expect(try await Journal.resume(portal.journalPath).isFinished)
      }
    }

    @Test("that can't be looked up is named with its row, even if another step was refused first")
    func unknown() async throws {
      try await RolloutPortal.run { portal in
        _ = try await interrupted(portal, afterApplying: false, second: false)
        portal.simulator.inject(.exception("no"), times: 10, into: .method("GetUserLicenses"))
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(again.failures.map(\.failure?.code) == ["mayHaveApplied"])
        #expect(again.rowsInDoubt == [2])
        #expect(try await Journal.resume(portal.journalPath).failures[0]?.mayHaveApplied == true)
      }
    }

    @Test("is looked up even if the journal has an end record")
    func behindTheEnd() async throws {
      try await RolloutPortal.run { portal in
        _ = try await interrupted(portal, afterApplying: true, second: false)
        let journal = try await Journal.resume(portal.journalPath)
        try await journal.flush(.end)
        journal.close()
        let open = try await Journal.resume(portal.journalPath)
        #expect(!open.isFinished)
        portal.simulator.forgetRequests()
        #expect(try await portal.resume(open).progress.refused == 1)
        #expect(portal.simulator.requests.compactMap(\.method) == ["GetUserLicenses"])
      }
    }

    @Test("that was not carried out, as the portal shows, isn't reported as possibly carried out")
    func lookedUpAndNotDone() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1, licenses: [])]))
        portal.simulator.inject(.connectionDropped, times: 100_000, into: .method("AddUserLicense"))
        portal.simulator.inject(.connectionDropped, times: 100_000, into: .method("AddUserWithHierarchy"))
        let rows = [UserRow.user(1, licenses: [.unityDesktop(.pro)]), .user(2, licenses: [])]
        let summary = try await portal.apply(try await portal.plan(rows, comparing: true)) {
          $0.pace.maximumAttempts = 2
        }
        #expect(summary.failures.map(\.failure?.code) == ["connectionLost", "connectionLost"])
        for failure in summary.failures.compactMap(\.failure) {
          #expect(failure.reason.contains("The portal shows that it was not carried out."))
          #expect(!failure.reason.contains("may have been carried out"))
        }
        #expect(!summary.advice.joined().contains("known whether"))
      }
    }

    @Test(
      "stays in doubt when its repeat is refused: the lost call may have set the user up")
    func refusedRepeat() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan([.user(1, licenses: []), .user(2, licenses: [])])
        let summary = try await portal.apply(plan) { $0.instrument = RefusedRepeats() }
        #expect(portal.holdings.keys.sorted() == ["user1@acme.example.com"])
        #expect(Set(summary.failures.compactMap(\.failure?.code)) == ["mayHaveApplied", "rejected"])
        #expect(summary.rowsInDoubt == [2])
      }
    }

    @Test("or a portal lost after many calls is never reported as if no call was sent")
    func nothingSent() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan((1...20).map { .user($0) })
        let journal = try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        var options = RolloutRun.Options()
        options.pace = .quick
        var stop: Task<Void, Never>?
        var summary: RolloutSummary?
        for await event in RolloutRun.start(journal, client: portal.client, options: options) {
          if case .row(_, let progress) = event, progress.done == 5 {
            stop = Task { await portal.simulator.stop() }
          }
          if case .ended(let end) = event { summary = end }
        }
        await stop?.value
        let end = try #require(summary)
        guard case .stopped = end.ending else { throw Failure("\(end.ending)") }
        #expect(end.calls > 5)
        #expect(!([end.headline] + end.advice).joined(separator: " ").contains("Nothing was sent"))
      }
    }
  }
}

/// Loses the answers to the first attempts of some calls.
private struct LostAnswers: RolloutInstrument {
  let afterApplying: Bool
  let isLost: @Sendable (RolloutCall) -> Bool

  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    guard call.attempt == 1, isLost(call) else { return try await body() }
    if afterApplying { _ = try await body() }
    throw ProvisionError(.connectionLost, delivery: .mayHaveApplied, reason: "the connection was lost")
  }
}

/// Loses the answer to every user's setup, carries out only the first user's, and refuses the repeats.
private struct RefusedRepeats: RolloutInstrument {
  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    guard case .step = call.purpose else { return try await body() }
    guard call.attempt == 1 else {
      throw ProvisionError(.rejected, delivery: .answered, reason: "the portal rejected the call")
    }
    if call.row == 2 { _ = try await body() }
    throw ProvisionError(.connectionLost, delivery: .mayHaveApplied, reason: "the connection was lost")
  }
}
