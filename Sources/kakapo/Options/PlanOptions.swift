import ArgumentParser
import KakapoRollout

/// The goal of a rollout.
struct PlanOptions: ParsableArguments {
  @Flag(
    name: .customLong("prune"), help: "Take away licences that are held but not in the row. Reads every user."
  )
  var isPruning = false

  @Flag(
    name: .customLong("compare"),
    help: "Read every user, and plan only what is missing. (default: what is safe to repeat isn't read)")
  var isComparing = false

  @Option(
    name: .customLong("allow-deletes"),
    help: ArgumentHelp(
      "Allow exactly this many deletions; needed for more than \(DeletionGate.users) users or more than a third "
        + "of the licences looked at.", valueName: "N"))
  var allowedDeletions: Int?

  @Option(
    name: .customLong("max-deletions"),
    help: ArgumentHelp(
      "Refuse plans with more deletions than this, and let plans with fewer pass without --allow-deletes; a "
        + "percentage is of the rows. For jobs that run every night.", valueName: "N|N%"))
  var maximumDeletions: RowLimit?

  /// Whether the caller set a limit of deletions.
  var limitsDeletions: Bool { allowedDeletions != nil || maximumDeletions != nil }

  /// Checks the number of a plan's deletions.
  ///
  /// - Returns: The number of deletions to allow, if a limit allows it.
  /// - Throws: ``RolloutError`` of code `deletionsNotAllowed`.
  @discardableResult
  func check(_ counts: RolloutPlan.Counts) throws(RolloutError) -> Int? {
    try DeletionGate.check(counts, allowed: allowedDeletions, maximum: maximumDeletions)
    return allowedDeletions ?? (maximumDeletions == nil ? nil : counts.deletions)
  }

  func validate() throws {
    guard allowedDeletions ?? 0 >= 0 else {
      throw ValidationError("--allow-deletes takes a number, 0 or more: the plan's number of deletions.")
    }
  }

  func plannerOptions(_ pace: Pace) -> Planner.Options {
    var options = Planner.Options()
    options.isPruning = isPruning
    options.isComparing = isComparing
    options.pace = pace
    return options
  }
}

/// Which problems of a rollout are listed, and whether warnings are errors.
struct ListingOptions: ParsableArguments {
  @Flag(
    name: .customLong("all"),
    help:
      "List every problem, warning and refused row. (default: equal ones are listed once, with their number)")
  var listsAll = false

  @Flag(
    name: .customLong("warnings-as-errors"),
    help: "Change nothing, and end with 64, if the plan has warnings, such as a group that looks misspelled.")
  var warningsAreErrors = false

  /// Why a plan is refused for its warnings; `nil` if it isn't.
  func refusal(of plan: RolloutPlan) -> String? {
    let count = warningsAreErrors ? plan.overview.warnings.count : 0
    guard count > 0 else { return nil }
    return "\(PlainNumber.text(count, "warning")) \(count == 1 ? "counts" : "count") as "
      + "\(count == 1 ? "an error" : "errors") (--warnings-as-errors). Nothing was changed."
  }
}
