import KakapoProvision

/// The changes of a rollout, row by row.
///
/// A plan is a value: you can print, compare, save and apply it later. It holds no secret.
public struct RolloutPlan: Sendable, Hashable {
  /// The endpoint of the plan.
  public let endpoint: String
  /// A digest of the input's rows, which does not depend on the form of the file.
  public let inputDigest: String
  /// A digest of the portal's answers while the plan was made; `nil` if the planner did not ask.
  public let readDigest: String?
  /// Whether the plan removes licences that users hold but that aren't in the input.
  public let isPruning: Bool
  /// The plan for each row, in the order of the input.
  public let rows: [PlannedRow]
}

extension RolloutPlan {
  /// The size of a plan, in numbers.
  public struct Counts: Sendable, Hashable {
    /// The rows.
    public var rows = 0
    /// The rows without any change.
    public var unchangedRows = 0
    /// The users that aren't deleted because their licences are uncertain.
    public var heldUpRows = 0
    /// The users that the plan sets up; some may already exist.
    public var addedUsers = 0
    /// The licences that the plan assigns; some may already be assigned.
    public var addedLicenses = 0
    /// The licences that the plan removes from users that stay.
    public var removedLicenses = 0
    /// The users that the plan deletes, including those that it sets up again.
    public var deletedUsers = 0
    /// The users that the plan deletes and sets up again in another reseller or group.
    public var recreatedUsers = 0
    /// The licences that deleted users lose.
    public var licensesTakenAlong = 0
    /// The licences of the users that were read.
    public var licensesLookedAt = 0

    /// Makes counts of zero.
    public init() {}

    /// The calls that change the portal.
    public var calls: Int { addedUsers + addedLicenses + deletions }
    /// The calls that delete a user or remove a licence; ``DeletionGate`` asks for this number.
    public var deletions: Int { removedLicenses + deletedUsers }
    /// The licences that the plan removes, including those of deleted users.
    public var licensesGone: Int { removedLicenses + licensesTakenAlong }
  }

  /// Whether the plan makes no call and fulfils every row.
  public var isEmpty: Bool { rows.allSatisfy { $0.steps.isEmpty && !$0.isHeldUp } }

  /// What the plan does not change: one line for each row that has a ``PlannedRow/note``.
  public var notes: [String] {
    rows.compactMap { planned in
      planned.note.map { "row \(planned.row.number)  \(planned.row.broadworksUserId) \($0)" }
    }
  }

  /// The size of the plan, in numbers.
  public var counts: Counts {
    var counts = Counts()
    counts.rows = rows.count
    for row in rows {
      if row.isHeldUp { counts.heldUpRows += 1 } else if row.steps.isEmpty { counts.unchangedRows += 1 }
      counts.licensesLookedAt += row.reading?.pairs.count ?? 0
      counts.licensesTakenAlong += row.licensesTakenAlong.count
      if row.isRecreated { counts.recreatedUsers += 1 }
      for step in row.steps {
        switch step {
        case .addUser: counts.addedUsers += 1
        case .addLicense: counts.addedLicenses += 1
        case .removeLicense: counts.removedLicenses += 1
        case .deleteUser: counts.deletedUsers += 1
        }
      }
    }
    return counts
  }
}

/// A kind of licence at a system provider: another user there may get a licence that is given back.
///
/// The service does not show the pool of a licence, nor whether it is empty.
struct PooledLicense: Hashable {
  let serverHostName: String
  let license: License
}

extension PlannedRow {
  /// The licence that a step assigns; `nil` for another step.
  func pooled(_ step: RolloutStep) -> PooledLicense? {
    guard case .addLicense(let license) = step else { return nil }
    return PooledLicense(serverHostName: row.serverHostName, license: license)
  }
}

extension RolloutPlan {
  /// The number of licences of each kind that the plan gives back.
  ///
  /// Those of a user that is set up again do not count, because it takes them again.
  ///
  /// - Parameter isOpen: Whether to count a step of a row.
  /// - Returns: The numbers.
  func givenBack(where isOpen: (_ row: Int, _ step: Int) -> Bool = { _, _ in true }) -> [PooledLicense: Int] {
    var numbers: [PooledLicense: Int] = [:]
    for (row, planned) in rows.enumerated() where !planned.isRecreated {
      for (index, step) in planned.steps.enumerated() where step.isDeletion && isOpen(row, index) {
        let licenses = step.license.map { [$0] } ?? planned.licensesTakenAlong.compactMap(License.init)
        for license in licenses {
          numbers[PooledLicense(serverHostName: planned.row.serverHostName, license: license), default: 0] +=
            1
        }
      }
    }
    return numbers
  }

  /// Whether the plan assigns licences of a kind that it also gives back.
  package var reusesLicenses: Bool {
    let givenBack = givenBack()
    guard !givenBack.isEmpty else { return false }
    return rows.contains { row in row.steps.contains { row.pooled($0).map { givenBack[$0] != nil } ?? false }
    }
  }
}
