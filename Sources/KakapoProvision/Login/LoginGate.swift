import Foundation
import Logging
import Support

/// Lets the calls of a process through to a portal so that a wrong login reaches it once.
///
/// ``LoginState`` says who may send; the gate asks it before every call, has waiting calls wait, and takes in what the
/// answers say.
final class LoginGate: Sendable {
  /// How a call was let through.
  ///
  /// Every admission has to be given back with ``settle(_:_:)``, once.
  enum Admission: Sendable {
    /// The login is proven, or the call carries none.
    case free
    /// This call tries the login.
    case trial(PendingLogin, LoginTrial)
  }

  /// What a waiting call is told.
  private enum Wake {
    /// It has the turn to try the login.
    case turn
    /// The state has changed: look again.
    case again
    case cancelled
    case timedOut
  }

  private enum Waiter {
    /// About to wait.
    case arriving
    case waiting(CheckedContinuation<Wake, Never>)
    /// Cancelled or timed out before it began to wait.
    case gone(Wake)
  }

  private struct Queue {
    var turns = LoginTurns()
    /// An attempt of this process that has ended.
    var ended: PendingLogin?
    var waiters: [UInt64: Waiter] = [:]
    var lastNumber: UInt64 = 0
    /// Numbers in the order in which they began to wait; those that are gone are skipped.
    var order: [UInt64] = []
    var head = 0

    mutating func arrive() -> UInt64 {
      lastNumber += 1
      waiters[lastNumber] = .arriving
      return lastNumber
    }

    mutating func popWaiter() -> CheckedContinuation<Wake, Never>? {
      while head < order.count {
        defer { head += 1 }
        if case .waiting(let waiter) = waiters.removeValue(forKey: order[head]) { return waiter }
      }
      order = []
      head = 0
      return nil
    }

    mutating func popAllWaiters() -> [CheckedContinuation<Wake, Never>] {
      var all: [CheckedContinuation<Wake, Never>] = []
      while let waiter = popWaiter() { all.append(waiter) }
      return all
    }
  }

  let login: LoginIdentity
  let latch: any LoginLatch
  private let queue = Locked(Queue())

  init(login: LoginIdentity, latch: any LoginLatch) {
    self.login = login
    self.latch = latch
  }

  /// Waits until a call may go out.
  ///
  /// When this returns a trial, the latch has recorded it.
  ///
  /// - Parameters:
  ///   - deadline: When to give up waiting.
  ///   - settled: The time of a failure that a person has settled: a latch that is closed by it is opened.
  ///   - logger: Where to say that a trial follows one that was left behind.
  /// - Returns: How it was let through.
  /// - Throws: ``ProvisionError``, with nothing sent: latched, latch unavailable, cancelled or timed out.
  func admit(
    until deadline: ContinuousClock.Instant, settled: Date? = nil, logger: Logger? = nil
  ) async throws(ProvisionError) -> Admission {
    while true {
      let proof = queue.withLock { $0.turns.proof }
      switch try state().permission(holding: proof) {
      case .free: return .free
      case .closed(let record):
        guard let settled, record.date == settled else { throw .loginLatched(record) }
        try open(closedBy: record)
      case .trial:
        switch await takeTurn(after: proof, until: deadline) {
        case .turn: return try await beginTrial(until: deadline, logger)
        case .again: break
        case .cancelled: throw .cancelledBeforeSending()
        case .timedOut: throw LoginGate.timedOut()
        }
      }
    }
  }

  /// Gives an admission back, with what the answer says about a login that didn't fail.
  ///
  /// - Returns: What kept the latch from recording it, if something did.
  @discardableResult
  func settle(_ admission: Admission, _ answer: LoginState.Answer) -> (any Error)? {
    guard case .trial(let attempt, let role) = admission else { return nil }
    do {
      let proof = try latch.update(login.account) { $0.end(attempt, answer) }
      endTurn(attempt, role, proof: proof)
      return nil
    } catch {
      // The record stays, and the next trial of this process knows it as its own.
      endTurn(attempt, role, proof: nil)
      return error
    }
  }

  /// Closes the latch after a failed login, ends all waiting, and gives the admission back.
  ///
  /// If the latch can't keep the failure, this process does, for as long as it lasts.
  ///
  /// - Returns: The record as it was kept, and what the latch threw, if it threw.
  func fail(_ admission: Admission, _ record: LatchRecord) -> (record: LatchRecord, problem: (any Error)?) {
    var kept = record
    var problem: (any Error)?
    do {
      kept = try latch.update(login.account) { $0.fail(record) }
    } catch {
      problem = error
      LoginGates.unsaved.update(login.account) { _ = $0.fail(record) }
    }
    let waiters = queue.withLock { $0.popAllWaiters() }
    if case .trial(let attempt, let role) = admission {
      // As long as this process lives, nobody else may try what it could not write down.
      if problem == nil { role.release() }
      endTurn(attempt, nil, proof: nil)
    }
    for waiter in waiters { waiter.resume(returning: .again) }
    return (kept, problem)
  }

  /// Opens the latch.
  ///
  /// - Parameter record: Opens it only if it is closed by this; `nil` for whatever closed it.
  /// - Returns: Why it was closed.
  /// - Throws: ``ProvisionError`` of code `latchUnavailable`.
  @discardableResult
  func open(closedBy record: LatchRecord? = nil) throws(ProvisionError) -> [LatchRecord] {
    let open = { @Sendable (state: inout LoginState) -> LatchRecord? in
      record == nil || state.record == record ? state.open() : nil
    }
    do {
      let opened = try latch.update(login.account, open)
      return [opened, LoginGates.unsaved.update(login.account, open)].compactMap { $0 }
    } catch {
      throw .latchUnavailable(error)
    }
  }

  /// Why the latch is closed for this process, or `nil` while calls go out.
  func record() throws(ProvisionError) -> LatchRecord? {
    guard case .closed(let record) = try state().permission(holding: queue.withLock({ $0.turns.proof }))
    else {
      return nil
    }
    return record
  }

  /// Whether a call would go out freely.
  var isProven: Bool {
    let proof = queue.withLock { $0.turns.proof }
    return (try? state().permission(holding: proof)) == .free
  }

  private func state() throws(ProvisionError) -> LoginState {
    let unsaved = LoginGates.unsaved.state(of: login.account)
    if unsaved.record != nil { return unsaved }
    do {
      return try latch.state(of: login.account)
    } catch {
      throw .latchUnavailable(error)
    }
  }
}

// MARK: - Trials

extension LoginGate {
  /// Becomes the only one of all processes that tries, and has that recorded.
  ///
  /// The call has the turn of its process.
  private func beginTrial(
    until deadline: ContinuousClock.Instant, _ logger: Logger?
  ) async throws(ProvisionError) -> Admission {
    let role: LoginTrial
    do {
      role = try await claimTrial(until: deadline)
    } catch {
      endTurn(nil, nil, proof: nil)
      throw error
    }
    let attempt = PendingLogin.now()
    let beginning: LoginState.Beginning
    do {
      let ended = queue.withLock { $0.ended }
      let unsaved = LoginGates.unsaved.state(of: login.account).record
      beginning =
        try unsaved.map { .closed($0) }
        ?? latch.update(login.account) { state in
          state.begin(attempt, after: ended) { self.doubt(about: $0) }
        }
    } catch {
      endTurn(nil, role, proof: nil)
      throw .latchUnavailable(error)
    }
    switch beginning {
    case .closed(let record):
      endTurn(nil, role, proof: nil)
      throw .loginLatched(record)
    case .mayTry(let left):
      if let left {
        logger?.warning(
          "process \(left.process) on \(left.host) ended while it tried this login, since \(left.timestamp); it is tried once more"
        )
      }
      return .trial(attempt, role)
    }
  }

  private func doubt(about left: PendingLogin) -> LatchRecord {
    LatchRecord(
      endpoint: login.endpoint, userName: login.credentials.userName, date: left.since, operation: "",
      serverText: "", cause: .abandoned)
  }

  /// Waits until nobody else tries a login.
  ///
  /// Processes can't wake each other, so it asks again and again.
  private func claimTrial(until deadline: ContinuousClock.Instant) async throws(ProvisionError) -> LoginTrial
  {
    while true {
      if Task.isCancelled { throw .cancelledBeforeSending() }
      do {
        if let role = try latch.claimTrial(of: login.account) { return role }
      } catch {
        throw .latchUnavailable(error)
      }
      guard ContinuousClock.now < deadline else { throw LoginGate.timedOut() }
      // Cancellation ends the sleep, and is noticed above.
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Ends the turn of a call, and wakes whoever may go on.
  private func endTurn(_ attempt: PendingLogin?, _ role: LoginTrial?, proof: LoginProof?) {
    role?.release()
    let woken: [CheckedContinuation<Wake, Never>] = queue.withLock { queue in
      if let attempt { queue.ended = attempt }
      let woken = proof != nil ? queue.popAllWaiters() : queue.popWaiter().map { [$0] } ?? []
      queue.turns.end(proof: proof, next: proof == nil && !woken.isEmpty)
      return woken
    }
    for waiter in woken { waiter.resume(returning: proof == nil ? .turn : .again) }
  }

  /// Waits for the turn to try the login.
  ///
  /// - Parameters:
  ///   - proof: The proof that isn't enough.
  ///   - deadline: When to give up waiting.
  /// - Returns: `turn`, or why not.
  private func takeTurn(after proof: LoginProof?, until deadline: ContinuousClock.Instant) async -> Wake {
    if Task.isCancelled { return .cancelled }
    let number = queue.withLock { $0.arrive() }
    return await withTaskCancellationHandler {
      let timer = Task {
        try await Task.sleep(until: deadline)
        self.end(number, .timedOut)
      }
      defer { timer.cancel() }
      return await withCheckedContinuation { continuation in
        let wake: Wake? = queue.withLock { queue in
          if case .gone(let wake) = queue.waiters.removeValue(forKey: number) { return wake }
          if queue.turns.proof != proof { return .again }
          if queue.turns.take() { return .turn }
          queue.waiters[number] = .waiting(continuation)
          queue.order.append(number)
          return nil
        }
        if let wake { continuation.resume(returning: wake) }
      }
    } onCancel: {
      end(number, .cancelled)
    }
  }

  private func end(_ number: UInt64, _ wake: Wake) {
    let waiter: CheckedContinuation<Wake, Never>? = queue.withLock { queue in
      switch queue.waiters[number] {
      case .arriving:
        queue.waiters[number] = .gone(wake)
        return nil
      case .waiting(let waiter):
        queue.waiters[number] = nil
        return waiter
      case .gone, nil: return nil
      }
    }
    waiter?.resume(returning: wake)
  }

  private static func timedOut() -> ProvisionError {
    ProvisionError(
      .timedOut, delivery: .notSent,
      reason: "the deadline passed while the call waited for another one to prove the login")
  }
}

/// One login at one portal: an account with a password.
///
/// A proof holds for one of them.
struct LoginIdentity: Sendable, Hashable {
  let account: LoginAccount
  let credentials: Credentials

  init(endpoint: String, credentials: Credentials) {
    account = LoginAccount(endpoint: endpoint, userName: credentials.userName)
    self.credentials = credentials
  }

  var endpoint: String { account.endpoint }
}

/// The gates of this process: clients with the same login and the same latch share one.
enum LoginGates {
  private struct Key: Hashable {
    let login: LoginIdentity
    let latch: ObjectIdentifier
  }

  private struct Entry {
    weak var gate: LoginGate?
  }

  private static let gates = Locked<[Key: Entry]>([:])

  /// The failed logins that a latch could not keep: no client of this process uses their accounts, whatever its latch.
  static let unsaved = MemoryLoginLatch()

  /// The gate of a login at a latch, made when there is none.
  static func gate(for login: LoginIdentity, latch: any LoginLatch) -> LoginGate {
    // A gate keeps its latch, so the identifier stays the latch's own for as long as the gate is there.
    let key = Key(login: login, latch: ObjectIdentifier(latch))
    return gates.withLock { gates in
      if let gate = gates[key]?.gate { return gate }
      gates = gates.filter { $0.value.gate != nil }
      let gate = LoginGate(login: login, latch: latch)
      gates[key] = Entry(gate: gate)
      return gate
    }
  }
}
