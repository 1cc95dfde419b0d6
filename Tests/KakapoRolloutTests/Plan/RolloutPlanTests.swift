import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import TestTurns
import Testing

extension AtPortal {
  @Suite("The plan", .inTurn)
  struct RolloutPlanTests {
    @Test("asks the portal only for what it depends on")
    func reading() async throws {
      try await RolloutPortal.run { portal in
        let first = try await portal.plan((1...5).map { .user($0) })
        #expect(portal.simulator.callCount == 0)
        #expect(first.readDigest == nil)
        try await portal.apply(first)
        portal.simulator.forgetRequests()
        _ = try await portal.plan([.user(1), .user(2, state: .absent)])
        #expect(
          portal.simulator.calls(of: "GetUserLicenses").map { $0["broadworksUserId"] } == [
            "user2@acme.example.com"
          ])
        portal.simulator.forgetRequests()
        let compared = try await portal.plan([.user(1), .user(2), .user(6)], comparing: true)
        #expect(portal.simulator.callCount == 3)
        #expect(compared.rows.map(\.steps.count) == [0, 0, 3])
        #expect(portal.portal.snapshot.users.count == 5)
      }
    }

    @Test("is the same bytes when it is saved and read, whatever its values are")
    func saved() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan((1...4).map { .user($0) }))
        var odd = UserRow.user(7)
        odd.userName = "Zoë \"],\\\"rows\\\":[{}\" <&> \u{1F980} / \\ end"
        odd.groupName = "],\"version\":1}"
        let plan = try await portal.plan(
          [.user(1, state: .absent), .user(2, licenses: []), odd], pruning: true)
        let path = portal.folder + "/rollout.plan"
        try plan.save(to: path)
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let again = try RolloutPlan(decoding: bytes)
        #expect(again == plan)
        #expect(again.encoded() == bytes)
        #expect(RolloutPlan.isPlan(bytes))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Geheim"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(json["endpoint"] as? String == plan.endpoint)
        #expect((json["rows"] as? [Any])?.count == 3)
        // Sorted keys and no white space: another writer of canonical JSON makes the same of it.
        let canonical = try JSONSerialization.data(
          withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes])
        #expect(Array(canonical) + [0x0A] == bytes)
      }
    }

    @Test("of rows that a program changed is read and gone on from like any other")
    func madeByAProgram() async throws {
      try await RolloutPortal.run { portal in
        var row = UserRow.user(1, licenses: [.unityMobile(.standard)])
        row.licenses += [.unityDesktop(.pro), .unityMobile(.standard)]
        row.groupName = ""
        let plan = try await portal.plan([row])
        #expect(plan.counts.addedLicenses == 2)
        #expect(try RolloutPlan(decoding: plan.encoded()) == plan)
        try await Journal.begin(portal.journalPath, plan: plan, client: portal.client).close()
        let summary = try await portal.resume(try await Journal.resume(portal.journalPath))
        #expect(summary.progress.done == 1)
        #expect(
          portal.holdings == ["user1@acme.example.com": [.unityDesktop(.pro), .unityMobile(.standard)]])
      }
    }

    @Test("that was changed or cut off is refused")
    func changed() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1), .user(2)]))
        let plan = try await portal.plan([.user(1, state: .absent), .user(2), .user(3)])
        let text = String(decoding: plan.encoded(), as: UTF8.self)
        for changed in [
          text.replacing("user3@", with: "user4@"),
          text.replacing(#""DeleteUser""#, with: #""AddUserWithHierarchy""#),
          text.replacing(#"["UnityDesktop","Pro"],"#, with: ""), String(text.dropLast(20)), "{}", "",
          text.replacing(#""version":1"#, with: #""version":2"#),
        ] {
          let error = #expect(throws: RolloutError.self) { try RolloutPlan(decoding: Array(changed.utf8)) }
          #expect(error?.code == .unreadablePlan, "\(changed.prefix(80))")
        }
      }
    }

    @Test("that no longer fits, was spent or is another portal's is refused before the first write")
    func stale() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1), .user(2)]))
        let plan = try await portal.plan([.user(1, state: .absent)])
        let planner = Planner(client: portal.client)
        try await planner.check(plan)
        try await portal.client.deleteUserLicense(
          serverHostName: RolloutPortal.serverHostName, broadworksUserId: "user1@acme.example.com",
          license: .unityMobile(.standard))
        let error = await #expect(throws: RolloutError.self) { try await planner.check(plan) }
        #expect(error?.code == .stalePlan)
        #expect(error?.description.contains("user1@acme.example.com (row 2)") == true)

        let other = #expect(throws: RolloutError.self) {
          try plan.check(endpoint: "https://other.example.com/x.asmx")
        }
        #expect(other?.code == .otherEndpoint)

        let state = RolloutState(folder: portal.folder)
        try state.checkUnspent(plan)
        try state.spend(plan)
        let spent = #expect(throws: RolloutError.self) { try state.checkUnspent(plan) }
        #expect(spent?.code == .spentPlan)
        state.renew(plan)
        try state.checkUnspent(plan)

        // What cannot be read may say that it was spent.
        try FileManager.default.createDirectory(
          atPath: portal.folder + "/spent-plans/\(plan.digest)", withIntermediateDirectories: true)
        let unknown = #expect(throws: RolloutError.self) { try state.checkUnspent(plan) }
        #expect(unknown?.code == .unusableFile)
      }
    }

    @Test("takes nothing for a missing user but words that say so")
    func refusedReading() async throws {
      try await RolloutPortal.run { portal in
        var row = UserRow.user(1, state: .absent)
        row.serverHostName = "elsewhere.example.com"
        let error = await #expect(throws: RolloutError.self) { try await portal.plan([row]) }
        #expect(error?.code == .unreadableAnswer)
        #expect(error?.description.contains("row 2, user1@acme.example.com") == true)
        let plan = try await portal.plan([.user(1, state: .absent)])
        #expect(plan.isEmpty)
      }
    }

    @Test("repeats a reading whose answer was lost")
    func lostReading() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        portal.simulator.inject(.connectionDropped, times: 3)
        #expect(try await portal.plan([.user(1, state: .absent)]).counts.licensesTakenAlong == 2)
      }
    }

    @Test("cannot be made when a reading is lost again and again, and the row is named")
    func lostForGood() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(.connectionDropped, times: 1000, into: .method("GetUserLicenses"))
        let error = await #expect(throws: RolloutError.self) {
          try await portal.plan([.user(1), .user(2, state: .absent)])
        }
        #expect(error?.code == .unreadableAnswer)
        #expect(error?.description.contains("row 3, user2@acme.example.com") == true)
        #expect(error?.description.contains("may have been carried out") == false)
      }
    }
  }
}
