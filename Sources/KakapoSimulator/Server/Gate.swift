import Support

/// Lets calls pass, or holds them until it opens again.
final class Gate: Sendable {
  private struct Watcher {
    let count: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var isClosed = false
    var isOver = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var watchers: [Watcher] = []
  }

  private let state = Locked(State())

  func close() { state.withLock { $0.isClosed = !$0.isOver } }

  func open() {
    let waiting = state.withLock { state in
      state.isClosed = false
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Lets the waiting calls pass, and holds later ones as before.
  func letWaitingPass() {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Opens for good, and ends all waits for held calls.
  func end() {
    open()
    let watchers = state.withLock { state in
      state.isOver = true
      defer { state.watchers = [] }
      return state.watchers
    }
    for watcher in watchers { watcher.continuation.resume() }
  }

  func pass() async {
    await withCheckedContinuation { continuation in
      let (isClosed, ready) = state.withLock { state in
        guard state.isClosed else { return (false, [] as [Watcher]) }
        state.waiting.append(continuation)
        let count = state.waiting.count
        let ready = state.watchers.filter { $0.count <= count }
        state.watchers.removeAll { $0.count <= count }
        return (true, ready)
      }
      if !isClosed { continuation.resume() }
      for watcher in ready { watcher.continuation.resume() }
    }
  }

  /// Returns when this many calls wait, or when the gate has ended.
  func waitForWaiting(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        let isReady = state.waiting.count >= count || state.isOver
        if !isReady { state.watchers.append(Watcher(count: count, continuation: continuation)) }
        return isReady
      }
      if isReady { continuation.resume() }
    }
  }
}
