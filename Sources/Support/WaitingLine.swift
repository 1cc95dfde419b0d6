/// Tasks that wait for an outcome, in the order of their arrival.
///
/// Keep it in a value behind a lock. A task waits with ``Locked/wait(in:until:timedOut:cancelled:unless:)``; whoever has
/// the outcome takes tasks out of the line and resumes them when the lock is released.
package struct WaitingLine<Outcome: Sendable> {
  private enum Place {
    /// About to wait.
    case arriving
    case waiting(CheckedContinuation<Outcome, Never>)
    /// Cancelled or timed out before it began to wait.
    case gone(Outcome)
  }

  private var places: [UInt64: Place] = [:]
  private var lastNumber: UInt64 = 0
  /// The numbers in waiting order; those that are gone are skipped.
  private var order: [UInt64] = []
  private var head = 0

  /// Makes a line without tasks.
  package init() {}

  /// Takes the first task out of the line.
  ///
  /// - Returns: The task's continuation, to resume without the lock; `nil` if no task waits.
  package mutating func popFirst() -> CheckedContinuation<Outcome, Never>? {
    while head < order.count {
      defer { head += 1 }
      if case .waiting(let task) = places.removeValue(forKey: order[head]) { return task }
    }
    order = []
    head = 0
    return nil
  }

  /// Takes all tasks out of the line.
  ///
  /// - Returns: The tasks' continuations, to resume without the lock.
  package mutating func popAll() -> [CheckedContinuation<Outcome, Never>] {
    var all: [CheckedContinuation<Outcome, Never>] = []
    while let task = popFirst() { all.append(task) }
    return all
  }

  fileprivate mutating func arrive() -> UInt64 {
    lastNumber += 1
    places[lastNumber] = .arriving
    return lastNumber
  }

  /// The outcome of a task that ended before it began to wait.
  fileprivate mutating func leave(_ number: UInt64) -> Outcome? {
    if case .gone(let outcome) = places.removeValue(forKey: number) { outcome } else { nil }
  }

  fileprivate mutating func wait(_ number: UInt64, _ task: CheckedContinuation<Outcome, Never>) {
    places[number] = .waiting(task)
    order.append(number)
  }

  /// Ends the wait of one task.
  fileprivate mutating func end(_ number: UInt64, _ outcome: Outcome) -> CheckedContinuation<Outcome, Never>?
  {
    switch places[number] {
    case .arriving:
      places[number] = .gone(outcome)
      return nil
    case .waiting(let task):
      places[number] = nil
      return task
    case .gone, nil: return nil
    }
  }
}

extension Locked {
  /// Waits in a line of the value.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - deadline: When to stop waiting.
  ///   - timedOut: The outcome after the deadline.
  ///   - cancelled: The outcome for a cancelled task.
  ///   - ready: Returns the outcome if there is no need to wait. It runs behind the lock, right before the task joins
  ///     the line.
  /// - Returns: The outcome.
  package func wait<Outcome: Sendable>(
    in line: any WritableKeyPath<Value, WaitingLine<Outcome>> & Sendable,
    until deadline: ContinuousClock.Instant,
    timedOut: Outcome, cancelled: Outcome, unless ready: (inout Value) -> Outcome?
  ) async -> Outcome {
    let number = withLock { $0[keyPath: line].arrive() }
    return await withTaskCancellationHandler {
      let timer = Task {
        try await Task.sleep(until: deadline)
        self.end(number, in: line, timedOut)
      }
      defer { timer.cancel() }
      return await withCheckedContinuation { task in
        let outcome: Outcome? = withLock { value in
          if let outcome = value[keyPath: line].leave(number) ?? ready(&value) { return outcome }
          value[keyPath: line].wait(number, task)
          return nil
        }
        if let outcome { task.resume(returning: outcome) }
      }
    } onCancel: {
      end(number, in: line, cancelled)
    }
  }

  private func end<Outcome: Sendable>(
    _ number: UInt64, in line: WritableKeyPath<Value, WaitingLine<Outcome>>, _ outcome: Outcome
  ) {
    let task = withLock { $0[keyPath: line].end(number, outcome) }
    task?.resume(returning: outcome)
  }
}
