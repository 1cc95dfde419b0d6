import KakapoProvision

/// What a rollout will do, row by row.
///
/// A plan is a value: it can be looked at, compared, saved and applied later. It holds no secret.
public struct RolloutPlan: Sendable, Hashable {
  /// The endpoint that it was made for.
  public let endpoint: String
  /// A digest of the input's rows, the same for the same table in any spelling of the file.
  public let inputDigest: String
  /// A digest of what the portal said while the plan was made; `nil` when it was not asked.
  public let readDigest: String?
  /// Whether licences that are held but not in the input go.
  public let isPruning: Bool
  /// What is done for each row, in the order of the input.
  public let rows: [PlannedRow]
}

extension RolloutPlan {
  /// What a plan comes to, in numbers.
  public struct Counts: Sendable, Hashable {
    /// The rows.
    public var rows = 0
    /// The rows for which there is nothing to do.
    public var unchangedRows = 0
    /// The users to delete who aren't, because what they hold isn't certain.
    public var heldUpRows = 0
    /// The users that are set up, or seen to be set up.
    public var addedUsers = 0
    /// The licences that are assigned, or seen to be assigned.
    public var addedLicenses = 0
    /// The licences that are taken away from users who stay.
    public var removedLicenses = 0
    /// The users that are deleted.
    public var deletedUsers = 0
    /// The licences that go with deleted users.
    public var licensesTakenAlong = 0
    /// The licences that were found with the users the portal was asked for.
    public var licensesLookedAt = 0

    /// Makes counts of nothing.
    public init() {}

    /// The calls that change something.
    public var calls: Int { addedUsers + addedLicenses + deletions }
    /// The calls that take something away: the number that ``DeletionGate`` has to be given.
    public var deletions: Int { removedLicenses + deletedUsers }
    /// The licences that are taken away, those of deleted users included.
    public var licensesGone: Int { removedLicenses + licensesTakenAlong }
  }

  /// Whether the plan makes no call, and leaves nothing undone that a row asks for.
  public var isEmpty: Bool { rows.allSatisfy { $0.steps.isEmpty && !$0.isHeldUp } }

  /// What the plan leaves alone, a line for each row that has a ``PlannedRow/note``.
  public var notes: [String] {
    rows.compactMap { planned in
      planned.note.map { "row \(planned.row.number)  \(planned.row.broadworksUserId) \($0)" }
    }
  }

  /// What the plan comes to, in numbers.
  public var counts: Counts {
    var counts = Counts()
    counts.rows = rows.count
    for row in rows {
      if row.isHeldUp { counts.heldUpRows += 1 } else if row.steps.isEmpty { counts.unchangedRows += 1 }
      counts.licensesLookedAt += row.reading?.pairs.count ?? 0
      counts.licensesTakenAlong += row.licensesTakenAlong.count
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

/// A kind of licence at a system provider: what is given back may serve another user there.
///
/// From which pool a licence comes, and whether it is empty, the service does not show.
struct PooledLicense: Hashable {
  let serverHostName: String
  let license: License
}

extension PlannedRow {
  /// The licence that a step assigns; `nil` when it assigns none.
  func pooled(_ step: RolloutStep) -> PooledLicense? {
    guard case .addLicense(let license) = step else { return nil }
    return PooledLicense(serverHostName: row.serverHostName, license: license)
  }
}

extension RolloutPlan {
  /// How many licences of each kind the plan gives back.
  ///
  /// - Parameter isOpen: Whether a step of a row counts.
  /// - Returns: The numbers.
  func givenBack(where isOpen: (_ row: Int, _ step: Int) -> Bool = { _, _ in true }) -> [PooledLicense: Int] {
    var numbers: [PooledLicense: Int] = [:]
    for (row, planned) in rows.enumerated() {
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
