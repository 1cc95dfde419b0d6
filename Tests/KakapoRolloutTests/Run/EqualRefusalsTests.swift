import KakapoProvision
import KakapoSimulator
import Support
import Testing

@testable import KakapoRollout

extension AtPortal {
  @Suite("Equal refusals")
  struct EqualRefusalsTests {
    private static func empty(_ portal: RolloutPortal) throws {
      try portal.portal.stock(.unityDesktop(.pro), quantity: 3, at: RolloutPortal.serverHostName)
    }

    @Test(
      "in succession stop a run, with the reason; a resumed run continues with the rest", arguments: [1, 8])
    func stop(concurrency: Int) async throws {
      try await RolloutPortal.run { portal in
        try Self.empty(portal)
        let plan = try await portal.plan((1...60).map { .user($0, licenses: [.unityDesktop(.pro)]) })
        let summary = try await portal.apply(plan) {
          $0.maximumEqualRefusals = 5
          $0.pace.concurrency = concurrency
        }
        guard case .equalRefusals(let group) = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(group.rows.count == 5 && group.step == "AddUserLicense UnityDesktop/Pro")
        #expect(group.code == "rejected" && group.reason.contains("no free UnityDesktop Pro"))
        #expect(summary.headline.contains("5 rows in succession had the same refusal: AddUserLicense"))
        // The calls in flight end as well, and no other begins.
        #expect(summary.progress.refused < 5 + 2 * concurrency + 1)
        #expect(summary.progress.ended + summary.notTried == 60 && summary.notTried > 0)
        #expect(summary.refusals.map(\.rows.count) == [summary.progress.refused])

        try portal.portal.stock(.unityDesktop(.pro), quantity: 100, at: RolloutPortal.serverHostName)
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        guard case .finished = again.ending else { throw Failure("\(again.ending)") }
        #expect(again.progress.done == 60 - summary.progress.refused)
      }
    }

    @Test("are asked about, and counted from the beginning after a yes; no step begins during the question")
    func ask() async throws {
      try await RolloutPortal.run { portal in
        try Self.empty(portal)
        let plan = try await portal.plan((1...40).map { .user($0, licenses: [.unityDesktop(.pro)]) })
        let asked = Locked<[Int]>([])
        let began = Locked<[Int]>([])
        let simulator = portal.simulator
        let summary = try await portal.apply(plan) {
          $0.maximumEqualRefusals = 10
          $0.pace.concurrency = 1
          $0.continuesAfter = { group in
            asked.withLock { $0.append(group.rows.count) }
            let before = simulator.callCount
            for _ in 0..<20_000 { await Task.yield() }
            began.withLock { $0.append(simulator.callCount - before) }
            return asked.withLock { $0.count < 3 }
          }
        }
        guard case .equalRefusals = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(asked.withLock { $0 } == [10, 10, 10])
        // A step that was in hand may have its call during the question.
        #expect(began.withLock { $0.allSatisfy { $0 <= 2 } })
        #expect((30...33).contains(summary.progress.refused))
      }
    }

    @Test("with a row that is done in between, or for another reason, do not stop a run")
    func others() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        try portal.portal.stock(.unityAgent(.standard), quantity: 0, at: RolloutPortal.serverHostName)
        let mixed: [[License]] = [[.unityDesktop(.pro)], [.unityDesktop(.pro)], [.unityMobile(.standard)]]
        let reasons: [[License]] = [[.unityDesktop(.pro)], [.unityAgent(.standard)]]
        let rows =
          (1...30).map { UserRow.user($0, licenses: mixed[$0 % 3]) }
          + (31...60).map { UserRow.user($0, licenses: reasons[$0 % 2]) }
        let summary = try await portal.apply(try await portal.plan(rows)) {
          // Steps in hand may end in another order, so more than the two in succession.
          $0.maximumEqualRefusals = 8
          $0.pace.concurrency = 1
        }
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.refused == 50)
        #expect(summary.refusals.map(\.rows.count) == [35, 15])
      }
    }

    @Test("of the last rows finish the run, also when the steps in hand were the last")
    func lastRows() async throws {
      for rows in [25, 26, 30, 33] {
        try await RolloutPortal.run { portal in
          try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
          let summary = try await portal.apply(try await portal.plan((1...rows).map { .user($0) }))
          switch summary.ending {
          case .finished: #expect(summary.notTried == 0)
          case .equalRefusals: #expect(summary.notTried > 0)
          default: throw Failure("\(summary.ending)")
          }
        }
      }
    }

    @Test("whose question stays open are given up when the run stops")
    func stopDuringTheQuestion() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        let plan = try await portal.plan((1...100).map { .user($0) })
        let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
        var options = RolloutRun.Options()
        options.maximumEqualRefusals = 3
        options.continuesAfter = { _ in
          isAsked.yield()
          while !Task.isCancelled { await Task.yield() }
          return true
        }
        let journal = try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        let run = RolloutRun.start(journal, client: portal.client, options: options)
        for await _ in asked { break }
        run.stop()
        let summary = await run.finish()
        guard case .interrupted = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.notTried > 0)
      }
    }

    @Test("stop no run without a limit, or at the last row")
    func noLimit() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        let plan = try await portal.plan((1...6).map { .user($0) })
        let summary = try await portal.apply(plan) { $0.maximumEqualRefusals = 6 }
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
      }
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        let summary = try await portal.apply(try await portal.plan((1...40).map { .user($0) })) {
          $0.maximumEqualRefusals = nil
        }
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.refused == 40)
      }
    }

    @Test("that name the user are equal, and told without the name")
    func names() {
      let failures = (1...3).map { number in
        RowResult(
          index: number, row: .user(number),
          outcome: .refused(
            RowFailure(
              step: "AddUserLicense UnityDesktop/Pro", code: "rejected",
              reason:
                "AddUserLicense: the portal rejected the call: user\(number)@acme.example.com is unknown.")))
      }
      #expect(
        failures.refusals.map(\.description) == [
          "3 rows (2, 3 and 4): AddUserLicense UnityDesktop/Pro: the portal rejected the call: … is unknown."
        ])
      #expect(
        failures.prefix(1).refusals.map(\.description) == [
          "row 2: AddUserLicense UnityDesktop/Pro: the portal rejected the call: user1@acme.example.com is unknown."
        ])
    }
  }
}
