import KakapoProvision

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
