import KakapoProvision
import KakapoRollout
import Testing

@Suite("The gate before deletions")
struct DeletionGateTests {
  private func counts(users: Int, taken: Int = 0, removed: Int = 0, lookedAt: Int) -> RolloutPlan.Counts {
    var counts = RolloutPlan.Counts()
    counts.deletedUsers = users
    counts.licensesTakenAlong = taken
    counts.removedLicenses = removed
    counts.licensesLookedAt = lookedAt
    return counts
  }

  @Test("lets few deletions pass, and the exact number the caller allows")
  func passes() throws {
    try DeletionGate.check(counts(users: 0, lookedAt: 0), allowed: nil)
    try DeletionGate.check(counts(users: 10, taken: 10, lookedAt: 30), allowed: nil)
    try DeletionGate.check(counts(users: 11, taken: 11, lookedAt: 11), allowed: 11)
    try DeletionGate.check(counts(users: 2, removed: 3, lookedAt: 4), allowed: 5)
  }

  @Test("keeps a limit for every plan, beside the exact number")
  func standingLimit() throws {
    var many = counts(users: 20, taken: 40, removed: 5, lookedAt: 50)
    many.rows = 1000
    try DeletionGate.check(many, allowed: nil, maximum: .rows(25))
    try DeletionGate.check(many, allowed: nil, maximum: .percent(2.5))
    try DeletionGate.check(many, allowed: 25, maximum: .rows(3))
    for limit in [RowLimit.rows(24), .rows(0), .percent(2.4), .percent(0)] {
      let error = #expect(throws: RolloutError.self) {
        try DeletionGate.check(many, allowed: nil, maximum: limit)
      }
      #expect(error?.code == .deletionsNotAllowed && error?.remedies.first?.subject == "25")
    }
    try DeletionGate.check(counts(users: 0, lookedAt: 0), allowed: nil, maximum: .rows(0))
  }

  @Test(
    "holds up more than ten users, more than a third of the licences, and a number other than the plan's",
    arguments: [
      (11, 0, 0, 1000, nil, 11), (1, 11, 0, 30, nil, 1), (0, 0, 2, 5, nil, 2), (11, 0, 0, 1000, 12, 11),
      (11, 0, 0, 1000, 10, 11), (3, 0, 0, 1000, 4, 3),
    ] as [(Int, Int, Int, Int, Int?, Int)])
  func refuses(users: Int, taken: Int, removed: Int, lookedAt: Int, allowed: Int?, number: Int) {
    let error = #expect(throws: RolloutError.self) {
      try DeletionGate.check(
        counts(users: users, taken: taken, removed: removed, lookedAt: lookedAt), allowed: allowed)
    }
    #expect(error?.code == .deletionsNotAllowed)
    #expect(
      error?.remedies.map(\.action) == [.allowDeletions] && error?.remedies.first?.subject == "\(number)")
  }
}
