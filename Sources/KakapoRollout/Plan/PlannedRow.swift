public import KakapoProvision

/// What a plan does for one row.
public struct PlannedRow: Sendable, Hashable {
  /// What the portal said of a user while the plan was made.
  public enum Reading: Sendable, Hashable {
    /// The user is not there.
    case absent
    /// The user is there and holds these, sorted; some may be unknown to this package.
    case holding([LicensePair])
    /// The user is there and seems to hold these, but the answer may speak of more licences, or of others.
    case uncertain([LicensePair], reason: String)

    /// The licences; none of a user who is not there.
    var pairs: [LicensePair] {
      switch self {
      case .absent: []
      case .holding(let pairs), .uncertain(let pairs, _): pairs
      }
    }

    /// For people: the licences, `no licence` or `not there`.
    var words: String {
      switch self {
      case .absent: "not there"
      case .holding(let pairs): pairs.isEmpty ? "no licence" : pairs.map(\.text).joined(separator: ", ")
      case .uncertain(let pairs, let reason):
        (pairs.map(\.text) + ["something uncertain (\(reason))"]).joined(separator: ", ")
      }
    }
  }

  /// The row.
  public let row: UserRow
  /// What the portal said, or `nil` when it was not asked, because nothing depends on it.
  public let reading: Reading?
  /// The calls, in the order they are made.
  public let steps: [RolloutStep]

  /// The licences that go when the user is deleted; empty when it is not.
  public var licensesTakenAlong: [LicensePair] {
    steps.contains(.deleteUser) ? reading?.pairs ?? [] : []
  }

  init(row: UserRow, reading: Reading?, steps: [RolloutStep]) {
    self.row = row
    self.reading = reading
    self.steps = steps
  }
}
