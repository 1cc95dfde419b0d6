import Support

#if AsyncHTTPClient
/// Counts the requests under way, and shuts down when a closed transport has none left.
///
/// The client fails every running request when it is shut down.
final class TransportActivity: Sendable {
  private struct State {
    var running = 0
    var isClosed = false
  }

  private let state = Locked(State())
  private let shutDown: @Sendable () -> Void

  /// - Parameter shutDown: Shuts the client down; called once.
  init(shutDown: @escaping @Sendable () -> Void) {
    self.shutDown = shutDown
  }

  /// Counts a request.
  ///
  /// - Returns: `false` if the transport is closed; then the caller must not call `end`.
  func begin() -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.running += 1
      return true
    }
  }

  func end() {
    let isLast = state.withLock { state in
      state.running -= 1
      return state.isClosed && state.running == 0
    }
    if isLast { shutDown() }
  }

  func close() {
    let isUnused = state.withLock { state in
      guard !state.isClosed else { return false }
      state.isClosed = true
      return state.running == 0
    }
    if isUnused { shutDown() }
  }
}
#endif
