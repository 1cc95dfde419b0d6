public import KakapoProvision
import Support

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

extension PlannedRow {
  /// Plans a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - reading: What the portal said of the user, if it was asked.
  ///   - isPruning: Whether licences that are held but not in the row go.
  init(_ row: UserRow, reading: Reading?, isPruning: Bool) {
    self.init(
      row: row, reading: reading, steps: PlannedRow.steps(for: row, reading, isPruning: isPruning))
  }

  /// What makes the portal as the row wants it.
  ///
  /// A user that was not read is set up and given all its licences: both are safe to repeat.
  private static func steps(for row: UserRow, _ reading: Reading?, isPruning: Bool) -> [RolloutStep] {
    switch (row.state, reading) {
    case (.absent, .holding): return [.deleteUser]
    // What would go along can't be named.
    case (.absent, _): return []
    case (.present, .holding(let pairs)):
      let held = Set(pairs.compactMap(License.init))
      let resembled = PlannedRow.resembled(by: pairs)
      let missing = row.licenses.filter { !held.contains($0) && !resembled.contains($0.applicationName) }
        .map(RolloutStep.addLicense)
      guard isPruning else { return missing }
      // A pair that this package does not know cannot be named in a call, and stays.
      return missing + held.subtracting(row.licenses).inTableOrder.map(RolloutStep.removeLicense)
    // To assign what is held already is safe, and nothing is taken away where it isn't certain what is held.
    case (.present, _): return [.addUser] + row.licenses.map(RolloutStep.addLicense)
    }
  }

  /// The applications whose licences held pairs may be that aren't in the table.
  ///
  /// Such a pair may be a licence of the row in another spelling: assigned each night, it would never be seen.
  private static func resembled(by pairs: [LicensePair]) -> Set<String> {
    Set(pairs.flatMap(\.resembledApplications))
  }

  /// What the plan leaves alone in this row, for people; `nil` if nothing.
  public var note: String? {
    switch (reading, row.state) {
    case (.uncertain(_, let reason), .absent):
      return "isn't deleted, because what it holds isn't certain: \(reason)"
    case (.uncertain(_, let reason), .present):
      return "gets all its licences again and keeps what it holds, because that isn't certain: \(reason)"
    case (.holding(let pairs), .present):
      let unknown = pairs.filter { License($0) == nil }
      guard !unknown.isEmpty else { return nil }
      let resembled = PlannedRow.resembled(by: unknown)
      let unassigned = row.licenses.filter { license in
        resembled.contains(license.applicationName) && !pairs.contains(license.pair)
      }
      return "holds \(unknown.map(\.text).joined(separator: ", ")), not known here, left alone"
        + (unassigned.isEmpty
          ? ""
          : "; it may be \(unassigned.map(\.text).joined(separator: ", ")), not assigned for that reason")
    case (.holding, .absent), (.absent, _), (nil, _): return nil
    }
  }

  /// Whether the row asks for something that the plan doesn't do.
  var isHeldUp: Bool {
    if case .uncertain? = reading { row.state == .absent } else { false }
  }
}

extension [PlannedRow] {
  /// The digest of what the portal said of the users that were read; `nil` when none was.
  var readingsDigest: String? {
    var digest = SHA256()
    var isEmpty = true
    for planned in self {
      guard let reading = planned.reading else { continue }
      isEmpty = false
      digest.update("\(planned.row.serverHostName)\u{1F}\(planned.row.broadworksUserId)\u{1F}")
      switch reading {
      case .absent: digest.update("-")
      case .holding(let pairs), .uncertain(let pairs, _):
        for pair in pairs { digest.update("\(pair.applicationName)\u{1D}\(pair.licenseType)\u{1F}") }
        if case .uncertain(_, let reason) = reading { digest.update("?\(reason)") }
      }
      digest.update("\u{1E}")
    }
    return isEmpty ? nil : digest.hexadecimal()
  }
}
