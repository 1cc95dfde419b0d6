import SOAP

/// Something that is fetched once for everybody who asks, and again after a failure.
final class SharedFetch<Value: Sendable>: Sendable {
  private enum Phase: Sendable {
    case idle
    case fetching
    case done(Value)
  }

  private struct State {
    var phase = Phase.idle
    var waiters: [UInt64: CheckedContinuation<Result<Value, ProvisionError>, Never>] = [:]
    var cancelled: Set<UInt64> = []
    var lastNumber: UInt64 = 0
  }

  private let state = Locked(State())

  /// The value, if it has been fetched.
  var value: Value? {
    state.withLock { if case .done(let value) = $0.phase { value } else { nil } }
  }

  /// Returns the value, fetching it if nobody has yet.
  ///
  /// Whoever waits may be cancelled; the fetch goes on for the others.
  ///
  /// - Parameter fetch: Fetches it.
  /// - Returns: The value.
  /// - Throws: What `fetch` throws, to all who waited for it; `cancelled` to a task that is cancelled.
  func callAsFunction(
    _ fetch: @escaping @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    if let value { return value }
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        wait(number, continuation, fetch)
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiters.removeValue(forKey: number)
        if waiter == nil { state.cancelled.insert(number) }
        return waiter
      }
      waiter?.resume(returning: .failure(.cancelledBeforeSending()))
    }
    state.withLock { _ = $0.cancelled.remove(number) }
    return try result.get()
  }

  private func wait(
    _ number: UInt64, _ continuation: CheckedContinuation<Result<Value, ProvisionError>, Never>,
    _ fetch: @escaping @Sendable () async throws(ProvisionError) -> Value
  ) {
    let (ready, isFirst) = state.withLock { state -> (Result<Value, ProvisionError>?, Bool) in
      if case .done(let value) = state.phase { return (.success(value), false) }
      if state.cancelled.remove(number) != nil { return (.failure(.cancelledBeforeSending()), false) }
      state.waiters[number] = continuation
      guard case .idle = state.phase else { return (nil, false) }
      state.phase = .fetching
      return (nil, true)
    }
    if let ready { continuation.resume(returning: ready) }
    guard isFirst else { return }
    Task {
      let result: Result<Value, ProvisionError>
      do throws(ProvisionError) {
        result = .success(try await fetch())
      } catch {
        result = .failure(error)
      }
      end(with: result)
    }
  }

  private func end(with result: Result<Value, ProvisionError>) {
    let waiters = state.withLock { state in
      if case .success(let value) = result { state.phase = .done(value) } else { state.phase = .idle }
      defer { state.waiters = [:] }
      return state.waiters.values.map { $0 }
    }
    for waiter in waiters { waiter.resume(returning: result) }
  }
}
