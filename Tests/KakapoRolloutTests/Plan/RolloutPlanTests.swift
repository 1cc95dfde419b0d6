import Foundation
import KakapoProvision
import KakapoSimulator
import TestServers
import TestThreads
import Testing

@testable import KakapoRollout

extension AtPortal {
  @Suite("The plan")
  struct RolloutPlanTests {
    @Test("asks the portal only for what it needs")
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

    @Test("has the same bytes after it is saved and read, whatever its values are")
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
        #expect(again.encoded() == bytes)
        #expect(again.digest == plan.digest)
        #expect(again.rows.map(\.steps) == plan.rows.map(\.steps))
        #expect(again.rows.map(\.row.number) == [2, 3, 4])
        #expect(RolloutPlan.isPlan(bytes))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Geheim"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(json["endpoint"] as? String == plan.endpoint)
        #expect((json["rows"] as? [Any])?.count == 3)
        // Keys are sorted and there is no white space, so any other writer of canonical JSON makes the same bytes.
        let canonical = try JSONSerialization.data(
          withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes])
        #expect(Array(canonical) + [0x0A] == bytes)
      }
    }

    @Test("of rows that a program changed is read and resumed like any other")
    func madeByAProgram() async throws {
      try await RolloutPortal.run { portal in
        var row = UserRow.user(1, licenses: [.unityMobile(.standard)])
        row.licenses += [.unityDesktop(.pro), .unityMobile(.standard)]
        row.groupName = ""
        let plan = try await portal.plan([row])
        #expect(plan.counts.addedLicenses == 2)
        #expect(try RolloutPlan(decoding: plan.encoded()) == plan)
        #expect(plan.rows.map(\.row.number) == [2])
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
          text.replacing(#""version":2"#, with: #""version":1"#),
        ] {
          let error = #expect(throws: RolloutError.self) { try RolloutPlan(decoding: Array(changed.utf8)) }
          #expect(error?.code == .unreadablePlan, "\(changed.prefix(80))")
        }
      }
    }

    @Test("that was changed in any byte, or by chance, is refused", .onOwnThread)
    func anyChange() throws {
      var one = UserRow.user(1)
      one.userName = "Zoë \"\\/ \u{1F980}"
      one.groupName = nil
      let held = PlannedRow.Reading.holding([LicensePair(applicationName: "UnityDesktop", licenseType: "Pro")]
      )
      let plan = RolloutPlan(
        endpoint: "https://portal.example.com/x.asmx", isPruning: true,
        rows: [
          PlannedRow(one, reading: held, isPruning: true),
          PlannedRow(.user(2, state: .absent), reading: held, isPruning: true),
          PlannedRow(.user(3, licenses: []), reading: .absent, isPruning: true),
        ])
      let bytes = plan.encoded()
      #expect(try RolloutPlan(decoding: bytes).encoded() == bytes)
      func isRead(_ changed: [UInt8]) -> Bool { (try? RolloutPlan(decoding: changed)) != nil }
      var accepted: [String] = []
      func attempt(_ changed: [UInt8], _ what: @autoclosure () -> String) {
        if changed != bytes, isRead(changed) { accepted.append(what()) }
      }
      for index in bytes.indices {
        for bit in 0..<8 {
          var changed = bytes
          changed[index] ^= 1 << UInt8(bit)
          attempt(changed, "bit \(bit) of byte \(index)")
        }
        attempt(Array(bytes[..<index]), "cut at \(index)")
        var changed = bytes
        changed.remove(at: index)
        attempt(changed, "without byte \(index)")
        for extra in [UInt8(ascii: " "), UInt8(ascii: "0"), UInt8(ascii: ","), UInt8(ascii: "\n")] {
          changed = bytes
          changed.insert(extra, at: index)
          attempt(changed, "\(extra) at \(index)")
        }
      }
      // Edits that a program or a person may make: parts moved, doubled, taken from elsewhere, replaced by words.
      var dice = Dice(seed: 7)
      let words = [
        #""row":2,"#, #""note":"x","#, "null", "true", "false", "[]", "{}", " ", "\\u0041", "1",
        "AddUserWithHierarchy",
        #"["UnityMobile","Standard"]"#, #""exists":true,"#, #""steps":[],"#,
      ].map { Array($0.utf8) }
      for number in 0..<4000 {
        var changed = bytes
        for _ in 0...Int.random(in: 0...2, using: &dice) {
          let at = Int.random(in: 0..<changed.count, using: &dice)
          let part = at..<min(changed.count, at + Int.random(in: 1...60, using: &dice))
          let target = Int.random(in: 0..<changed.count, using: &dice)
          let word = words.randomElement(using: &dice) ?? []
          switch Int.random(in: 0..<5, using: &dice) {
          case 0: changed.removeSubrange(part)
          case 1: changed.insert(contentsOf: changed[part], at: target)
          case 2: changed.replaceSubrange(part, with: word)
          case 3: changed.insert(contentsOf: word, at: at)
          default: changed[at] = UInt8.random(in: 0x20...0x7E, using: &dice)
          }
        }
        attempt(changed, "edit \(number)")
      }
      // The same JSON in another notation.
      let json = try JSONSerialization.jsonObject(with: Data(bytes))
      attempt(Array(try JSONSerialization.data(withJSONObject: json, options: [.prettyPrinted])), "pretty")
      attempt(Array(try JSONSerialization.data(withJSONObject: json, options: [.sortedKeys])), "slashes")
      attempt(Array(bytes.dropLast()), "without the line end")
      let text = String(decoding: bytes, as: UTF8.self)
      attempt(Array(text.replacing("Zo\u{EB}", with: "Zoe\u{308}").utf8), "other code points")
      attempt(
        Array(text.replacing(#""resellerName""#, with: #""row":77,"resellerName""#).utf8), "a row number")
      #expect(accepted == [])
    }

    @Test("has the same bytes for the same table in any file format")
    func twins() throws {
      let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,licenses,state"
      let rows = [
        "sp.example.com,Acme,London,a@acme.example.com,A,UnityDesktop/Pro;UnityMobile/Standard,",
        "sp.example.com,Acme,London,b@acme.example.com,B,,absent",
      ]
      let swapped = "userName,broadworksUserId,licenses,state,serverHostName,resellerId,groupId"
      let swappedRows = [
        "A,a@acme.example.com,UnityMobile/Standard;UnityDesktop/Pro,present,sp.example.com,Acme,London",
        "B,b@acme.example.com,,absent,sp.example.com,Acme,London",
      ]
      let json =
        #"[{"serverHostName": "sp.example.com", "resellerId": "Acme", "groupId": "London", "broadworksUserId": "#
        + #""a@acme.example.com", "userName": "A", "licenses": "UnityDesktop/Pro;UnityMobile/Standard"}, "#
        + #"{"serverHostName": "sp.example.com", "resellerId": "Acme", "groupId": "London", "broadworksUserId": "#
        + #""b@acme.example.com", "userName": "B", "state": "absent"}]"#
      let table = ([header] + rows).joined(separator: "\n") + "\n"
      let twins = [
        table, ([header] + rows).joined(separator: "\r\n"), ([header, ""] + rows).joined(separator: "\n\n"),
        "\n\n" + table + "\n,,,,,,\n\n", "\u{FEFF}" + table,
        ([swapped] + swappedRows).joined(separator: "\n").replacing(",", with: "\t"),
        table.replacing(
          "UnityDesktop/Pro;UnityMobile/Standard", with: "\"UnityDesktop/Pro;UnityMobile/Standard\""
        )
        .replacing(",", with: ";"), json,
      ]
      let plans = try twins.map {
        RolloutPlan(try RolloutInput.read(Array($0.utf8)), endpoint: "https://portal.example.com/x.asmx")
      }
      #expect(Set(plans.map { String(decoding: $0.encoded(), as: UTF8.self) }).count == 1)
      #expect(Set(plans.map(\.digest)).count == 1)
      // Row numbers are still those of the file, because a person finds a row by them.
      #expect(plans[0].rows.map(\.row.number) == [2, 3] && plans[2].rows.map(\.row.number) == [5, 7])
      let other = RolloutPlan(
        try RolloutInput.read(Array(table.replacing(",A,", with: ",AA,").utf8)),
        endpoint: "https://portal.example.com/x.asmx")
      #expect(other.digest != plans[0].digest)
    }

    @Test("that is outdated, spent or for another portal is refused before the first write")
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

        // An unreadable file may record that the plan was spent.
        try FileManager.default.createDirectory(
          atPath: portal.folder + "/spent-plans/\(plan.digest)", withIntermediateDirectories: true)
        let unknown = #expect(throws: RolloutError.self) { try state.checkUnspent(plan) }
        #expect(unknown?.code == .unusableFile)
      }
    }

    @Test("takes a user for missing only if the portal's words say so")
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

    @Test("repeats a read whose answer was lost")
    func lostReading() async throws {
      try await RolloutPortal.run { portal in
        try await portal.apply(try await portal.plan([.user(1)]))
        portal.simulator.inject(.connectionDropped, times: 3)
        #expect(try await portal.plan([.user(1, state: .absent)]).counts.licensesTakenAlong == 2)
      }
    }

    @Test("fails if a read is lost again and again, and the error names the row")
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
