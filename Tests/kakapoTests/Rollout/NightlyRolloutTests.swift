import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

@testable import kakapo

@Suite("Rollouts of every night", .serialized, .timeLimit(.minutes(10)))
struct NightlyRolloutTests {
  /// The users of Monday.
  private static let monday: [UserRow] = (1...100).map { .user($0) }

  /// Tuesday: 30 left, 20 moved, 15 have another name, and 5 are new.
  private static let tuesday: [UserRow] = (31...105).map { number in
    var row = UserRow.user(number)
    if (31...50).contains(number) { row.groupId = "Group9" }
    if (51...65).contains(number) { row.userName = "Other \(number)" }
    return row
  }

  /// The group of each user.
  private static func groups(_ snapshot: PortalSnapshot) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: snapshot.systemProviders.flatMap(\.resellers).flatMap(\.groups).flatMap { group in
        group.users.map { ($0.id, group.id) }
      })
  }

  @Test("tell leavers, moves and renames apart, and do nothing about them unless told to")
  func toldApart() async throws {
    try await SampleRollout(rows: Self.monday).run { site in
      #expect(try await site.apply().status == 0)
      let before = Self.groups(site.snapshot)
      try site.write(Self.tuesday)
      let plan = try await site.tool.run(
        ["plan", site.file, "--previous", site.journal, "--min-rows", "70%"])
      #expect(plan.status == 0, "\(plan.standardError)")
      for words in [
        "Since \(site.journal) (100 rows):", "  5 users are new",
        "  30 users have left; --remove-leavers deletes them",
        "  20 users have moved, and will stay", "  15 users have another name, which is sent again",
        "row 2  user31@acme.example.com: group changed from \"Group1\" to \"Group9\"", "--min-rows 70%",
      ] { #expect(plan.standardOutput.contains(words), "\(words) in \(plan.standardOutput)") }
      site.simulator.forgetRequests()
      let run = try await site.apply("--previous", site.journal, "--min-rows", "70%")
      #expect(run.status == 0, "\(run.standardError)")
      #expect(site.simulator.calls(of: "DeleteUser").isEmpty)
      #expect(Self.groups(site.snapshot).filter { before[$0.key] != nil } == before)
    }
  }

  @Test("delete leavers and move users, under the gate, and go on after an interruption with the file alone")
  func carriedOut() async throws {
    try await SampleRollout(rows: Self.monday).run { site in
      #expect(try await site.apply().status == 0)
      try site.write(Self.tuesday)
      let options = [
        "--previous", site.journal, "--min-rows", "70%", "--remove-leavers", "--moves", "recreate",
      ]
      let gated = try await site.tool.run(site.arguments(options))
      #expect(
        gated.status == 80 && gated.standardError.contains("--allow-deletes 50"), "\(gated.standardError)")
      let stopped = try await site.tool.run(
        site.arguments(options + ["--max-deletions", "70%", "--deadline", "0s"]))
      #expect(stopped.status == 75, "\(stopped.standardError)")
      // The journal is tonight's now; the rows of the leavers are in it.
      let run = try await site.tool.run(site.arguments(options + ["--max-deletions", "70%", "--resume"]))
      #expect(run.status == 0, "\(run.standardOutput) \(run.standardError)")
      let groups = Self.groups(site.snapshot)
      #expect(groups.count == 75 && groups.values.count { $0 == "Group9" } == 20)
      #expect(
        site.snapshot.users.allSatisfy { Set($0.licenses) == [.unityDesktop(.pro), .unityMobile(.standard)] })
      // The next night does nothing.
      site.simulator.forgetRequests()
      let next = try await site.tool.run(site.arguments(options + ["--compare"]))
      #expect(
        next.status == 0 && next.standardOutput.contains("no user has changed"), "\(next.standardOutput)")
      #expect(Set(site.simulator.requests.compactMap(\.method)) == ["GetUserLicenses"])
    }
  }

  @Test("refuse an export that was cut off, and options that need an earlier file")
  func refused() async throws {
    try await SampleRollout(rows: Self.monday).run { site in
      #expect(try await site.apply().status == 0)
      try site.write(Array(Self.monday.prefix(79)))
      site.simulator.forgetRequests()
      let cut = try await site.apply(
        "--previous", site.journal, "--remove-leavers", "--max-deletions", "100%")
      #expect(cut.status == 64)
      #expect(
        cut.standardError.contains(
          "There are only 79 rows, but the previous input has 100. Check that the export is complete. If it is, allow "
            + "fewer with --min-rows."))
      #expect(site.simulator.requests.isEmpty)
      for options in [["--remove-leavers"], ["--moves", "recreate"], ["--min-rows", "5"]] {
        let alone = try await site.tool.run(site.arguments(options))
        #expect(alone.status == 64 && alone.standardError.contains("--previous"), "\(alone.standardError)")
      }
      let missing = try await site.apply("--previous", site.path("sunday.csv"))
      #expect(
        missing.status == 64 && missing.standardError.contains("sunday.csv"), "\(missing.standardError)")
    }
  }

  @Test("keep a leaver a leaver in the file of refused rows, whatever columns the input has")
  func refusedLeaver() async throws {
    try await SampleRollout(rows: []).run { site in
      let header = "serverHostName,resellerId,groupId,broadworksUserId,userName"
      let rows = (1...10).map { "sp.example.com,Acme,London,user\($0)@acme.example.com,User \($0)" }
      func write(_ rows: some Sequence<String>) throws {
        try Data(([header] + rows).map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: site.file))
      }
      try write(rows)
      #expect(try await site.apply().status == 0)
      try write(rows.dropFirst())
      let answer =
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
        + "<DeleteUserResponse xmlns=\"\(Contract.builtIn.namespace)\"><DeleteUserResult><success>false</success>"
        + "<errorMessage>The user is busy</errorMessage></DeleteUserResult></DeleteUserResponse></soap:Body>"
        + "</soap:Envelope>"
      site.simulator.inject(
        .answer(status: 200, contentType: "text/xml; charset=utf-8", body: Array(answer.utf8)),
        into: .method("DeleteUser"))
      let run = try await site.apply(
        "--previous", site.journal, "--remove-leavers", "--max-deletions", "50%")
      #expect(run.status == 65, "\(run.standardError)")
      let refused = try RolloutInput.read(path: site.path("users.failed.csv"))
      #expect(refused.rows.map(\.state) == [.absent])
      #expect(refused.rows.map(\.broadworksUserId) == ["user1@acme.example.com"])
    }
  }

  @Test("put the journal of other rows aside, and continue one of the same rows")
  func superseded() async throws {
    try await SampleRollout(rows: Self.monday).run { site in
      #expect(try await site.apply("--deadline", "0s").status == 75)
      // The same rows: the run goes on.
      let same = try await site.apply("--supersede", "--deadline", "0s")
      #expect(same.status == 75 && same.standardOutput.contains("Resuming"), "\(same.standardOutput)")
      try site.write(Self.tuesday)
      let plain = try await site.apply()
      #expect(plain.status == 64, "\(plain.standardError)")
      let resumed = try await site.apply("--resume")
      #expect(resumed.status == 81, "\(resumed.standardError)")
      let run = try await site.apply("--supersede", "--previous", site.journal, "--min-rows", "0")
      #expect(run.status == 0, "\(run.standardError)")
      #expect(
        run.standardOutput.contains("Its journal is now \(site.journal).superseded."), "\(run.standardOutput)"
      )
      #expect(run.standardOutput.contains("30 users have left"))
      // The run that was put aside may have set some of Monday's users up.
      let users = Set(site.snapshot.users.map(\.id))
      #expect(users.isSuperset(of: Self.tuesday.map(\.broadworksUserId)))
      #expect(FileManager.default.fileExists(atPath: site.journal + ".superseded"))
    }
  }

  @Test("do not take on what the journal was not planned for, nor users of another portal")
  func askedForLater() async throws {
    try await SampleRollout(rows: Self.monday).run { site in
      #expect(try await site.apply().status == 0)
      try FileManager.default.moveItem(atPath: site.journal, toPath: site.path("monday.journal"))
      try site.write(Self.tuesday)
      let options = ["--previous", site.path("monday.journal"), "--min-rows", "70%"]
      #expect(try await site.tool.run(site.arguments(options + ["--deadline", "0s"])).status == 75)
      let late = try await site.tool.run(site.arguments(options + ["--supersede", "--remove-leavers"]))
      #expect(late.status == 81, "\(late.standardError)")
      #expect(late.standardError.contains("does not delete or move 30 users who left or moved"))
      #expect(try await site.tool.run(site.arguments(options + ["--supersede"])).status == 0)
      let elsewhere = try await site.tool.run(
        ["plan", site.file, "--endpoint", "https://other.example.com/p.asmx"] + options)
      #expect(elsewhere.status == 81 && elsewhere.standardError.contains("The earlier run was for"))
    }
  }

  @Test("remember the rows of a night with nothing to do, and keep the journal if a new run does not begin")
  func nothingToDo() async throws {
    try await SampleRollout(rows: (1...9).map { .user($0) }).run { site in
      #expect(try await site.apply().status == 0)
      try await site.setUp([.user(10)])
      // The tenth user is at the portal already.
      try site.write((1...10).map { .user($0) })
      let second = try await site.apply("--compare", "--previous", site.journal)
      #expect(
        second.status == 0 && second.standardOutput.contains("1 user is new"), "\(second.standardOutput)")
      try site.write((1...9).map { .user($0) })
      let third = try await site.tool.run(["plan", site.file, "--compare", "--previous", site.journal])
      #expect(third.standardOutput.contains("user10@acme.example.com"), "\(third.standardOutput)")
      // An unfinished run, and a new one that the gate stops.
      try site.write((1...12).map { .user($0) })
      #expect(try await site.apply("--deadline", "0s").status == 75)
      try site.write((5...10).map { .user($0) } + [.user(13)])
      let gated = try await site.apply(
        "--supersede", "--previous", site.journal, "--remove-leavers", "--allow-deletes", "99", "--min-rows",
        "50%")
      #expect(gated.status == 80, "\(gated.standardError)")
      #expect(FileManager.default.fileExists(atPath: site.journal))
      #expect(!FileManager.default.fileExists(atPath: site.journal + ".superseded"))
    }
  }

  @Test("show drift, and export what the portal says")
  func drift() async throws {
    try await SampleRollout(rows: (1...4).map { .user($0) }).run { site in
      #expect(try await site.apply().status == 0)
      let none = try await site.tool.run(["drift", site.file])
      #expect(
        none.status == 0 && none.standardOutput == "No difference in 4 rows.\n", "\(none.standardOutput)")
      let exported = try await site.tool.run(["export", site.path("now.csv"), "--users", site.file])
      #expect(exported.status == 0, "\(exported.standardError)")
      // An export of a file without drift has the same rows; exported again, it is the same file.
      #expect(
        try RolloutInput.read(path: site.path("now.csv")).digest == RolloutInput.read(path: site.file).digest)
      #expect(
        try await site.tool.run(["export", site.path("2.csv"), "--users", site.path("now.csv")]).status == 0)
      #expect(FileManager.default.contentsEqual(atPath: site.path("now.csv"), andPath: site.path("2.csv")))
      try await site.setUp([.user(1, [.unityReception(.enterprise)])])
      var rows: [UserRow] = (1...5).map { .user($0) }
      rows[1].state = .absent
      try site.write(rows)
      let drift = try await site.tool.run(["drift", site.file])
      #expect(drift.status == 2)
      #expect(
        drift.standardOutput == """
          row 2  user1@acme.example.com: holds UnityReception/Enterprise, not in the file
          row 3  user2@acme.example.com: exists, although the file says absent, and holds UnityDesktop/Pro, \
          UnityMobile/Standard
          row 6  user5@acme.example.com: does not exist

          3 of 5 rows differ.

          """, "\(drift.standardOutput)")
      let again = try await site.tool.run(["export", site.path("now.csv"), "--users", site.file])
      #expect(again.status == 64 && again.standardError.contains("already exists"))
      let later = try await site.tool.run(["export", site.path("later.csv"), "--users", site.file])
      #expect(later.status == 0)
      let read = try RolloutInput.read(path: site.path("later.csv"))
      #expect(read.rows.map(\.state) == [.present, .present, .present, .present, .absent])
      #expect(read.rows[0].licenses.count == 3 && read.rows[4].licenses.isEmpty)
      // What was exported has no drift.
      #expect(try await site.tool.run(["drift", site.path("later.csv")]).status == 0)
    }
  }
}
