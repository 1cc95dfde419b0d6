import Dispatch
import Foundation
import KakapoRollout
import Synchronization

/// Calls a closure when a signal asks the process to stop: SIGINT, SIGTERM, or SIGHUP when the terminal goes away.
///
/// A SIGHUP that was ignored from the start, as with `nohup`, stays ignored.
///
/// The sources are made once in a process: after a source is cancelled, another cannot be made reliably for its
/// signal. While there is no closure to call, a signal ends the process.
struct StopSignals {
  private struct State {
    var sources: [any DispatchSourceSignal] = []
    var handlers: [Int: @Sendable () -> Void] = [:]
    var lastNumber = 0
  }

  private static let state = Mutex(State())

  private static var numbers: [Int32] {
    let former = signal(SIGHUP, SIG_DFL)
    let isIgnored = unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    signal(SIGHUP, former)
    return [SIGINT, SIGTERM] + (isIgnored ? [] : [SIGHUP])
  }

  private let number: Int

  init(_ onStop: @escaping @Sendable () -> Void) {
    number = StopSignals.state.withLock { state in
      state.lastNumber += 1
      state.handlers[state.lastNumber] = onStop
      if state.sources.isEmpty { state.sources = StopSignals.numbers.map(StopSignals.source) }
      return state.lastNumber
    }
  }

  /// Stops calling the closure.
  func cancel() { StopSignals.state.withLock { $0.handlers[number] = nil } }

  private static func source(of number: Int32) -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      let handlers = state.withLock { Array($0.handlers.values) }
      // The exit code with which a shell reports a process that a signal ended.
      if handlers.isEmpty { _exit(128 + number) }
      for handler in handlers { handler() }
    }
    #if canImport(Darwin)
    // On Darwin, the source only watches, and the default action would also end the process. A signal that is
    // ignored before the source listens would be lost. On other systems, the source replaces the default action.
    source.setRegistrationHandler { signal(number, SIG_IGN) }
    #endif
    source.resume()
    return source
  }
}

/// Turns Control-C into cancellation, so that a call in flight ends with a report of its possible effects.
enum Interruption {
  /// Runs work that SIGINT, SIGTERM and SIGHUP cancel.
  ///
  /// - Parameter body: The work.
  /// - Returns: The result of `body`.
  /// - Throws: The error of `body`.
  static func cancelling<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await body() }
    let signals = StopSignals { task.cancel() }
    defer { signals.cancel() }
    return try await task.value
  }
}

/// The target of a stop signal: the command, and after its beginning the run.
final class RunControl: Sendable {
  private struct State {
    var run: RolloutRun?
    var signals = 0
  }

  private let state = Mutex(State())

  /// Begins a run; no signal is handled in between.
  func begin(_ start: () -> RolloutRun) -> RolloutRun {
    state.withLock { state in
      let run = start()
      state.run = run
      return run
    }
  }

  /// Handles a signal.
  ///
  /// - Parameters:
  ///   - beforeRun: Called when there is no run; none can begin during the call.
  ///   - atOnce: Called when the run has already been stopped and cancelled.
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
