import Dispatch
import Foundation

/// Calls a closure when the process is asked to stop: SIGINT or SIGTERM.
struct StopSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ onStop: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: onStop)
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

  /// Ends it: the signals do again what they do by default.
  func cancel() {
    for source in sources { source.cancel() }
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      // The cancelled source leaves its own handling behind.
      signal(number, SIG_DFL)
      sigaddset(&signals, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
