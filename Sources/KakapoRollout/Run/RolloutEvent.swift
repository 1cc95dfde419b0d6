import Support

/// Something that happened in a run.
///
/// New cases may be added in any release, so a `switch` needs a `default`.
public enum RolloutEvent: Sendable {
  /// The run begins; the counts of a resumed run include the earlier runs.
  case began(RolloutProgress)
  /// A call ended.
  case call(RolloutCallResult)
  /// A row ended.
  case row(RowResult, RolloutProgress)
  /// The maximum number of calls in flight changed.
  case concurrency(Int, reason: String)
  /// No call begins for this long, because the portal sent Retry-After.
  case paused(Duration)
  /// The run stops: it waits for the calls in flight and begins no further step.
  case stopping(RolloutSummary.Ending)
  /// The run has ended; this is the last event.
  case ended(RolloutSummary)
}

/// The progress of a run.
public struct RolloutProgress: Sendable, Hashable {
  /// The rows of the plan.
  public var total: Int
  /// The rows that are done, including those of the earlier runs that this run resumes.
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

  /// Makes a count with no ended rows.
  ///
  /// - Parameter total: The rows of the plan.
  public init(total: Int) { self.total = total }
}

/// Passes events from many tasks to one, in the order in which they were added.
final class EventBuffer: Sendable {
  private struct State {
    var events: [RolloutEvent] = []
    var consumers: [CheckedContinuation<RolloutEvent?, Never>] = []
    var producers: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
  }

  private static let limit = 1024
  private let state = Locked(State())

  /// Adds an event without waiting, so that the holder of the reported state can add it before the state
  /// changes.
  func add(_ event: RolloutEvent) {
    let consumer: CheckedContinuation<RolloutEvent?, Never>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      guard state.consumers.isEmpty else { return state.consumers.removeFirst() }
      state.events.append(event)
      return nil
    }
    consumer?.resume(returning: event)
  }

  /// Waits while too many events have not been taken.
  func waitForRoom() async {
    await withCheckedContinuation { continuation in
      let hasRoom = state.withLock { state in
        guard !state.isClosed, state.events.count >= EventBuffer.limit else { return true }
        state.producers.append(continuation)
        return false
      }
      if hasRoom { continuation.resume() }
    }
  }

  /// The next event; `nil` after the last.
  func next() async -> RolloutEvent? {
    await withCheckedContinuation { continuation in
      let (event, isReady, producers) = state.withLock { state in
        guard !state.events.isEmpty else {
          if state.isClosed { return (nil as RolloutEvent?, true, [] as [CheckedContinuation<Void, Never>]) }
          state.consumers.append(continuation)
          return (nil, false, [])
        }
        let event = state.events.removeFirst()
        guard state.events.count < EventBuffer.limit / 2 else { return (event, true, []) }
        defer { state.producers = [] }
        return (event, true, state.producers)
      }
      for producer in producers { producer.resume() }
      if isReady { continuation.resume(returning: event) }
    }
  }

  /// Ends the sequence after the events that were added.
  func close() {
    let (consumers, producers) = state.withLock { state in
      state.isClosed = true
      defer {
        state.consumers = []
        state.producers = []
      }
      return (state.consumers, state.producers)
    }
    for consumer in consumers { consumer.resume(returning: nil) }
    for producer in producers { producer.resume() }
  }
}
