import Foundation
import KakapoProvision
import KakapoSimulator
import TestServers
import Testing

@testable import KakapoRollout

@Suite("Changes since an earlier input")
struct UserChangesTests {
  /// A user of a random input; the letter case of the ID and the rest vary.
  private static func row(_ number: Int, _ dice: inout Dice) -> UserRow {
    var row = UserRow.user(number, group: "Group\(Int.random(in: 0..<3, using: &dice))")
    if Bool.random(using: &dice) { row.broadworksUserId = "User\(number)@Acme.example.com" }
    if Int.random(in: 0..<4, using: &dice) == 0 { row.userName += " Smith" }
    if Int.random(in: 0..<6, using: &dice) == 0 { row.state = .absent }
    return row
  }

  private static func rows(_ dice: inout Dice) throws -> [UserRow] {
    var rows: [UserRow] = []
    for number in 1...12 where Bool.random(using: &dice) { rows.append(row(number, &dice)) }
    return rows.isEmpty ? [row(1, &dice)] : rows
  }

  @Test("never delete a user of the input, however its ID is spelled, and lose none")
  func search() throws {
    var dice = Dice(seed: 23)
    var (left, moved, renamed) = (0, 0, 0)
    for _ in 0..<2_000 {
      let (earlier, rows) = (try Self.rows(&dice), try Self.rows(&dice))
      let input = try RolloutInput(rows: rows)
      let previous = PreviousInput(rows: earlier)
      let changes = input.changes(since: previous)
      let now = Set(rows.map { $0.broadworksUserId.lowercased() })
      let then = Set(previous.users.map { $0.broadworksUserId.lowercased() })
      let present = Set(rows.filter { $0.state == .present }.map { $0.broadworksUserId.lowercased() })
      #expect(Set(changes.left.map { $0.broadworksUserId.lowercased() }) == then.subtracting(now))
      #expect(changes.joined == present.subtracting(then).count)
      var policy = ChangePolicy()
      policy.removesLeavers = true
      policy.moves = .recreate
      let planned = input.following(changes, policy)
      // The rows of the file stay what they are, so a journal of the plan is the file's.
      #expect(planned.digest == input.digest)
      #expect(Array(planned.rows.prefix(rows.count)).map(\.broadworksUserId) == rows.map(\.broadworksUserId))
      #expect(Set(planned.rows.map(\.number)).count == planned.rows.count)
      for row in planned.rows {
        let before = earlier.first {
          $0.state == .present && $0.broadworksUserId.lowercased() == row.broadworksUserId.lowercased()
        }
        switch row.change {
        case .left?: #expect(row.state == .absent && !now.contains(row.broadworksUserId.lowercased()))
        case .recreated?: #expect(row.state == .present && before?.groupId != row.groupId)
        case .renamed?: #expect(before?.groupId == row.groupId && before?.userName != row.userName)
        case .moved?: Issue.record("the policy recreates")
        case nil:
          #expect(
            row.state == .absent || before == nil
              || before?.groupId == row.groupId && before?.userName == row.userName)
        }
      }
      left += changes.left.count
      moved += changes.moved.count
      renamed += changes.renamed.count
    }
    #expect(left > 1_000 && moved > 1_000 && renamed > 300)
  }

  private static let held = PlannedRow.Reading.holding([
    License.unityDesktop(.pro).pair, License.unityReception(.enterprise).pair,
  ])
  private static let foreign = PlannedRow.Reading.holding([
    LicensePair(applicationName: "Unity Next", licenseType: "Max")
  ])
  private static let uncertain = PlannedRow.Reading.uncertain(
    [License.unityDesktop(.pro).pair], reason: "a list in a list")

  @Test(
    "decide the steps of a row",
    arguments: [
      (.renamed, held, false, ["AddUserWithHierarchy", "AddUserLicense UnityMobile/Standard"]),
      (.renamed, nil, false, nil), (.renamed, .absent, false, nil), (.moved, .absent, false, nil),
      (.recreated, .absent, false, nil),
      (.moved, held, false, ["AddUserLicense UnityMobile/Standard"]),
      (.moved, uncertain, false, ["AddUserLicense UnityMobile/Standard", "AddUserLicense UnityDesktop/Pro"]),
      // A user gets back what it held.
      (
        .recreated, held, false,
        [
          "DeleteUser", "AddUserWithHierarchy", "AddUserLicense UnityReception/Enterprise",
          "AddUserLicense UnityMobile/Standard", "AddUserLicense UnityDesktop/Pro",
        ]
      ),
      (
        .recreated, held, true,
        [
          "DeleteUser", "AddUserWithHierarchy", "AddUserLicense UnityMobile/Standard",
          "AddUserLicense UnityDesktop/Pro",
        ]
      ),
      // It would lose a licence that no call can give back.
      (
        .recreated, foreign, false,
        ["AddUserLicense UnityMobile/Standard", "AddUserLicense UnityDesktop/Pro"]
      ),
      (
        .recreated, uncertain, false,
        ["AddUserLicense UnityMobile/Standard", "AddUserLicense UnityDesktop/Pro"]
      ),
    ] as [(UserRow.Change, PlannedRow.Reading?, Bool, [String]?)])
  func steps(
    _ change: UserRow.Change, _ reading: PlannedRow.Reading?, isPruning: Bool, _ steps: [String]?
  ) throws {
    var row = UserRow.user(1)
    row.change = change
    let planned = PlannedRow(row, reading: reading, isPruning: isPruning)
    row.change = nil
    let ordinary = PlannedRow(row, reading: reading, isPruning: isPruning)
    let expected = steps ?? ordinary.steps.map(\.description)
    #expect(Set(planned.steps.map(\.description)) == Set(expected), "\(planned.steps)")
    #expect(
      planned.steps.prefix(2).filter(\.isForUser).map(\.description)
        == expected.filter {
          !$0.contains(" ")
        })
    // The plan's bytes say it, and another change is another plan.
    let plans = [planned, ordinary].map {
      RolloutPlan(endpoint: "https://portal.example.com/", isPruning: isPruning, rows: [$0])
    }
    #expect(try RolloutPlan(decoding: plans[0].encoded()) == plans[0].numberedFromTwo)
    #expect(plans[0].digest != plans[1].digest && plans[0].inputDigest == plans[1].inputDigest)
  }

  @Test("count users of an earlier journal whose deletion did not succeed")
  func journal() async throws {
    try await RolloutPortal.run { portal in
      try await portal.apply(try await portal.plan((1...4).map { .user($0) }))
      let plan = try await portal.plan([.user(1), .user(2)] + (3...4).map { .user($0, state: .absent) })
      let summary = try await portal.apply(plan) {
        $0.instrument = Refusals {
          $0.purpose == .step(.deleteUser) && $0.broadworksUserId.hasPrefix("user3")
        }
      }
      #expect(summary.progress.refused == 1)
      let previous = try PreviousInput.read(path: portal.journalPath)
      #expect(previous.rows == 4 && previous.users.count == 3)
      let lost = Set(portal.holdings.keys).subtracting(["user1@acme.example.com", "user2@acme.example.com"])
      let changes = try RolloutInput(rows: [.user(1), .user(2)]).changes(since: previous)
      #expect(Set(changes.left.map(\.broadworksUserId)) == lost && lost.count == 1)
    }
  }

  @Test("are no move if the earlier row had no group")
  func withoutGroup() throws {
    let earlier = UserRow(
      number: 2, serverHostName: RolloutPortal.serverHostName, broadworksUserId: "user1@acme.example.com")
    let changes = UserChanges(from: [earlier], to: [.user(1)])
    #expect(changes.changed.isEmpty && changes.joined == 0 && changes.left.isEmpty)
  }

  @Test("are found in the journal before one that was only begun, and not in another portal's")
  func otherJournals() async throws {
    try await RolloutPortal.run { portal in
      try await portal.apply(try await portal.plan((1...3).map { .user($0) }))
      let lines = try Data(contentsOf: URL(filePath: portal.journalPath)).split(separator: 0x0A)
      try FileManager.default.moveItem(atPath: portal.journalPath, toPath: portal.journalPath + ".previous")
      // The head and the first row, none of them forced to the disk yet.
      let begun = JournalMark.line(0) + lines[1] + [0x0A] + lines[2] + [0x0A]
      try begun.write(to: URL(filePath: portal.journalPath))
      let previous = try PreviousInput.read(path: portal.journalPath)
      #expect(previous.users.count == 3 && previous.rows == 3)
      try FileManager.default.removeItem(atPath: portal.journalPath + ".previous")
      #expect(throws: RolloutError.self) { try PreviousInput.read(path: portal.journalPath) }
      #expect(throws: RolloutError.self) { try previous.check(endpoint: "https://other.example.com/") }
      try previous.check(endpoint: portal.simulator.endpoint)
    }
  }

  @Test("refuse an input that is much shorter")
  func shrunk() throws {
    let previous = PreviousInput(rows: (1...10).map { .user($0) })
    let input = try RolloutInput(rows: (1...7).map { .user($0) })
    let error = #expect(throws: RolloutInputError.self) { try input.checkSize(since: previous) }
    #expect(
      error?.description
        == "There are only 7 rows, but the previous input has 10. Check that the export is complete. If it is, allow "
        + "fewer rows.")
    try input.checkSize(since: previous, minimum: .rows(7))
    try input.checkSize(since: previous, minimum: .percent(70))
    #expect(throws: RolloutInputError.self) {
      try RolloutInput(rows: [.user(1), .user(2)]).checkSize(
        since: PreviousInput(rows: (1...3).map { .user($0) }))
    }
    try RolloutInput(rows: (1...8).map { .user($0) }).checkSize(since: previous)
  }
}

extension RolloutPlan {
  /// The plan as a file gives it back, which has no row numbers.
  fileprivate var numberedFromTwo: RolloutPlan {
    RolloutPlan(
      endpoint: endpoint, isPruning: isPruning,
      rows: rows.enumerated().map { index, planned in
        var row = planned.row
        row.number = index + 2
        return PlannedRow(row, reading: planned.reading, isPruning: isPruning)
      })
  }
}
