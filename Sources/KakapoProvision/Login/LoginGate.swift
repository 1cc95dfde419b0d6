import SOAP

/// Lets calls through to a portal so that a wrong login reaches it once.
///
/// Until a login has been accepted, one call at a time goes out (the trial); the others wait for its
/// verdict. Accepted: all go. Failed: the latch closes, and all fail here. No verdict: the next in line
/// tries.
final class LoginGate: Sendable {
  /// How a call was let through.
  ///
  /// Every admission has to be given back with ``settle(_:_:)``, once.
  enum Admission: Sendable {
    /// The login is known to be right.
    case free
    /// This call tries the login.
    case trial
  }

  private enum Phase {
    case unproven
    case trying
    case accepted
  }

  private enum Outcome {
    case admitted(Admission)
    case failed(LatchRecord)
    case cancelled
    case timedOut
  }

  private enum Waiter {
    /// About to wait.
    case arriving
    case waiting(CheckedContinuation<Outcome, Never>)
    /// Cancelled or timed out before it began to wait.
    case gone(Outcome)
  }

  private struct State {
    var phase = Phase.unproven
    var waiters: [UInt64: Waiter] = [:]
    var lastNumber: UInt64 = 0
    /// Numbers in the order in which they began to wait; those that are gone are skipped.
    var queue: [UInt64] = []
    var queueHead = 0
    var trial: LoginTrial?

    mutating func arrive() -> UInt64 {
      lastNumber += 1
      waiters[lastNumber] = .arriving
      return lastNumber
    }

    mutating func popWaiter() -> CheckedContinuation<Outcome, Never>? {
      while queueHead < queue.count {
        defer { queueHead += 1 }
        if case .waiting(let waiter) = waiters.removeValue(forKey: queue[queueHead]) { return waiter }
      }
      queue = []
      queueHead = 0
      return nil
    }

    mutating func popAllWaiters() -> [CheckedContinuation<Outcome, Never>] {
      var all: [CheckedContinuation<Outcome, Never>] = []
      while let waiter = popWaiter() { all.append(waiter) }
      return all
    }

    mutating func takeTrial() -> LoginTrial? {
      defer { trial = nil }
      return trial
    }
  }

  let login: LoginIdentity
  let latch: any LoginLatch
  private let state = Locked(State())

  init(login: LoginIdentity, latch: any LoginLatch) {
    self.login = login
    self.latch = latch
  }

  /// Waits until the call may go out.
  ///
  /// - Parameter deadline: When to give up waiting.
  /// - Returns: How it was let through.
  /// - Throws: ``ProvisionError``, with nothing sent: latched, latch unavailable, cancelled or timed out.
  func admit(until deadline: ContinuousClock.Instant) async throws(ProvisionError) -> Admission {
    if let record = try record() {
      // Whoever opens the latch again has to prove the login again.
      forgetProof()
      throw .loginLatched(record)
    }
    switch await takeTurn(until: deadline) {
    case .admitted(.free): return .free
    case .admitted(.trial): break
    case .failed(let record): throw .loginLatched(record)
    case .cancelled: throw .cancelledBeforeSending()
    case .timedOut: throw LoginGate.timedOut()
    }
    do {
      try await claimTrial(until: deadline)
      // While this call waited, another process may have tried the login.
      if let record = try record() { throw ProvisionError.loginLatched(record) }
      if Task.isCancelled { throw ProvisionError.cancelledBeforeSending() }
      return .trial
    } catch let error as ProvisionError {
      settle(.trial, .unknown)
      throw error
    } catch {
      settle(.trial, .unknown)
      throw .latchUnavailable(error)
    }
  }

  /// Gives an admission back with what the answer said of the login.
  func settle(_ admission: Admission, _ verdict: LoginVerdict) {
    let (waiters, outcome, trial) = state.withLock { state in
      let trial = admission == .trial ? state.takeTrial() : nil
      // Only the trial proves the login: a late answer may be older than a failure.
      if verdict == .accepted, admission == .trial {
        state.phase = .accepted
        return (state.popAllWaiters(), Outcome.admitted(.free), trial)
      }
      guard admission == .trial, state.phase == .trying else { return ([], .admitted(.free), trial) }
      guard let next = state.popWaiter() else {
        state.phase = .unproven
        return ([], .admitted(.free), trial)
      }
      return ([next], .admitted(.trial), trial)
    }
    trial?.release()
    for waiter in waiters { waiter.resume(returning: outcome) }
  }

  /// Closes the latch after a failed login, ends all waiting, and gives the admission back.
  ///
  /// If the latch cannot remember the failure, this process does, for as long as it lasts.
  ///
  /// - Returns: What the latch threw, if it threw.
  func fail(_ admission: Admission, _ record: LatchRecord) -> (any Error)? {
    var problem: (any Error)?
    do {
      try latch.close(for: login, because: record)
    } catch {
      problem = error
      LoginGates.unsaved.close(for: login, because: record)
    }
    let (waiters, trial) = state.withLock { state in
      // A trial that is under way after a reopening stays the only one.
      if admission == .trial || state.phase == .accepted { state.phase = .unproven }
      return (state.popAllWaiters(), admission == .trial ? state.takeTrial() : nil)
    }
    trial?.release()
    for waiter in waiters { waiter.resume(returning: .failed(record)) }
    return problem
  }

  /// Opens the latch.
  ///
  /// - Returns: The records that were removed.
  func open() throws -> [LatchRecord] {
    let opened = try latch.open(endpoint: login.endpoint, userName: login.credentials.userName)
    forgetProof()
    return opened + LoginGates.unsaved.open(endpoint: login.endpoint, userName: login.credentials.userName)
  }

  private func forgetProof() {
    state.withLock { if $0.phase == .accepted { $0.phase = .unproven } }
  }

  /// Why the latch is closed, or `nil` when it is open.
  func record() throws(ProvisionError) -> LatchRecord? {
    if let record = LoginGates.unsaved.record(for: login) { return record }
    do {
      return try latch.record(for: login)
    } catch {
      throw .latchUnavailable(error)
    }
  }

  private func takeTurn(until deadline: ContinuousClock.Instant) async -> Outcome {
    if Task.isCancelled { return .cancelled }
    guard let number = state.withLock({ $0.phase == .accepted ? nil : $0.arrive() }) else {
      return .admitted(.free)
    }
    return await withTaskCancellationHandler {
      let timer = Task {
        try await Task.sleep(until: deadline)
        self.end(number, .timedOut)
      }
      defer { timer.cancel() }
      return await withCheckedContinuation { continuation in
        let outcome = state.withLock { state in
          LoginGate.begin(number, waitingWith: continuation, in: &state)
        }
        if let outcome { continuation.resume(returning: outcome) }
      }
    } onCancel: {
      end(number, .cancelled)
    }
  }

  /// Admits an arriving call, or lets it wait and returns `nil`.
  private static func begin(
    _ number: UInt64, waitingWith continuation: CheckedContinuation<Outcome, Never>,
    in state: inout State
  ) -> Outcome? {
    if case .gone(let outcome) = state.waiters.removeValue(forKey: number) { return outcome }
    switch state.phase {
    case .accepted: return .admitted(.free)
    case .unproven:
      state.phase = .trying
      return .admitted(.trial)
    case .trying:
      state.waiters[number] = .waiting(continuation)
      state.queue.append(number)
      return nil
    }
  }

  private func end(_ number: UInt64, _ outcome: Outcome) {
    let waiter: CheckedContinuation<Outcome, Never>? = state.withLock { state in
      switch state.waiters[number] {
      case .arriving:
        state.waiters[number] = .gone(outcome)
        return nil
      case .waiting(let waiter):
        state.waiters[number] = nil
        return waiter
      case .gone, nil: return nil
      }
    }
    waiter?.resume(returning: outcome)
  }

  /// Waits until no other process tries a login.
  ///
  /// Processes cannot wake each other, so it asks again and again.
  private func claimTrial(until deadline: ContinuousClock.Instant) async throws {
    while true {
      if let trial = try latch.claimTrial(of: login) {
        state.withLock { $0.trial = trial }
        return
      }
      guard ContinuousClock.now < deadline else { throw LoginGate.timedOut() }
      do {
        try await Task.sleep(for: .milliseconds(20))
      } catch {
        throw ProvisionError.cancelledBeforeSending()
      }
    }
  }

  private static func timedOut() -> ProvisionError {
    ProvisionError(
      .timedOut, delivery: .notSent,
      reason: "the deadline passed while the call waited for another one to prove the login")
  }
}
