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

  func cancel() { for source in sources { source.cancel() } }
}
