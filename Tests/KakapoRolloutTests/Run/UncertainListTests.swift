import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

extension AtPortal {
  /// Answers of `GetUserLicenses` that this package doesn't understand, or understands only in part.
  @Suite("A list of licences that isn't certain")
  struct UncertainListTests {
    private static let lists = [
      "<success>true</success><string>UnityDesktop/Pro</string><string>UnityAgent/Standard</string>",
      "<success>true</success><products>UnityDesktop Pro, UnityAgent Standard</products>",
      "<success>true</success><licenses><License><applicationName>UnityMobile</applicationName>"
        + "<licenseType>Standard</licenseType></License><License>UnityDesktop Pro</License></licenses>",
      "<success>true</success><licenceCount>2</licenceCount>",
    ]

    @Test("keeps its user from being deleted, and the row counts as refused", arguments: lists)
    func deletion(_ list: String) async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...2).map { .user($0) }))
        portal.simulator.inject(.userLicenses(list))
        var pace = Pace.quick
        pace.concurrency = 1
        var options = Planner.Options()
        options.pace = pace
        let rows = (1...2).map { UserRow.user($0, state: .absent) }
        let plan = try await Planner(client: portal.client, options: options).plan(
          try RolloutInput(rows: rows))
        #expect(plan.counts.heldUpRows == 1)
        #expect(plan.counts.deletedUsers == 1)
        #expect(plan.notes.count == 1)
        #expect(plan.notes.first?.contains("user1@acme.example.com isn't deleted") == true)
        #expect(try RolloutPlan(decoding: plan.encoded()) == plan)
        let summary = try await portal.apply(plan)
        #expect(summary.progress.refused == 1)
        #expect(summary.progress.done == 1)
        #expect(summary.failures.map(\.row.broadworksUserId) == ["user1@acme.example.com"])
        #expect(portal.simulator.calls(of: "DeleteUser").count == 1)
        #expect(portal.holdings.keys.sorted() == ["user1@acme.example.com"])
      }
    }

    @Test("is reported as refused without a call when it is the plan's only row")
    func deletionAlone() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        portal.simulator.inject(.userLicenses(UncertainListTests.lists[0]))
        let plan = try await portal.plan([.user(1, state: .absent)])
        #expect(!plan.isEmpty)
        let calls = portal.simulator.callCount
        let summary = try await portal.apply(plan)
        #expect(summary.progress.refused == 1)
        #expect(portal.simulator.callCount == calls)
        // The resumed run knows it too.
        let again = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(again.progress.refused == 1)
      }
    }

    @Test("stops pruning and skipping for its user", arguments: lists)
    func pruning(_ list: String) async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        portal.simulator.inject(.userLicenses(list))
        let plan = try await portal.plan(
          [.user(1, licenses: [.unityDesktop(.pro)])], pruning: true, comparing: true)
        #expect(plan.rows.first?.steps == [.addUser, .addLicense(.unityDesktop(.pro))])
        #expect(plan.notes.count == 1)
      }
    }

    @Test("doesn't settle the outcome of a lost call")
    func readBack() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        let plan = try await portal.plan([.user(1, licenses: [.unityDesktop(.pro)])], pruning: true)
        #expect(plan.rows.first?.steps == [.removeLicense(.unityMobile(.standard))])
        portal.simulator.inject(
          .connectionDropped, into: .method("DeleteUserLicense"))
        portal.simulator.inject(
          .userLicenses("<success>true</success><string>UnityDesktop/Pro</string>"), times: 10,
          into: .method("GetUserLicenses"))
        let summary = try await portal.apply(plan)
        #expect(summary.progress.done == 0)
        #expect(summary.failures.count == 1)
        guard case .refused(let why)? = summary.failures.first?.outcome else { throw Failure("\(summary)") }
        #expect(why.code == "mayHaveApplied")
        #expect(portal.simulator.calls(of: "DeleteUserLicense").count == 1)
      }
    }

    @Test("keeps its user from being deleted if it became uncertain after the plan")
    func deletionLater() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        let plan = try await portal.plan([.user(1, state: .absent)])
        portal.simulator.inject(
          .userLicenses(UncertainListTests.lists[0]), times: 10, into: .method("GetUserLicenses"))
        let summary = try await portal.apply(plan)
        #expect(summary.progress.refused == 1)
        #expect(portal.simulator.calls(of: "DeleteUser").isEmpty)
      }
    }
  }

  /// Licences that the portal shows but the table of licences lacks or spells differently.
  @Suite("A licence in another spelling")
  struct LicenseSpellingTests {
    private static func list(_ pairs: [(String, String)]) -> Injection {
      .userLicenses(
        "<success>true</success><licenses>"
          + pairs.map {
            "<License><applicationName>\($0.0)</applicationName><licenseType>\($0.1)</licenseType></License>"
          }.joined() + "</licenses>")
    }

    @Test("is the same licence if only white space and letter case differ")
    func spelling() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(Self.list([("\n  unity desktop\n", " PRO "), ("UNITYMOBILE", "standard")]))
        let plan = try await portal.plan([.user(1)], pruning: true, comparing: true)
        #expect(plan.isEmpty)
        #expect(plan.notes.isEmpty)
      }
    }

    @Test(
      "is left alone and named in every plan if the table lacks it",
      arguments: [
        ("UnityTeleporter", "Quantum"), ("Unity Desktop Professional", ""), ("UnityDesktop", ""),
        ("UnityDesktop", "Professional"),
      ])
    func unknown(_ name: String, _ type: String) async throws {
      try await RolloutPortal.run { portal in
        let isOther = name == "UnityTeleporter"
        var pairs = [(name, type), ("UnityMobile", "Standard")]
        if isOther { pairs.append(("UnityDesktop", "Pro")) }
        for _ in 1...2 {
          portal.simulator.inject(Self.list(pairs))
          let plan = try await portal.plan([.user(1)], pruning: true, comparing: true)
          #expect(plan.rows.first?.steps == [])
          #expect(plan.notes.count == 1)
          #expect(plan.notes.first?.contains(name) == true)
          #expect(plan.notes.first?.contains("left alone") == true)
          #expect(plan.notes.first?.contains("UnityDesktop/Pro, which is therefore not assigned") == !isOther)
        }
      }
    }

    @Test("counts among the licences that are deleted with a user")
    func deletion() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(Self.list([("UnityTeleporter", "Quantum")]))
        let plan = try await portal.plan([.user(1, state: .absent)])
        #expect(plan.counts.licensesTakenAlong == 1)
      }
    }
  }
}
