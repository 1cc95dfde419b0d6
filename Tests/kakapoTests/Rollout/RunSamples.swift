import KakapoProvision

@testable import KakapoRollout

/// Events of runs, in the form the engine reports them.
enum RunSamples {
  static func progress(
    _ total: Int, done: Int = 0, refused: Int = 0, retried: Int = 0, before: Int = 0
  ) -> RolloutProgress {
    var progress = RolloutProgress(total: total)
    progress.done = done
    progress.refused = refused
    progress.retried = retried
    progress.endedBefore = before
    return progress
  }

  static func done(_ progress: RolloutProgress) -> RolloutEvent { .row(result(2, .done), progress) }

  static func refused(
    _ number: Int, _ progress: RolloutProgress, user: String = "jane@example.com", code: String = "rejected",
    reason: String = "No licences are left."
  ) -> RolloutEvent {
    .row(refusal(number, user: user, code: code, reason: reason), progress)
  }

  static func refusal(
    _ number: Int, user: String = "jane@example.com", code: String = "rejected",
    reason: String = "No licences are left."
  ) -> RowResult {
    result(
      number, .refused(RowFailure(step: "AddUserLicense UnityDesktop/Pro", code: code, reason: reason)),
      user: user)
  }

  static func result(_ number: Int, _ outcome: RowResult.Outcome, user: String = "jane@example.com")
    -> RowResult
  {
    RowResult(
      index: 0, row: UserRow(number: number, serverHostName: "sp.example.com", broadworksUserId: user),
      outcome: outcome)
  }

  static func call(_ outcome: RolloutCallResult.Outcome) -> RolloutEvent {
    .call(
      RolloutCallResult(
        call: RolloutCall(row: 7, broadworksUserId: "jane@example.com", purpose: .step(.addUser), attempt: 2),
        start: .seconds(1), duration: .milliseconds(250), outcome: outcome))
  }

  static let lost = ProvisionError(
    .connectionLost, delivery: .mayHaveApplied, operation: "AddUserWithHierarchy",
    reason: "the connection was lost")

  static func error(_ code: ProvisionError.Code, _ delivery: Delivery) -> ProvisionError {
    ProvisionError(code, delivery: delivery, operation: "AddUserLicense", reason: "it failed")
  }

  static func summary(
    _ ending: RolloutSummary.Ending, _ progress: RolloutProgress, failures: [RowResult] = []
  ) -> RolloutSummary {
    RolloutSummary(
      ending: ending, progress: progress, calls: 40, duration: .seconds(200), failures: failures, retries: [])
  }
}
