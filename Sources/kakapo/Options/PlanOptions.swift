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
