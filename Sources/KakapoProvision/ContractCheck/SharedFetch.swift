import Support

/// A value that is fetched once for all callers, and again after a failure.
final class SharedFetch<Value: Sendable>: Sendable {
  private typealias Outcome = Result<Value, ProvisionError>

  private enum Phase: Sendable {
    case idle
    case fetching
    case done(Value)
  }

  private enum Waiter {
    /// About to wait.
    case arriving
    case waiting(CheckedContinuation<Outcome, Never>)
    /// Cancelled or timed out before it began to wait.
    case gone(ProvisionError)
  }

  private struct State {
    var phase = Phase.idle
    var waiters: [UInt64: Waiter] = [:]
    var lastNumber: UInt64 = 0

    mutating func arrive() -> UInt64 {
      lastNumber += 1
      waiters[lastNumber] = .arriving
      return lastNumber
    }
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
    let number = state.withLock { $0.arrive() }
    let outcome: Outcome = await withTaskCancellationHandler {
      let timer = Task {
        try await Task.sleep(until: deadline)
        self.end(number, .contractNotInTime())
      }
      defer { timer.cancel() }
      return await withCheckedContinuation { wait(number, $0, fetch) }
    } onCancel: {
      end(number, .cancelledBeforeSending())
    }
    return try outcome.get()
  }

  private func wait(
    _ number: UInt64, _ continuation: CheckedContinuation<Outcome, Never>,
    _ fetch: @escaping @Sendable () async throws(ProvisionError) -> Value
  ) {
    let (ready, isFirst) = state.withLock { state -> (Outcome?, Bool) in
      if case .gone(let error) = state.waiters.removeValue(forKey: number) { return (.failure(error), false) }
      if case .done(let value) = state.phase { return (.success(value), false) }
      state.waiters[number] = .waiting(continuation)
      guard case .idle = state.phase else { return (nil, false) }
      state.phase = .fetching
      return (nil, true)
    }
    if let ready { continuation.resume(returning: ready) }
    guard isFirst else { return }
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

  /// Ends the wait of one caller.
  private func end(_ number: UInt64, _ error: ProvisionError) {
    let waiter: CheckedContinuation<Outcome, Never>? = state.withLock { state in
      switch state.waiters[number] {
      case .arriving:
        state.waiters[number] = .gone(error)
        return nil
      case .waiting(let waiter):
        state.waiters[number] = nil
        return waiter
      case .gone, nil: return nil
      }
    }
    waiter?.resume(returning: .failure(error))
  }

  /// Ends the fetch, and the wait of all callers.
  private func end(with outcome: Outcome) {
    let waiters = state.withLock { state in
      if case .success(let value) = outcome { state.phase = .done(value) } else { state.phase = .idle }
      var waiters: [CheckedContinuation<Outcome, Never>] = []
      for (number, waiter) in state.waiters {
        guard case .waiting(let continuation) = waiter else { continue }
        waiters.append(continuation)
        state.waiters[number] = nil
      }
      return waiters
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
