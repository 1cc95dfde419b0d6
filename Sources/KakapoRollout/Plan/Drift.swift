public import KakapoProvision

/// A difference between a row and what the portal shows of its user.
///
/// The service shows licences only: resellers, groups and names may differ unseen.
public struct Drift: Sendable, Hashable, CustomStringConvertible {
  /// The kinds of differences.
  public enum Kind: Sendable, Hashable {
    /// The user is to be present, and does not exist.
    case userMissing
    /// The user is to be absent, and exists with these licences.
    case userThere([LicensePair])
    /// The user lacks licences of its row, or holds others, or both.
    case licenses(missing: [License], unexpected: [LicensePair])
    /// It isn't certain which licences the user holds.
    case uncertain(reason: String)
  }

  /// The row.
  public let row: UserRow
  /// The difference.
  public let kind: Kind

  /// The difference in words, without the row.
  public var words: String {
    func list(_ licenses: [String]) -> String { licenses.joined(separator: ", ") }
    switch kind {
    case .userMissing: return "does not exist"
    case .userThere(let pairs):
      return "exists, although the file says absent"
        + (pairs.isEmpty ? "" : ", and holds \(list(pairs.map(\.text)))")
    case .licenses(let missing, let unexpected):
      return [
        missing.isEmpty ? nil : "lacks \(list(missing.map(\.text)))",
        unexpected.isEmpty ? nil : "holds \(list(unexpected.map(\.text))), not in the file",
      ].compactMap(\.self).joined(separator: "; ")
    case .uncertain(let reason): return "its licences aren't certain: \(reason)"
    }
  }

  /// The row and the difference, in one line.
  public var description: String { "row \(row.number)  \(row.broadworksUserId): \(words)" }
}

extension PlannedRow {
  /// How the portal differs from the row; `nil` if it does not, or if the planner did not ask.
  public var drift: Drift? {
    switch (row.state, reading) {
    case (_, nil), (.absent, .absent?): return nil
    case (.present, .absent?): return Drift(row: row, kind: .userMissing)
    case (.absent, .holding(let pairs)?): return Drift(row: row, kind: .userThere(pairs))
    case (_, .uncertain(_, let reason)?): return Drift(row: row, kind: .uncertain(reason: reason))
    case (.present, .holding(let pairs)?):
      let held = Set(pairs.compactMap(License.init))
      let missing = row.licenses.filter { !held.contains($0) }
      let unexpected = pairs.filter { pair in License(pair).map { !row.licenses.contains($0) } ?? true }
      guard !missing.isEmpty || !unexpected.isEmpty else { return nil }
      return Drift(row: row, kind: .licenses(missing: missing, unexpected: unexpected))
    }
  }
}

extension RolloutPlan {
  /// How the portal differs from the rows; complete if the planner read every user.
  public var drift: [Drift] { rows.compactMap(\.drift) }

  /// Writes the rows with the licences and the state that the portal showed, as a table like the input.
  ///
  /// A licence that isn't in the vendor's table is written as well. Rows that the planner did not read stay as they are.
  ///
  /// - Parameters:
  ///   - path: The file; it is replaced if it exists.
  ///   - format: The format of the input. A column for licences or state is added if it lacks one
  ///     that is needed.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func writeState(to path: String, format: InputFormat) throws(RolloutError) {
    // Columns that say nothing would make every line differ from the input's.
    var needed: Set<String> = []
    for reading in rows.compactMap(\.reading) {
      if reading == .absent { needed.insert("state") }
      if !reading.pairs.isEmpty { needed.insert("licenses") }
    }
    let format = format.adding(needed)
    let writer = try TableWriter(
      path: path, format: format, name: "export", header: TableWriter.table(format).columns.map(\.header))
    for planned in rows {
      var row = planned.row
      let pairs = planned.reading?.pairs ?? row.licenses.map(\.pair)
      if let reading = planned.reading { row.state = reading == .absent ? .absent : .present }
      let licenses = LicenseList.text(of: pairs.compactMap(License.init))
      // A name from the portal may look like a formula.
      let others = pairs.filter { License($0) == nil }.map { FormulaGuard.guarded($0.text) }
      let text = ([licenses] + others).filter { !$0.isEmpty }.joined(separator: ";")
      try writer.write(writer.format.columns.map { $0.name == "licenses" ? text : $0.value(in: row) })
    }
    try writer.close()
  }
}
