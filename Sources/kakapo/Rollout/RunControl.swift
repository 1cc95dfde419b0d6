import KakapoRollout
import Synchronization

/// What a signal stops: the command while there is no run yet, and then the run.
final class RunControl: Sendable {
  private struct State {
    var run: RolloutRun?
    var signals = 0
  }

  private let state = Mutex(State())

  /// Begins a run; no signal comes between.
  func begin(_ start: () -> RolloutRun) -> RolloutRun {
    state.withLock { state in
      let run = start()
      state.run = run
      return run
    }
  }

  /// Takes in a signal.
  ///
  /// - Parameters:
  ///   - beforeRun: Called while there is no run, which cannot begin meanwhile.
  ///   - atOnce: Called when the run was stopped and cancelled before.
  func stop(beforeRun: () -> Void, atOnce: () -> Void) {
    state.withLock { state in
      guard let run = state.run else { return beforeRun() }
      state.signals += 1
      switch state.signals {
      case 1: run.stop()
      case 2: run.cancel()
      default: atOnce()
      }
    }
  }
}
