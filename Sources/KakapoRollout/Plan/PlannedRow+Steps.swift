import KakapoProvision

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
    case (.absent, _): return []
    case (.present, .holding(let pairs)):
      let held = Set(pairs.compactMap(License.init))
      let missing = row.licenses.filter { !held.contains($0) }.map(RolloutStep.addLicense)
      guard isPruning else { return missing }
      // A pair that this package does not know cannot be named in a call, and stays.
      return missing + held.subtracting(row.licenses).inTableOrder.map(RolloutStep.removeLicense)
    case (.present, _): return [.addUser] + row.licenses.map(RolloutStep.addLicense)
    }
  }
}
