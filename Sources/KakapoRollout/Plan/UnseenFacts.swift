/// The facts that a comparing plan cannot check.
///
/// The service shows the licences of a user, but not the reseller, the group and the names.
package struct UnseenFacts {
  /// The number of users that already exist and aren't set up again.
  package let users: Int
  /// The users among them whose rows have changed.
  package let changes: [UserChanges.Change]

  /// Compares a plan with an earlier run.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - earlier: The rows of the last finished run, if known; called only when needed.
  package init(_ plan: RolloutPlan, earlier: () -> [UserRow]?) {
    let rows = plan.rows.lazy.filter { planned in
      if case .holding? = planned.reading, !planned.steps.contains(.addUser) {
        planned.row.state == .present
      } else {
        false
      }
    }.map(\.row)
    users = rows.count
    // A comparison that the plan is made from has its own words.
    guard users > 0, !rows.contains(where: { $0.change != nil }), let earlier = earlier() else {
      changes = []
      return
    }
    changes = UserChanges(from: earlier.filter { $0.state == .present }, to: Array(rows)).changed
  }
}
