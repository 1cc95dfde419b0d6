import Synchronization

/// Lets calls pass, or holds them until it is opened again.
final class Gate: Sendable {
  private struct State {
    var isClosed = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func close() { state.withLock { $0.isClosed = true } }

  func open() {
    let waiting = state.withLock { state in
      defer { state = State() }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isClosed = state.withLock { state in
        if state.isClosed { state.waiting.append(continuation) }
        return state.isClosed
      }
      if !isClosed { continuation.resume() }
    }
  }
}
