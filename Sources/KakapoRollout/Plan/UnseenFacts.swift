import Support

/// The facts that a comparing plan cannot check.
///
/// The service shows the licences of a user, but not the reseller, the group and the names.
package struct UnseenFacts {
  /// A user whose row differs from the row of an earlier run.
  package struct Change {
    /// The row now.
    package let row: UserRow
    /// The difference, for example `group "London" then and "Paris" now`.
    package let words: String
  }

  /// The number of users that already exist and aren't set up again.
  package let users: Int
  /// The users among them whose rows have changed.
  package let changes: [Change]

  /// Compares a plan with an earlier run.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - earlier: The rows of the last finished run, if known; called only when needed.
  package init(_ plan: RolloutPlan, earlier: () -> [UserRow]?) {
    let rows = plan.rows.lazy.filter { planned in
      if case .holding? = planned.reading { planned.row.state == .present } else { false }
    }.map(\.row)
    users = rows.count
    guard users > 0, let earlier = earlier() else {
      changes = []
      return
    }
    let known = Dictionary(
      earlier.filter { $0.state == .present }.map { (UnseenFacts.key($0), $0) }, uniquingKeysWith: { $1 })
    changes = rows.compactMap { row in
      guard let then = known[UnseenFacts.key(row)] else { return nil }
      let words = UnseenFacts.differences(then, row)
      return words.isEmpty ? nil : Change(row: row, words: words.joined(separator: "; "))
    }
  }

  private static func key(_ row: UserRow) -> ExactText {
    ExactText(value: "\(row.serverHostName)\u{1F}\(row.broadworksUserId)")
  }

  private static func differences(_ then: UserRow, _ now: UserRow) -> [String] {
    let facts: [(String, String, String)] = [
      ("reseller", then.resellerId, now.resellerId), ("group", then.groupId, now.groupId),
      ("name", then.userName, now.userName),
      ("reseller name", then.resellerName ?? "", now.resellerName ?? ""),
      ("group name", then.groupName ?? "", now.groupName ?? ""),
    ]
    return facts.filter { !$1.hasSameBytes(as: $2) }.map { "\($0) changed from \"\($1)\" to \"\($2)\"" }
  }
}
