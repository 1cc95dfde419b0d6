import Support

/// A value that is fetched once for all callers, and again after a failure.
final class SharedFetch<Value: Sendable>: Sendable {
  private typealias Outcome = Result<Value, ProvisionError>

  private enum Phase: Sendable {
    case idle
    case fetching
    case done(Value)
  }

  private struct State {
    var phase = Phase.idle
    var line = WaitingLine<Outcome>()
  }

  private let state = Locked(State())

  /// The value, if it has been fetched.
  var value: Value? {
    state.withLock { if case .done(let value) = $0.phase { value } else { nil } }
  }

  /// Returns the value; fetches it first if no other caller has done so.
  ///
  /// A waiting caller may be cancelled or time out; the fetch continues for the others.
  ///
  /// - Parameters:
  ///   - deadline: When to stop waiting.
  ///   - fetch: Fetches the value.
  /// - Returns: The value.
  /// - Throws: The error of `fetch`, to all callers that waited for it; `cancelled` to a cancelled task, `timedOut`
  ///   after the deadline.
  func callAsFunction(
    until deadline: ContinuousClock.Instant,
    _ fetch: @escaping @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    if let value { return value }
    return try await state.wait(
      in: \.line, until: deadline, timedOut: .failure(.contractNotInTime()),
      cancelled: .failure(.cancelledBeforeSending())
    ) { state in
      switch state.phase {
      case .done(let value): return .success(value)
      case .fetching: return nil
      case .idle:
        state.phase = .fetching
        begin(fetch)
        return nil
      }
    }.get()
  }

  private func begin(_ fetch: @escaping @Sendable () async throws(ProvisionError) -> Value) {
    Task {
      let outcome: Outcome
      do throws(ProvisionError) {
        outcome = .success(try await fetch())
      } catch {
        outcome = .failure(error)
      }
      end(with: outcome)
    }
  }

  /// Ends the fetch, and the wait of all callers.
  private func end(with outcome: Outcome) {
    let waiters = state.withLock { state in
      if case .success(let value) = outcome { state.phase = .done(value) } else { state.phase = .idle }
      return state.line.popAll()
    }
    for waiter in waiters { waiter.resume(returning: outcome) }
  }
}

extension ProvisionError {
  fileprivate static func contractNotInTime() -> ProvisionError {
    ProvisionError(
      .timedOut, delivery: .notSent,
      reason: "the deadline passed before the service's contract was there",
      remedies: [.retryWithMoreTime])
  }
}
