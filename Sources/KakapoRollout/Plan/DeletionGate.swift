/// Holds up a plan that deletes much, until somebody has named the number.
///
/// More than ten users, or more than a third of the licences that were looked at, need the plan's exact
/// number of deletions.
public enum DeletionGate {
  /// The most users that are deleted without a word.
  public static let users = 10

  /// Refuses a plan that deletes more than may be.
  ///
  /// - Parameters:
  ///   - counts: What the plan comes to.
  ///   - allowed: The number of deletions that the caller named, if any.
  /// - Throws: ``RolloutError`` of code `deletionsNotAllowed`, whose remedy names the number.
  public static func check(_ counts: RolloutPlan.Counts, allowed: Int?) throws(RolloutError) {
    guard counts.deletions > 0 else { return }
    if let allowed, allowed != counts.deletions {
      throw RolloutError(
        .deletionsNotAllowed,
        "The plan has \(counts.deletions) deletions, and \(allowed) were allowed.",
        remedies: [.allowDeletions(counts.deletions)])
    }
    guard allowed == nil, isMuch(counts) else { return }
    throw RolloutError(
      .deletionsNotAllowed,
      "The plan deletes \(counts.deletedUsers) users and takes \(counts.licensesGone) of "
        + "\(counts.licensesLookedAt) licences away that were looked at; more than \(users) users, or more than a "
        + "third of the licences, are not deleted without a word.",
      remedies: [.allowDeletions(counts.deletions)])
  }

  private static func isMuch(_ counts: RolloutPlan.Counts) -> Bool {
    counts.deletedUsers > users || counts.licensesGone * 3 > counts.licensesLookedAt
  }
}
