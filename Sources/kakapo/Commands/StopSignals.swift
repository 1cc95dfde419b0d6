import Dispatch
import Foundation
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
