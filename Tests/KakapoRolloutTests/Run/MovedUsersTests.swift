import KakapoProvision
import KakapoSimulator
import Synchronization
import Testing

@testable import KakapoRollout

extension AtPortal {
  @Suite("Users who move")
  struct MovedUsersTests {
    /// Stops a run at its nth call: before the call is made, or after it was carried out.
    private final class StopAt: RolloutInstrument {
      private let number: Int
      private let isAfter: Bool
      private let count = Mutex(0)
      let stop = Mutex<(@Sendable () -> Void)?>(nil)

      init(_ number: Int, isAfter: Bool) {
        self.number = number
        self.isAfter = isAfter
      }

      var calls: Int { count.withLock { $0 } }

      func measured<Value: Sendable>(
        _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
      ) async throws(ProvisionError) -> Value {
        let isHere = count.withLock {
          $0 += 1
          return $0 == number
        }
        guard isHere else { return try await body() }
        if isAfter { _ = try await body() }
        stop.withLock { $0?() }
        throw ProvisionError(
          .cancelled, delivery: isAfter ? .mayHaveApplied : .notSent, operation: call.method,
          reason: "stopped")
      }
    }

    /// Three users of one group, one of whom holds more than its row says, and their rows in another group.
    private func moves(_ portal: RolloutPortal) async throws -> RolloutPlan {
      try await portal.apply(try await portal.plan((1...3).map { .user($0) }))
      try await portal.client.addUserLicense(
        serverHostName: RolloutPortal.serverHostName, broadworksUserId: "user2@acme.example.com",
        license: .unityReception(.enterprise))
      let input = try RolloutInput(rows: (1...3).map { .user($0, group: "Paris") })
      var policy = ChangePolicy()
      policy.moves = .recreate
      let changes = input.changes(since: try PreviousInput.read(path: portal.journalPath))
      return try await Planner(client: portal.client).plan(input.following(changes, policy))
    }

    /// The users of each group, with their licences.
    private func groups(_ portal: RolloutPortal) -> [String: [String: [License]]] {
      let groups = portal.portal.snapshot.systemProviders.flatMap(\.resellers).flatMap(\.groups)
      return Dictionary(
        uniqueKeysWithValues: groups.map { group in
          (group.id, Dictionary(uniqueKeysWithValues: group.users.map { ($0.id, $0.licenses) }))
        })
    }

    private static let ordinary: [License] = [.unityMobile(.standard), .unityDesktop(.pro)]

    /// Whether all users are in their new group, with all that they held.
    private func haveMoved(_ portal: RolloutPortal, count: Int = 3) -> Bool {
      let groups = groups(portal)
      let users = (groups["Paris"] ?? [:]).mapValues(Set.init)
      return groups["London"]?.isEmpty == true && users.count == count
        && users["user1@acme.example.com"] == Set(Self.ordinary)
        && users["user2@acme.example.com"] == Set(Self.ordinary + [.unityReception(.enterprise)])
        && users["user3@acme.example.com"] == Set(Self.ordinary)
    }

    /// Stops a run at each of its calls in turn, and once not at all; then calls the body.
    private func stoppingAnywhere(
      isAfter: Bool, _ body: (RolloutPortal, _ number: Int) async throws -> Void
    ) async throws {
      var number = 1
      while true {
        var isPastEnd = false
        try await RolloutPortal.run { portal in
          let plan = try await moves(portal)
          #expect(plan.counts.recreatedUsers == 3 && plan.counts.deletions == 3)
          let journal = try await Journal.begin(
            portal.journalPath, plan: plan, client: portal.client, allowingDeletions: 3)
          let stop = StopAt(number, isAfter: isAfter)
          var options = RolloutRun.Options()
          options.pace = .quick
          options.instrument = stop
          let run = RolloutRun.start(journal, client: portal.client, options: options)
          stop.stop.withLock { $0 = { run.stop() } }
          _ = await run.finish()
          stop.stop.withLock { $0 = nil }
          isPastEnd = stop.calls < number
          try await body(portal, number)
        }
        if isPastEnd { break }
        number += 1
      }
      // A look, a deletion, a setup, and two or three assignments for each.
      #expect(number == 3 * 5 + 1 + 1)
    }

    @Test("are in their new group with all licences, wherever a run was stopped", arguments: [true, false])
    func stoppedAnywhere(isAfter: Bool) async throws {
      try await stoppingAnywhere(isAfter: isAfter) { portal, number in
        // No more than one user is away at any moment.
        #expect(groups(portal).values.reduce(0) { $0 + $1.count } >= 2, "stopped at call \(number)")
        let resumed = try await Journal.resume(portal.journalPath)
        let summary = try await portal.resume(resumed)
        #expect(
          summary.progress.done == 3, "stopped at call \(number): \(summary.ending) \(summary.failures)")
        #expect(haveMoved(portal), "stopped at call \(number): \(groups(portal))")
      }
    }

    /// Plans the next night's rows, one of them new, after a journal that is put aside.
    private func nextNight(_ portal: RolloutPortal) async throws -> RolloutPlan {
      let previous = try PreviousInput.read(path: portal.journalPath)
      _ = try await Journal.resume(portal.journalPath).putAside()
      let input = try RolloutInput(rows: (1...4).map { .user($0, group: "Paris") })
      var policy = ChangePolicy()
      policy.moves = .recreate
      let plan = try await Planner(client: portal.client).plan(
        input.following(input.changes(since: previous), policy))
      // What a user is owed is in the file of the plan, too.
      #expect(try RolloutPlan(decoding: plan.encoded()).digest == plan.digest)
      return plan
    }

    @Test(
      "are moved by the next night's run, with all licences, wherever this one was stopped",
      arguments: [true, false])
    func supersededAnywhere(isAfter: Bool) async throws {
      try await stoppingAnywhere(isAfter: isAfter) { portal, number in
        let summary = try await portal.apply(try await nextNight(portal))
        #expect(summary.progress.done == 4, "stopped at call \(number): \(summary.failures)")
        #expect(haveMoved(portal, count: 4), "stopped at call \(number): \(groups(portal))")
      }
    }

    @Test("are owed their licences, and listed again, after a move that was refused")
    func owed() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await moves(portal)
        // The second user holds more than its row says.
        let first = RolloutPlan(
          endpoint: plan.endpoint, isPruning: false, rows: [plan.rows[1], plan.rows[0], plan.rows[2]])
        let summary = try await portal.apply(first) {
          $0.instrument = Refusals { $0.purpose == .step(.addUser) }
        }
        #expect(summary.progress.refused == 1 && summary.notTried == 2)
        let again = try await nextNight(portal)
        #expect(again.counts.recreatedUsers == 2)
        #expect(try await portal.apply(again).progress.done == 4)
        #expect(haveMoved(portal, count: 4), "\(groups(portal))")
      }
    }

    @Test("stay in their group in the file of refused rows if they were not deleted")
    func notDeleted() async throws {
      try await RolloutPortal.run { portal in
        let summary = try await portal.apply(try await moves(portal)) {
          $0.instrument = Refusals { $0.purpose == .step(.deleteUser) }
        }
        #expect(summary.failures.map(\.row.groupId) == ["London", "London", "London"])
        #expect(try await nextNight(portal).counts.recreatedUsers == 3)
      }
    }

    @Test("are kept where they are if the first one cannot be set up again")
    func refused() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await moves(portal)
        let first = try #require(plan.rows.first?.row.broadworksUserId)
        let summary = try await portal.apply(plan) {
          $0.maximumEqualRefusals = nil
          $0.instrument = Refusals { $0.purpose == .step(.addUser) }
        }
        guard case .equalRefusals(let group) = summary.ending else { throw Failure("\(summary.ending)") }
        #expect(
          group.rows.count == 1
            && group.reason.hasSuffix("The user was deleted to be moved, and is not set up again."))
        #expect(groups(portal)["London"]?.count == 2 && summary.notTried == 2)
        #expect(summary.failures.map(\.row.broadworksUserId) == [first])
        // A run that goes on loses no other user, unless somebody says yes.
        portal.simulator.forgetRequests()
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        guard case .equalRefusals = again.ending else { throw Failure("\(again.ending)") }
        #expect(portal.simulator.requests.isEmpty)
        // Once the cause is gone, the others go on, and the refused row is applied from the file.
        let rest = try await portal.resume(try await Journal.resume(portal.journalPath)) {
          $0.continuesAfter = { _ in true }
        }
        #expect(rest.progress.done == 2 && groups(portal)["Paris"]?.count == 2)
        let refused = try RolloutInput(rows: summary.failures.map(\.row))
        let repair = try await portal.apply(RolloutPlan(refused, endpoint: plan.endpoint))
        #expect(repair.progress.done == 1 && haveMoved(portal))
      }
    }

    @Test("get all that they held from the file of refused rows")
    func refusedLicence() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await moves(portal)
        let summary = try await portal.apply(
          RolloutPlan(endpoint: plan.endpoint, isPruning: false, rows: [plan.rows[1]])
        ) {
          $0.instrument = Refusals { if case .step(.addLicense) = $0.purpose { true } else { false } }
        }
        let row = try #require(summary.failures.first?.row)
        #expect(row.licenses.contains(.unityReception(.enterprise)) && row.licenses.count == 3)
        #expect(
          summary.failures.first?.failure?.reason.hasSuffix(
            "The user was deleted to be moved, and set up again.") == true)
      }
    }

    @Test("stay where they are unless the caller wants more, and get what they lack")
    func reported() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...3).map { .user($0, licenses: []) }))
        let input = try RolloutInput(rows: (1...3).map { .user($0, group: "Paris") })
        let changes = input.changes(since: try PreviousInput.read(path: portal.journalPath))
        #expect(changes.moved.count == 3)
        let plan = try await Planner(client: portal.client).plan(input.following(changes))
        let summary = try await portal.apply(plan)
        #expect(summary.progress.done == 3 && portal.simulator.calls(of: "DeleteUser").isEmpty)
        // They are reported every night, until somebody moves them or corrects the file.
        #expect(input.changes(since: try PreviousInput.read(path: portal.journalPath)).moved.count == 3)
        #expect(
          groups(portal)["London"]?.mapValues(Set.init).values.allSatisfy { $0 == Set(Self.ordinary) } == true
        )
      }
    }
  }
}
