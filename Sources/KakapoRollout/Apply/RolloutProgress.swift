/// How far a run has got.
public struct RolloutProgress: Sendable, Hashable {
  /// The rows of the plan.
  public var total: Int
  /// The rows that are done, in this run and those before that it goes on from.
  public var done = 0
  /// The rows that were refused.
  public var refused = 0
  /// The calls that were tried again or read back.
  public var retried = 0
  /// The rows that ended before this run began.
  public var endedBefore = 0

  /// The rows that have ended.
  public var ended: Int { done + refused }
  /// The rows that have not ended.
  public var left: Int { total - ended }

  /// Begins a count.
  ///
  /// - Parameter total: The rows of the plan.
  public init(total: Int) { self.total = total }
}
