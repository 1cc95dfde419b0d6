import Dispatch
import Foundation

/// Calls a closure when the process is asked to stop: SIGINT or SIGTERM.
struct StopSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ onStop: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      // The default action would end the process before the source is told.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: onStop)
      source.resume()
      return source
    }
  }

  func cancel() { for source in sources { source.cancel() } }
}
