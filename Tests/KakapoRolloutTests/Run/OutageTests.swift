import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

extension AtPortal {
  @Suite("A portal that fails or gives unexpected answers")
  struct OutageTests {
    @Test("leaves deletions with a lost answer to the resumed run")
    func deletions() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...4).map { .user($0) }))
        let plan = try await portal.plan((1...4).map { .user($0, state: .absent) })
        portal.simulator.inject(.connectionDropped.afterApplying(), times: 1, into: .method("DeleteUser"))
        let first = try await portal.apply(plan) {
          $0.pace.maximumAttempts = 2
          $0.pace.concurrency = 1
          $0.instrument = OutageBehind(method: "DeleteUser", simulator: portal.simulator)
        }
        guard case .stopped = first.ending else { throw Failure("\(first)") }
        #expect(first.progress.refused == 0)
        portal.simulator.removeInjections()
        let second = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(second.progress.done == 4)
        #expect(portal.holdings.isEmpty)
      }
    }

    @Test(
      "for one row only: that row is refused and the others are carried out",
      arguments: [Injection.page(status: 500), .page(status: 200), .connectionDropped, .page(status: 503)])
    func oneRow(injection: Injection) async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1), .user(2, licenses: [])]))
        let plan = try await portal.plan([.user(1, state: .absent), .user(2), .user(3)], comparing: true)
        portal.simulator.inject(injection, times: 100_000, into: .method("AddUserWithHierarchy"))
        let summary = try await portal.apply(plan)
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.done == 2)
        #expect(summary.failures.map(\.row.broadworksUserId) == ["user3@acme.example.com"])
        #expect(portal.holdings.keys.sorted() == ["user2@acme.example.com"])
      }
    }

    @Test("for the last row: the row is refused, and says whether it may have been carried out")
    func lastRow() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(.page(status: 500), times: 100_000, into: .method("AddUserWithHierarchy"))
        let summary = try await portal.apply(try await portal.plan([.user(1)]))
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        // The read-back shows that the user doesn't exist.
        #expect(summary.failures.map(\.failure?.code) == ["unexpectedResponse"])
      }
    }

    @Test("for every setup call: the run stops, though reads work, and leaves most rows for later")
    func everyRow() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(.page(status: 500), times: 100_000, into: .method("AddUserWithHierarchy"))
        let plan = try await portal.plan((1...60).map { .user($0) })
        let first = try await portal.apply(plan) { $0.pace.maximumAttempts = 2 }
        guard case .stopped = first.ending else { throw Failure("\(first.ending)") }
        #expect(first.progress.refused == 10)
        portal.simulator.removeInjections()
        let second = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(second.progress.done == 50)
      }
    }

    @Test("for deletions only: those that were not carried out are refused")
    func lostDeletions() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...4).map { .user($0) }))
        let plan = try await portal.plan((1...4).map { .user($0, state: .absent) })
        portal.simulator.inject(.connectionDropped.afterApplying(), times: 1, into: .method("DeleteUser"))
        portal.simulator.inject(.connectionDropped, times: 100_000, into: .method("DeleteUser"))
        let summary = try await portal.apply(plan) {
          $0.pace.maximumAttempts = 2
          $0.pace.concurrency = 1
        }
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.done == 1)
        #expect(summary.failures.map(\.failure?.code) == Array(repeating: "connectionLost", count: 3))
        #expect(portal.holdings.count == 3)
      }
    }

    @Test("in the middle of a run: every row is left to the resumed run")
    func additions() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan((1...150).map { .user($0) })
        let journal = try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        var options = RolloutRun.Options()
        options.pace = .quick
        options.pace.concurrency = 16
        var ended: RolloutSummary?
        for await event in RolloutRun.start(journal, client: portal.client, options: options) {
          if case .row(_, let progress) = event, progress.done == 20 {
            portal.simulator.inject(.connectionDropped, times: 1_000_000)
          }
          if case .ended(let summary) = event { ended = summary }
        }
        let first = try #require(ended)
        guard case .stopped = first.ending else { throw Failure("\(first.ending)") }
        #expect(first.progress.refused == 0)
        portal.simulator.removeInjections()
        let second = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(second.progress.done == 150)
        #expect(portal.holdings.values.allSatisfy { $0.count == 2 })
      }
    }

    /// A call that is redirected with 302 may have run, so the run repeats it and the portal may answer again.
    @Test(
      "that redirects every call stops the run, at once if no call can have been carried out",
      arguments: [(301, 10), (307, 10), (405, 10), (302, 200)])
    func elsewhere(status: Int, mostCalls: Int) async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(
          .answer(
            status: status, contentType: "text/html", body: Array("maintenance".utf8),
            headers: ["Location": "https://maintenance.example.com/"]), times: 1000)
        let summary = try await portal.apply(try await portal.plan((1...50).map { .user($0) }))
        guard case .stopped = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.refused == 0)
        #expect(portal.simulator.callCount < mostCalls)
      }
    }

    @Test(
      "reports a missing user only if its words say so",
      arguments: [
        ("User user1@acme.example.com does not exist at sp.example.com", true),
        ("User user1@acme.example.com was not found.", true),
        ("The user 'user1@acme.example.com' doesn't exist", true),
        ("Cannot find user user1@acme.example.com", true), ("Unknown user", true),
        ("User could not be found", true),
        ("There is no such user", true), ("BroadWorks user ID user1@acme.example.com is not known", true),
        ("An unknown error occurred for user user1@acme.example.com", false),
        ("System provider not found for this user", false),
        ("Reseller Acme of user user1@acme.example.com does not exist", false),
        ("Interface user is missing permission", false),
        ("The user1@acme.example.com licence service is not present", false),
        ("The request was refused", false),
        ("The license for user user1@acme.example.com was not found", false),
        ("The licence of user user1@acme.example.com does not exist", false),
        ("The server host name of user user1@acme.example.com is not known", false),
        ("The domain of user user1@acme.example.com is not known", false),
        ("The account of user user1@acme.example.com was not found", false),
        ("The service for user user1@acme.example.com was not found", false),
        ("System provider sp.example.com does not exist", false), ("Invalid request", false),
      ])
    func missing(text: String, isMissing: Bool) async throws {
      try await RolloutPortal.run { portal in
        // An accepted call comes first, so that the client takes no wording for a failed login.
        try await portal.apply(try await portal.plan([.user(1)]))
        portal.simulator.inject(.userLicenses("<success>false</success><errorMessage>\(text)</errorMessage>"))
        do {
          let plan = try await portal.plan([.user(1, state: .absent)])
          #expect(isMissing)
          #expect(plan.rows.first?.reading == .absent)
        } catch let error as RolloutError {
          #expect(!isMissing)
          #expect(error.code == .unreadableAnswer)
          #expect(error.description.contains("row 2, user1@acme.example.com"))
        }
      }
    }

    @Test("with a very long refusal: the text is read at once", .timeLimit(.minutes(10)))
    func longRefusal() async throws {
      try await RolloutPortal.run { portal in
        let text = String(repeating: "group ", count: 200_000)
        portal.simulator.inject(.userLicenses("<success>false</success><errorMessage>\(text)</errorMessage>"))
        let error = await #expect(throws: RolloutError.self) {
          try await portal.plan([.user(1, state: .absent)])
        }
        #expect(error?.code == .unreadableAnswer)
      }
    }

    @Test("isn't asked for a plan that was cancelled before")
    func givenUp() async throws {
      try await RolloutPortal.run { portal in
        let task = Task { [client = portal.client] in
          while !Task.isCancelled { await Task.yield() }
          return try await Planner(client: client).plan(try RolloutInput(rows: [.user(1)]))
        }
        task.cancel()
        let result = await task.result
        #expect(throws: CancellationError.self) { try result.get() }
      }
    }

    @Test("that asks for a long pause doesn't hold up a plan that is cancelled")
    func cancelledPlanning() async throws {
      try await RolloutPortal.run { portal in
        // The login must be accepted first; until then all other calls wait for it.
        _ = try await portal.plan([.user(1, state: .absent)])
        portal.simulator.inject(.unavailable(retryAfter: 3600), times: 1)
        let task = Task { [client = portal.client] in
          try await Planner(client: client).plan(
            try RolloutInput(rows: (1...20).map { .user($0, state: .absent) }))
        }
        await portal.simulator.waitForCalls(2)
        task.cancel()
        let result = await task.result
        #expect(throws: (any Error).self) { try result.get() }
      }
    }
  }
}

/// Makes the portal drop every connection after the first call of a method.
private struct OutageBehind: RolloutInstrument {
  let method: String
  let simulator: Simulator

  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    defer { if call.method == method { simulator.inject(.connectionDropped, times: 100_000) } }
    return try await body()
  }
}
