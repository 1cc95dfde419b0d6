import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

extension AtPortal {
  @Suite("Carrying a plan out")
  struct RolloutRunTests {
    @Test("sets up every user with its licences, without reading any")
    func firstMigration() async throws {
      try await RolloutPortal.run { portal in
        let rows = (1...20).map { UserRow.user($0, group: "Group\($0 % 3)") }
        let summary = try await portal.apply(try await portal.plan(rows))
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.done == 20)
        #expect(summary.notTried == 0)
        #expect(portal.holdings.count == 20)
        #expect(portal.holdings.values.allSatisfy { $0 == [.unityDesktop(.pro), .unityMobile(.standard)] })
        #expect(portal.simulator.callCount == 60)
        #expect(portal.simulator.calls(of: "GetUserLicenses").isEmpty)
        #expect(portal.portal.failedLoginCount() == 0)
      }
    }

    @Test("stops only the row that was refused")
    func refusedRow() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 2, at: RolloutPortal.serverHostName)
        let summary = try await portal.apply(try await portal.plan((1...5).map { .user($0) }))
        #expect(summary.progress.done == 2)
        #expect(summary.progress.refused == 3)
        #expect(summary.notTried == 0)
        #expect(summary.failures.count == 3)
        for failure in summary.failures {
          guard case .refused(let why) = failure.outcome else { throw Failure("\(failure)") }
          #expect(why.code == "rejected")
          #expect(why.step == "AddUserLicense UnityDesktop/Pro")
          #expect(why.reason.contains("no free UnityDesktop Pro"))
        }
        #expect(
          portal.simulator.calls(of: "AddUserLicense").count { $0["applicationName"] == "UnityDesktop" } == 5)
      }
    }

    @Test("deletes last, and only what the plan named")
    func deletions() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...6).map { .user($0) }))
        portal.simulator.forgetRequests()
        let rows =
          [.user(1, state: .absent), .user(2, state: .absent)]
          + [3, 4].map { UserRow.user($0, licenses: [.unityDesktop(.pro), .unityAgent(.standard)]) }
          + [.user(7), .user(99, state: .absent)]
        let plan = try await portal.plan(rows, pruning: true)
        let counts = plan.counts
        #expect(counts.deletedUsers == 2)
        #expect(counts.licensesTakenAlong == 4)
        #expect(counts.removedLicenses == 2)
        #expect(counts.addedLicenses == 4)
        #expect(counts.unchangedRows == 1)
        let summary = try await portal.apply(plan)
        #expect(summary.progress.done == 6)
        #expect(portal.holdings["user1@acme.example.com"] == nil)
        #expect(portal.holdings["user3@acme.example.com"] == [.unityDesktop(.pro), .unityAgent(.standard)])
        #expect(portal.holdings["user5@acme.example.com"] == [.unityDesktop(.pro), .unityMobile(.standard)])
        let methods = portal.simulator.requests.filter { $0.kind == .call }.compactMap(\.method)
          .filter { $0 != "GetUserLicenses" }
        let firstRemoval = try #require(methods.firstIndex { $0.hasPrefix("Delete") })
        #expect(methods[firstRemoval...].allSatisfy { $0.hasPrefix("Delete") })
        #expect(methods.suffix(2) == ["DeleteUser", "DeleteUser"])
      }
    }

    @Test("succeeds when answers are lost, and names every call that was tried again")
    func lostAnswers() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...3).map { .user($0) }))
        portal.simulator.inject(.connectionDropped.afterApplying(), times: 2, into: .method("AddUserLicense"))
        portal.simulator.inject(.connectionDropped, times: 2, into: .method("AddUserWithHierarchy"))
        portal.simulator.inject(.page(status: 503), times: 2, into: .method("DeleteUserLicense"))
        portal.simulator.inject(.connectionLostInAnswer, times: 1, into: .method("DeleteUser"))
        portal.simulator.inject(.page(status: 200), times: 1, into: .method("DeleteUser"))
        let rows =
          [.user(1, state: .absent), .user(3, state: .absent), .user(2, licenses: [])]
          + (4...9).map { UserRow.user($0) }
        let plan = try await portal.plan(rows, pruning: true)
        portal.simulator.forgetRequests()
        let summary = try await portal.apply(plan)
        #expect(summary.progress.done == rows.count)
        #expect(summary.retries.count == 8)
        #expect(portal.holdings.count == 7)
        #expect(portal.holdings["user2@acme.example.com"] == [])
        // No call that was carried out was sent again.
        let applied = portal.simulator.requests.filter { $0.wasApplied && $0.method != "GetUserLicenses" }
          .map { [$0.method, $0["broadworksUserId"], $0["applicationName"]] }
        #expect(Set(applied).count == applied.count)
      }
    }

    @Test("stops after one request when the login fails")
    func wrongPassword() async throws {
      let wrong = Credentials(userName: "interface", password: "hunter2-wrong")
      try await RolloutPortal.run(credentials: wrong) { portal in
        let summary = try await portal.apply(try await portal.plan((1...30).map { .user($0) }))
        guard case .stopped(let error) = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(error.code == .loginFailed)
        #expect(summary.notTried == 30)
        #expect(portal.simulator.callCount == 1)
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        guard case .stopped(let error) = again.ending else { throw Failure("\(again.ending)") }
        #expect(error.code == .loginLatched)
        #expect(portal.simulator.callCount == 1)
      }
    }

    @Test("stops when more rows are refused than allowed")
    func tooManyErrors() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        let summary = try await portal.apply(try await portal.plan((1...50).map { .user($0) })) {
          $0.maximumErrors = .rows(3)
          $0.pace.concurrency = 1
        }
        guard case .tooManyErrors(limit: 3) = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.refused >= 4 && summary.progress.refused < 10)
        #expect(summary.progress.done + summary.progress.refused + summary.notTried == 50)
      }
    }

    @Test("stops at the deadline, and resumes after it; a run that ends earlier doesn't wait for it")
    func deadline() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan((1...30).map { .user($0) })
        let late = try await portal.apply(plan) { $0.deadline = .now }
        guard case .deadline = late.ending else { throw Failure("\(late.ending)") }
        #expect(late.notTried > 0 && late.headline.hasPrefix("Stopped at the deadline. "))
        let whole = try await portal.resume(try await Journal.resume(portal.journalPath)) {
          $0.deadline = .now + .seconds(3600)
        }
        guard case .finished = whole.ending else { throw Failure("\(whole.ending)") }
        #expect(whole.progress.done == 30 && whole.duration < .seconds(3000))
      }
    }

    @Test("stops when the portal goes away, and resumes when it is back")
    func portalGone() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(.page(status: 503), times: 100)
        let summary = try await portal.apply(try await portal.plan((1...10).map { .user($0) })) {
          $0.pace.maximumAttempts = 3
          $0.pace.concurrency = 2
        }
        guard case .stopped(let error) = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(error.httpStatus == 503)
        #expect(summary.notTried == 10)
        portal.simulator.removeInjections()
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(again.progress.done == 10)
        #expect(portal.holdings.count == 10)
      }
    }

    @Test("waits as long as Retry-After says")
    func retryAfter() async throws {
      try await RolloutPortal.run { portal in
        let busy = Injection.answer(
          status: 503, contentType: "text/html", body: Array("busy".utf8), headers: ["Retry-After": "1"])
        portal.simulator.inject(busy, times: 1)
        let journal = try await Journal.begin(
          portal.journalPath, plan: try await portal.plan((1...3).map { .user($0) }), client: portal.client)
        var pauses: [Duration] = []
        let start = ContinuousClock.now
        var options = RolloutRun.Options()
        options.pace = .quick
        for await event in RolloutRun.start(journal, client: portal.client, options: options) {
          if case .paused(let duration) = event { pauses.append(duration) }
        }
        #expect(pauses == [.seconds(1)])
        #expect(ContinuousClock.now - start >= .seconds(1))
        #expect(portal.holdings.count == 3)
      }
    }

    @Test("finishes calls in flight when it is stopped, and can be resumed")
    func stopped() async throws {
      try await RolloutPortal.run { portal in
        let journal = try await Journal.begin(
          portal.journalPath, plan: try await portal.plan((1...40).map { .user($0) }), client: portal.client)
        let run = RolloutRun.start(journal, client: portal.client, options: RolloutRun.Options())
        var summary: RolloutSummary?
        for await event in run {
          if case .row(_, let progress) = event, progress.done == 5 { run.stop() }
          if case .ended(let end) = event { summary = end }
        }
        let first = try #require(summary)
        guard case .interrupted = first.ending else { throw Failure("\(first.ending)") }
        #expect(first.notTried > 0)
        let calls = portal.simulator.callCount
        #expect(portal.simulator.requests.count { $0.wasApplied } == calls)
      }
    }
  }
}

/// An unexpected result in a test.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
