import SOAP

/// Hands events from many tasks to one, and holds the many up when the one is slow.
final class EventBuffer: Sendable {
  private struct State {
    var events: [RolloutEvent] = []
    var consumers: [CheckedContinuation<RolloutEvent?, Never>] = []
    var producers: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
  }

  private static let limit = 1024
  private let state = Locked(State())

  /// Adds an event; waits while too many are not taken yet.
  func send(_ event: RolloutEvent) async {
    await withCheckedContinuation { continuation in
      let (consumer, isAccepted) = state.withLock { state in
        if state.isClosed { return (nil as CheckedContinuation<RolloutEvent?, Never>?, true) }
        if !state.consumers.isEmpty { return (state.consumers.removeFirst(), true) }
        state.events.append(event)
        guard state.events.count >= EventBuffer.limit else { return (nil, true) }
        state.producers.append(continuation)
        return (nil, false)
      }
      consumer?.resume(returning: event)
      if isAccepted { continuation.resume() }
    }
  }

  /// The next event; `nil` when there will be none.
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

  /// Ends the sequence behind the events that were sent.
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
