import Support

/// Hands events from many tasks to one, in the order in which they were added.
final class EventBuffer: Sendable {
  private struct State {
    var events: [RolloutEvent] = []
    var consumers: [CheckedContinuation<RolloutEvent?, Never>] = []
    var producers: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
  }

  private static let limit = 1024
  private let state = Locked(State())

  /// Adds an event, without waiting: whoever holds the state that it reports adds it before anybody can change that.
  func add(_ event: RolloutEvent) {
    let consumer: CheckedContinuation<RolloutEvent?, Never>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      guard state.consumers.isEmpty else { return state.consumers.removeFirst() }
      state.events.append(event)
      return nil
    }
    consumer?.resume(returning: event)
  }

  /// Waits while too many events aren't taken yet.
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
