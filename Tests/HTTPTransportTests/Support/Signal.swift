import Foundation
import Support

/// An event that happens once and that others wait for.
final class Signal: Sendable {
  private struct State {
    var isFired = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Locked(State())
  private let group = DispatchGroup()

  init() { group.enter() }

  func fire() {
    let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
      guard !state.isFired else { return nil }
      state.isFired = true
      defer { state.waiting = [] }
      return state.waiting
    }
    guard let waiting else { return }
    group.leave()
    for continuation in waiting { continuation.resume() }
  }

  /// Waits for the signal in a task.
  ///
  /// Cancelling the task fires the signal, so that a test that runs out of time ends with its servers.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isFired = state.withLock { state in
          if !state.isFired { state.waiting.append(continuation) }
          return state.isFired
        }
        if isFired { continuation.resume() }
      }
    } onCancel: {
      fire()
    }
  }

  /// Waits for the signal on a server's thread.
  func block() { group.wait() }

  deinit {
    // A dispatch group must not be freed while it is entered.
    fire()
  }
}
