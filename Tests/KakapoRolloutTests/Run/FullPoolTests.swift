import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

extension AtPortal {
  @Suite("A pool without a free licence")
  struct FullPoolTests {
    private static let desktop: [License] = [.unityDesktop(.pro)]

    /// Sets up users with one licence each, and leaves no free licence.
    private func fill(_ portal: RolloutPortal, users: Range<Int>) async throws {
      try await portal.apply(try await portal.plan(users.map { .user($0, licenses: Self.desktop) }))
      try portal.portal.stock(.unityDesktop(.pro), quantity: users.count, at: RolloutPortal.serverHostName)
      portal.simulator.forgetRequests()
    }

    private func changes(_ portal: RolloutPortal) -> [String] {
      portal.simulator.requests.compactMap { request in
        guard let method = request.method, method != "GetUserLicenses" else { return nil }
        return "\(method) \(request["broadworksUserId"]?.prefix(5) ?? "")"
      }
    }

    @Test("gives leavers' licences to joiners in one run, and still deletes late", arguments: [false, true])
    func leaversAndJoiners(pruning: Bool) async throws {
      try await RolloutPortal.run { portal in
        try await fill(portal, users: 1..<3)
        let leavers = (1...2).map {
          pruning ? UserRow.user($0, licenses: []) : UserRow.user($0, state: .absent)
        }
        let joiners = (3...4).map { UserRow.user($0, licenses: Self.desktop) }
        let plan = try await portal.plan(joiners + leavers, pruning: pruning)
        #expect(plan.reusesLicenses)
        let summary = try await portal.apply(plan) { $0.pace.concurrency = 1 }
        guard case .finished = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(summary.progress.done == 4 && summary.progress.refused == 0)
        #expect(portal.holdings["user3@acme.example.com"] == Self.desktop)
        #expect(portal.holdings["user4@acme.example.com"] == Self.desktop)
        let changes = changes(portal)
        let deletion = pruning ? "DeleteUserLicense" : "DeleteUser"
        #expect(changes.suffix(4).map { $0.hasPrefix(deletion) } == [true, true, false, false])
        #expect(changes.suffix(2).allSatisfy { $0.hasPrefix("AddUserLicense ") })
        #expect(changes.count == 8)
        #expect(summary.retries.count == 2)
        #expect(summary.retries.allSatisfy { $0.reason.contains("tried again after the deletions") })
      }
    }

    @Test("is asked again only for as many licences as were freed; the other rows are refused")
    func tooMany() async throws {
      try await RolloutPortal.run { portal in
        try await fill(portal, users: 1..<2)
        let joiners = (3...5).map { UserRow.user($0, licenses: Self.desktop) }
        let summary = try await portal.apply(
          try await portal.plan(joiners + [.user(1, state: .absent)]))
        #expect(summary.progress.done == 2 && summary.progress.refused == 2)
        #expect(portal.simulator.calls(of: "AddUserLicense").count == 4)
      }
    }

    @Test("takes no user's licence once too many rows were refused")
    func limit() async throws {
      try await RolloutPortal.run { portal in
        try await fill(portal, users: 1..<2)
        let joiners = (3...5).map { UserRow.user($0, licenses: Self.desktop) }
        let summary = try await portal.apply(
          try await portal.plan(joiners + [.user(1, state: .absent)])
        ) { $0.maximumErrors = .rows(1) }
        guard case .tooManyErrors = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(portal.holdings["user1@acme.example.com"] == Self.desktop)
        #expect(portal.simulator.calls(of: "DeleteUser").isEmpty)
        // The row that was put off is left to the resumed run, which gets just as far.
        #expect(summary.notTried == 2)
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(again.progress.done == 2 && again.progress.refused == 2)
      }
    }

    @Test("isn't asked again if no licence of that kind is freed")
    func otherKind() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1, licenses: [.unityMobile(.standard)])]))
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        let plan = try await portal.plan([
          .user(1, state: .absent), .user(2, licenses: Self.desktop),
        ])
        #expect(!plan.reusesLicenses)
        let summary = try await portal.apply(plan)
        #expect(summary.progress.refused == 1)
        #expect(
          portal.simulator.calls(of: "AddUserLicense").count { $0["applicationName"] == "UnityDesktop" } == 1)
      }
    }
  }
}
