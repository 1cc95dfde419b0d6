/// Stops a plan with many deletions until the caller gives their number.
///
/// A plan that deletes more than ten users, or more than a third of the licences that the portal showed, needs the
/// exact number of deletions.
public enum DeletionGate {
  /// The number of users that a plan may delete without a confirmation.
  public static let users = 10

  /// Refuses a plan with more deletions than allowed.
  ///
  /// - Parameters:
  ///   - counts: The plan's counts.
  ///   - allowed: The number of deletions that the caller allows, if any.
  ///   - maximum: A limit for every plan, set once: no plan may have more deletions, and those with fewer need no
  ///     number. A percentage is of the plan's rows. `nil`, the default, sets none.
  /// - Throws: ``RolloutError`` of code `deletionsNotAllowed`, whose remedy names the number.
  public static func check(
    _ counts: RolloutPlan.Counts, allowed: Int?, maximum: RowLimit? = nil
  ) throws(RolloutError) {
    guard counts.deletions > 0 else { return }
    if allowed == nil, let maximum {
      let limit = maximum.count(of: counts.rows)
      guard counts.deletions > limit else { return }
      throw RolloutError(
        .deletionsNotAllowed,
        "The plan has \(counts.deletions) deletions, but the limit for every plan is \(limit).",
        remedies: [.allowDeletions(counts.deletions)])
    }
    if let allowed, allowed != counts.deletions {
      throw RolloutError(
        .deletionsNotAllowed,
        "The plan has \(counts.deletions) deletions, but the number allowed is \(allowed).",
        remedies: [.allowDeletions(counts.deletions)])
    }
    guard allowed == nil, isMuch(counts) else { return }
    throw RolloutError(
      .deletionsNotAllowed,
      "The plan deletes \(counts.deletedUsers) users and removes \(counts.licensesGone) of the "
        + "\(counts.licensesLookedAt) licences looked at. To delete more than \(users) users, or more than a "
        + "third of the licences, you must give the number of deletions.",
      remedies: [.allowDeletions(counts.deletions)])
  }

  private static func isMuch(_ counts: RolloutPlan.Counts) -> Bool {
    counts.deletedUsers > users || counts.licensesGone * 3 > counts.licensesLookedAt
  }
}

/// A number of rows, or a share of them.
public enum RowLimit: Sendable, Hashable {
  /// A number of rows.
  case rows(Int)
  /// A percentage of the plan's rows.
  case percent(Double)

  /// The number for so many rows.
  func count(of rows: Int) -> Int {
    switch self {
    case .rows(let count): count
    case .percent(let percent): percent >= 0 && percent <= 100 ? Int(Double(rows) * percent / 100) : rows
    }
  }
}
