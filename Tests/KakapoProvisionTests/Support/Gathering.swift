import Support

/// Lets a test wait until a number of parties have arrived, without a clock.
final class Gathering: Sendable {
  private struct State {
    var arrived = 0
    var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Locked(State())

  var count: Int { state.withLock { $0.arrived } }

  /// Adds one arrival.
  func arrive() {
    let ready = state.withLock { state in
      state.arrived += 1
      let ready = state.waiting.filter { $0.count <= state.arrived }
      state.waiting.removeAll { $0.count <= state.arrived }
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
  }

  /// Waits until `count` parties have arrived.
  func wait(for count: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.arrived >= count { return true }
        state.waiting.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }
}
