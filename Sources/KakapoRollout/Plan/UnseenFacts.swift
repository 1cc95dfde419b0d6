/// What a plan that compares takes for granted: the service shows the licences of a user, and not its reseller, group and
/// names.
package struct UnseenFacts {
  /// A user whose row says something else than that of an earlier run.
  package struct Change {
    /// The row now.
    package let row: UserRow
    /// What differs, as `group "London" then and "Paris" now`.
    package let words: String
  }

  /// How many users are there already, and are not set up again.
  package let users: Int
  /// The users among them whose rows were different.
  package let changes: [Change]

  /// Looks at a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - earlier: The rows of the last run that has ended, if it is known; read only when it is needed.
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
    return facts.filter { !$1.hasSameBytes(as: $2) }.map { "\($0) \"\($1)\" then and \"\($2)\" now" }
  }
}
