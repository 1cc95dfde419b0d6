import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

extension AtPortal {
  @Suite("A portal that changes while a rollout waits")
  struct ChangedPortalTests {
    @Test("keeps a user whose licences changed since the plan")
    func changedUser() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(
          try await portal.plan((1...3).map { .user($0, licenses: [.unityMobile(.standard)]) }))
        let plan = try await portal.plan((1...3).map { .user($0, state: .absent) })
        let journal = try await Journal.begin(
          portal.journalPath, plan: plan, client: portal.client, allowingDeletions: 3)
        journal.close()
        try await portal.client.addUserLicense(
          serverHostName: RolloutPortal.serverHostName, broadworksUserId: "user1@acme.example.com",
          license: .unityReception(.enterprise))
        let summary = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(summary.progress.done == 2)
        #expect(summary.progress.refused == 1)
        guard case .refused(let why)? = summary.failures.first?.outcome else { throw Failure("\(summary)") }
        #expect(why.code == "changed")
        #expect(why.reason.contains("UnityReception/Enterprise"))
        #expect(portal.holdings.keys.sorted() == ["user1@acme.example.com"])
      }
    }

    @Test("counts a user who is already gone as deleted")
    func goneUser() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...2).map { .user($0) }))
        let plan = try await portal.plan((1...2).map { .user($0, state: .absent) })
        try await portal.client.deleteUser(
          serverHostName: RolloutPortal.serverHostName, broadworksUserId: "user1@acme.example.com")
        let summary = try await portal.apply(plan)
        #expect(summary.progress.done == 2)
        #expect(portal.simulator.calls(of: "DeleteUser").count == 2)
      }
    }

    @Test("needs the number of deletions from programs too")
    func gate() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        let plan = try await portal.plan([.user(1, state: .absent)])
        let error = await #expect(throws: RolloutError.self) {
          try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        }
        #expect(error?.code == .deletionsNotAllowed)
        #expect(throws: RolloutError.self) {
          try RolloutRun.startUnjournaled(plan, client: portal.client, allowingDeletions: 2)
        }
        #expect(portal.holdings.count == 1)
      }
    }

    @Test("isn't called if too many rows were refused in the first run")
    func limitOnResume() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        try await portal.apply(try await portal.plan((1...30).map { .user($0) })) {
          $0.maximumErrors = .rows(3)
          $0.pace.concurrency = 1
        }
        let again = try await portal.resume(try await Journal.resume(portal.journalPath)) {
          $0.maximumErrors = .rows(3)
        }
        guard case .tooManyErrors = again.ending else { throw Failure("\(again.ending)") }
        #expect(again.calls == 0)
      }
    }

    @Test("lets two tasks wait for the end of a run")
    func twoWaiters() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan((1...20).map { .user($0, licenses: []) })
        let run = try RolloutRun.startUnjournaled(plan, client: portal.client)
        let watcher = Task {
          for await _ in run {}
          return true
        }
        #expect(await run.finish().progress.done == 20)
        #expect(await watcher.value)
      }
    }
  }
}
