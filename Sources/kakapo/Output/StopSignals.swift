import Dispatch
import Foundation
import KakapoRollout
import Synchronization

/// Calls a closure when the process is asked to stop: SIGINT, SIGTERM, or SIGHUP when the terminal goes away.
///
/// A SIGHUP that was ignored from the start, as `nohup` has it, stays so.
///
/// The system is asked once in a process: a source that is cancelled leaves the signals in a state from which another
/// cannot be made reliably. While nobody wants to be told any more, a signal ends the process.
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

  /// Ends it.
  func cancel() { StopSignals.state.withLock { $0.handlers[number] = nil } }

  private static func source(of number: Int32) -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      let handlers = state.withLock { Array($0.handlers.values) }
      // What a shell says of a process that a signal ended.
      if handlers.isEmpty { _exit(128 + number) }
      for handler in handlers { handler() }
    }
    #if canImport(Darwin)
    // Here the source only watches, and the default action would end the process as well. Ignored before
    // the source listens, a signal would be lost; elsewhere, the source itself takes the place of the
    // default.
    source.setRegistrationHandler { signal(number, SIG_IGN) }
    #endif
    source.resume()
    return source
  }
}

/// Turns Control-C into cancellation, so that a call that was begun ends with a word on what may have come
/// of it.
enum Interruption {
  /// Runs something that SIGINT, SIGTERM and SIGHUP cancel.
  ///
  /// - Parameter body: What to run.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  static func cancelling<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await body() }
    let signals = StopSignals { task.cancel() }
    defer { signals.cancel() }
    return try await task.value
  }
}

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
