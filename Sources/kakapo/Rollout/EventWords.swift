import KakapoRollout

/// What is said of a run beside its progress.
enum EventWords {
  static func beginning(_ progress: RolloutProgress) -> String {
    let total = PlainNumber.text(progress.total, "row")
    if progress.endedBefore > 0 {
      return "\(PlainNumber.text(progress.ended)) of \(total) have ended already, "
        + "\(PlainNumber.text(progress.left)) to go"
    }
    return progress.ended == 0 ? "\(total) to go" : "\(PlainNumber.text(progress.left)) of \(total) to go"
  }

  static func refusal(_ result: RowResult, _ failure: RowFailure) -> String {
    "row \(result.row.number), \(result.row.broadworksUserId): \(failure.step): \(failure.code): \(failure.reason)"
  }

  static func concurrency(_ number: Int, _ reason: String) -> String {
    "\(PlainNumber.text(number, "call")) in flight from now on: \(reason)"
  }

  static func pause(_ duration: Duration) -> String {
    "the portal asks not to be called for \(PlainNumber.text(duration))"
  }

  static func stopping(_ ending: RolloutSummary.Ending, howToResume: String) -> String {
    let wait = "The calls in flight are waited for, and nothing new is begun."
    guard case .interrupted = ending else { return "\(ending.words ?? "Stopping"). \(wait)" }
    return
      "Interrupted. \(wait) A second Ctrl-C ends at once; what came of the calls in flight is then found out "
      + "when you go on: \(howToResume)"
  }

  static func ending(_ summary: RolloutSummary, howToResume: String) -> String {
    let retried = summary.progress.retried
    let effort =
      "\(PlainNumber.text(summary.calls, "call")) in \(PlainNumber.text(summary.duration))"
      + (retried > 0 ? ", \(PlainNumber.text(retried)) retried" : "")
    return ([summary.headline, "(\(effort))"] + summary.advice).joined(separator: " ")
      + (summary.notTried > 0 ? " To go on: \(howToResume)" : "")
  }
}
