/// Something that happened in a run.
///
/// New cases may be added in any release, so a `switch` needs a `default`.
public enum RolloutEvent: Sendable {
  /// The run begins; its counts are those of the runs before, when it is resumed.
  case began(RolloutProgress)
  /// A call ended.
  case call(RolloutCallResult)
  /// A row ended.
  case row(RowResult, RolloutProgress)
  /// The number of calls that may be in flight changed.
  case concurrency(Int, reason: String)
  /// No call is made for this long: the portal asked for it with Retry-After.
  case paused(Duration)
  /// The run stops: what is in flight is waited for, nothing new is begun.
  case stopping(RolloutSummary.Ending)
  /// The run has ended. The last event.
  case ended(RolloutSummary)
}
