public import KakapoProvision
import Support

/// The plan for one row.
public struct PlannedRow: Sendable, Hashable {
  /// The portal's answer about a user while the plan was made.
  public enum Reading: Sendable, Hashable {
    /// The user does not exist.
    case absent
    /// The user exists and holds these licences, sorted; some may be unknown to this package.
    case holding([LicensePair])
    /// The user exists and seems to hold these licences, but the answer may mean more licences, or others.
    case uncertain([LicensePair], reason: String)

    /// The licences; empty if the user does not exist.
    var pairs: [LicensePair] {
      switch self {
      case .absent: []
      case .holding(let pairs), .uncertain(let pairs, _): pairs
      }
    }

    /// The licences in words: their names, `no licence` or `no such user`.
    package var words: String {
      switch self {
      case .absent: "no such user"
      case .holding(let pairs): pairs.isEmpty ? "no licence" : pairs.map(\.text).joined(separator: ", ")
      case .uncertain(let pairs, let reason):
        (pairs.map(\.text) + ["something uncertain (\(reason))"]).joined(separator: ", ")
      }
    }
  }

  /// The row.
  public let row: UserRow
  /// The portal's answer, or `nil` if the planner did not ask because nothing depends on it.
  public let reading: Reading?
  /// The calls, in the order of the run.
  public let steps: [RolloutStep]

  /// The licences that the user loses with its deletion; empty if the plan does not delete the user.
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
  ///   - reading: The portal's answer about the user, if the planner asked.
  ///   - isPruning: Whether the plan removes licences that the user holds but that aren't in the row.
  init(_ row: UserRow, reading: Reading?, isPruning: Bool) {
    self.init(
      row: row, reading: reading, steps: PlannedRow.steps(for: row, reading, isPruning: isPruning))
  }

  /// The steps that bring the portal to the state of the row.
  ///
  /// A user that was not read is set up and given all its licences, because both are safe to repeat.
  private static func steps(for row: UserRow, _ reading: Reading?, isPruning: Bool) -> [RolloutStep] {
    switch (row.state, reading) {
    case (.present, .holding(let pairs)) where row.change == .recreated:
      let held = pairs.compactMap(License.init)
      // The deletion takes every licence, and a call cannot give back a pair that this package does not know.
      guard held.count == pairs.count else { return missing(in: row, pairs) }
      return [.deleteUser, .addUser]
        + (row.wantedLicenses + (isPruning ? [] : held)).inTableOrder.map(RolloutStep.addLicense)
    case (.present, .uncertain) where row.isElsewhere:
      return row.wantedLicenses.map(RolloutStep.addLicense)
    case (.absent, .holding): return [.deleteUser]
    // The deletion would take licences that are unknown.
    case (.absent, _): return []
    case (.present, .holding(let pairs)):
      let added = (row.change == .renamed ? [.addUser] : []) + missing(in: row, pairs)
      guard isPruning else { return added }
      // A call cannot name a pair that this package does not know, so the pair stays.
      return added
        + Set(pairs.compactMap(License.init)).subtracting(row.wantedLicenses).inTableOrder
        .map(RolloutStep.removeLicense)
    // It is safe to assign a licence again. A plan removes nothing from a user whose licences are uncertain.
    case (.present, _): return [.addUser] + row.wantedLicenses.map(RolloutStep.addLicense)
    }
  }

  /// The assignments that a user with these licences lacks.
  private static func missing(in row: UserRow, _ pairs: [LicensePair]) -> [RolloutStep] {
    let held = Set(pairs.compactMap(License.init))
    let resembled = PlannedRow.resembled(by: pairs)
    return row.wantedLicenses.filter { !held.contains($0) && !resembled.contains($0.applicationName) }
      .map(RolloutStep.addLicense)
  }

  /// Whether the user is deleted and set up again.
  var isRecreated: Bool { row.change == .recreated && steps.first == .deleteUser }

  /// The applications of which pairs outside of the table may be licences.
  ///
  /// Such a pair may be a licence of the row in another spelling. A sync would assign that licence every night and
  /// never see it.
  private static func resembled(by pairs: [LicensePair]) -> Set<String> {
    Set(pairs.flatMap(\.resembledApplications))
  }

  /// What the plan does not change in this row, for people; `nil` if nothing.
  public var note: String? {
    switch (reading, row.state) {
    case (.uncertain(_, let reason), .absent):
      return "isn't deleted, because its licences aren't certain: \(reason)"
    case (.uncertain(_, let reason), .present) where row.isElsewhere:
      return "stays in its group and keeps the licences it holds, because these aren't certain: \(reason)"
    case (.uncertain(_, let reason), .present):
      return "gets all its licences again and keeps those it holds, because these aren't certain: \(reason)"
    case (.holding(let pairs), .present):
      let unknown = pairs.filter { License($0) == nil }
      guard !unknown.isEmpty else { return nil }
      let resembled = PlannedRow.resembled(by: unknown)
      let unassigned = row.licenses.filter { license in
        resembled.contains(license.applicationName) && !pairs.contains(license.pair)
      }
      return "holds \(unknown.map(\.text).joined(separator: ", ")), which is unknown here and left alone"
        + (row.change == .recreated ? "; so the user stays in its group" : "")
        + (unassigned.isEmpty
          ? ""
          : "; it may be \(unassigned.map(\.text).joined(separator: ", ")), which is therefore not assigned")
    case (.holding, .absent), (.absent, _), (nil, _): return nil
    }
  }

  /// Whether the row asks for a change that the plan does not make.
  var isHeldUp: Bool {
    if case .uncertain? = reading { row.state == .absent } else { false }
  }
}

extension [PlannedRow] {
  /// The digest of what changed since an earlier input; `nil` if no row says so.
  var changesDigest: String? {
    var digest = SHA256()
    var isEmpty = true
    for (index, planned) in enumerated() {
      let row = planned.row
      let change = row.change
      guard change != nil || !row.owedLicenses.isEmpty else { continue }
      isEmpty = false
      let cells =
        [row.serverHostName, row.broadworksUserId, row.resellerId, row.groupId, row.userName]
        + (row.earlier.map { [$0.resellerId, $0.groupId, $0.userName] } ?? [])
      let owed = LicenseList.text(of: row.owedLicenses)
      digest.update("\(index)\u{1F}\(change?.rawValue ?? "")\u{1F}\(owed)\u{1F}")
      digest.update(cells.joined(separator: "\u{1F}") + "\u{1E}")
    }
    return isEmpty ? nil : digest.hexadecimal()
  }

  /// The digest of the portal's answers; `nil` if no user was read.
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
