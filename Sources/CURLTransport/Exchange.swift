import HTTPTransport
import Support

/// One request under way: hands its transfer to the engine, and resumes the caller exactly once.
final class Exchange: Sendable {
  /// How an exchange ended.
  enum Ending {
    /// By itself; the transfer says how.
    case done
    case timedOut
    case cancelled
    /// The transport was closed before.
    case refused
  }

  private struct State {
    var continuation: CheckedContinuation<Void, Never>?
    /// Set by the caller, possibly before the engine has the exchange.
    var isCancelled = false
    /// The caller takes it from here: the thread sanitizer doesn't see the order of a value in a continuation that is
    /// resumed before its task waits for it.
    var ending: Ending?
  }

  let transfer: Transfer
  /// Exchanges with the same origin share connections.
  let origin: String
  /// When the exchange must have ended.
  let deadline: ContinuousClock.Instant
  private let state = Locked(State())

  /// - Parameters:
  ///   - transfer: The transfer with the request.
  ///   - origin: Scheme, host and port.
  ///   - timeout: The time limit of the exchange, at most about 31 years.
  init(_ transfer: Transfer, origin: String, timeout: Duration) {
    self.transfer = transfer
    self.origin = origin
    deadline = .now + .nanoseconds(timeout.boundedNanoseconds)
  }

  /// Stores the continuation to resume at the end.
  func open(_ continuation: CheckedContinuation<Void, Never>) {
    state.withLock { $0.continuation = continuation }
  }

  func cancel() { state.withLock { $0.isCancelled = true } }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  var hasEnded: Bool { state.withLock { $0.ending != nil } }

  /// Ends the exchange.
  ///
  /// The transfer is the caller's from here on.
  func end(_ ending: Ending) {
    let continuation = state.withLock { state in
      state.ending = ending
      defer { state.continuation = nil }
      return state.continuation
    }
    continuation?.resume()
  }

  /// How the exchange ended.
  var ending: Ending { state.withLock { $0.ending } ?? .refused }
}
