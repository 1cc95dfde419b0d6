import Foundation
import Logging
import Support

/// Admits the calls of a process, so that a wrong login reaches the portal only once.
///
/// ``LoginState`` decides who may send. The gate asks it before every call, makes calls wait, and records what the
/// answers say.
final class LoginGate: Sendable {
  /// What a call shows about the login.
  enum Outcome: Sendable {
    /// The login didn't fail.
    case answered(LoginState.Answer)
    /// The login failed; the record closes the latch.
    case failed(LatchRecord)
  }

  /// What the gate did with an outcome; `problem` is the error that kept the latch from recording it.
  enum Settlement {
    case settled(problem: (any Error)?)
    case failed(LatchRecord, problem: (any Error)?)
  }

  /// How a call was admitted.
  private enum Admission: Sendable {
    /// The login is proven.
    case free
    /// This call tries the login.
    case trial(PendingLogin, LoginTrial)

    var isProven: Bool { if case .free = self { true } else { false } }
  }

  /// Why a waiting call wakes up.
  private enum Wake {
    /// It has the turn to try the login.
    case turn
    /// The state has changed: it must look again.
    case again
    case cancelled
    case timedOut
  }

  private struct Queue {
    var turns = LoginTurns()
    /// An ended attempt of this process.
    var ended: PendingLogin?
    var line = WaitingLine<Wake>()
  }

  let login: LoginIdentity
  let latch: any LoginLatch
  private let queue = Locked(Queue())

  init(login: LoginIdentity, latch: any LoginLatch) {
    self.login = login
    self.latch = latch
  }

  /// Waits until a call may be sent, runs it, and settles what it shows about the login.
  ///
  /// Before a call tries the login, the latch has recorded the trial.
  ///
  /// - Parameters:
  ///   - deadline: When to stop waiting.
  ///   - settled: The time of a failure that a person has settled. A latch that this failure closed is opened.
  ///   - logger: Logs that a trial follows an abandoned one.
  ///   - call: Sends the call; it is told whether the login is proven.
  /// - Returns: The result of the call, and the settlement of its outcome.
  /// - Throws: ``ProvisionError``, with nothing sent: latched, latch unavailable, cancelled or timed out.
  func withAdmission<Result: Sendable>(
    until deadline: ContinuousClock.Instant, settled: Date?, logger: Logger?,
    _ call: (_ isProven: Bool) async -> (Result, Outcome)
  ) async throws(ProvisionError) -> (Result, Settlement) {
    let admission = try await admit(until: deadline, settled: settled, logger: logger)
    let (result, outcome) = await call(admission.isProven)
    return (result, settle(admission, outcome))
  }

  private func admit(
    until deadline: ContinuousClock.Instant, settled: Date?, logger: Logger?
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

  private func settle(_ admission: Admission, _ outcome: Outcome) -> Settlement {
    switch (outcome, admission) {
    case (.failed(let record), _): return fail(admission, record)
    case (.answered, .free): return .settled(problem: nil)
    case (.answered(let answer), .trial(let attempt, let role)):
      do {
        let proof = try latch.update(login.account) { $0.end(attempt, answer) }
        endTurn(attempt, role, proof: proof)
        return .settled(problem: nil)
      } catch {
        // The record stays. The next trial of this process recognizes it as its own.
        endTurn(attempt, role, proof: nil)
        return .settled(problem: error)
      }
    }
  }

  /// Closes the latch after a failed login, and ends all waiting.
  ///
  /// If the latch can't keep the failure, this process keeps it until it ends.
  private func fail(_ admission: Admission, _ record: LatchRecord) -> Settlement {
    var kept = record
    var problem: (any Error)?
    do {
      kept = try latch.update(login.account) { $0.fail(record) }
    } catch {
      problem = error
      LoginGates.unsaved.update(login.account) { _ = $0.fail(record) }
    }
    let waiters = queue.withLock { $0.line.popAll() }
    if case .trial(let attempt, let role) = admission {
      // As long as this process lives, no other process may repeat the trial that it couldn't record.
      if problem == nil { role.release() }
      endTurn(attempt, nil, proof: nil)
    }
    for waiter in waiters { waiter.resume(returning: .again) }
    return .failed(kept, problem: problem)
  }

  /// Opens the latch.
  ///
  /// - Parameter record: Opens the latch only if this record closed it; `nil` opens it in any case.
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

  /// Why the latch is closed for this process, or `nil` while calls are sent.
  func record() throws(ProvisionError) -> LatchRecord? {
    guard case .closed(let record) = try state().permission(holding: queue.withLock({ $0.turns.proof }))
    else {
      return nil
    }
    return record
  }

  /// Whether the next call would be sent without a trial.
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
  /// Gets the trial role among all processes, and records the trial.
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
          "process \(left.process) on \(left.host) ended while it tried this login at \(left.timestamp); the login is tried once more"
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

  /// Waits until no other process tries a login.
  ///
  /// Processes can't wake each other, so this polls.
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
      // Cancellation ends the sleep, and the check above notices it.
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Ends the turn of a call, and wakes the calls that may continue.
  private func endTurn(_ attempt: PendingLogin?, _ role: LoginTrial?, proof: LoginProof?) {
    role?.release()
    let woken: [CheckedContinuation<Wake, Never>] = queue.withLock { queue in
      if let attempt { queue.ended = attempt }
      let woken = proof != nil ? queue.line.popAll() : queue.line.popFirst().map { [$0] } ?? []
      queue.turns.end(proof: proof, next: proof == nil && !woken.isEmpty)
      return woken
    }
    for waiter in woken { waiter.resume(returning: proof == nil ? .turn : .again) }
  }

  /// Waits for the turn to try the login.
  ///
  /// - Parameters:
  ///   - proof: The proof that isn't sufficient.
  ///   - deadline: When to stop waiting.
  /// - Returns: `turn`, or the reason for having no turn.
  private func takeTurn(after proof: LoginProof?, until deadline: ContinuousClock.Instant) async -> Wake {
    if Task.isCancelled { return .cancelled }
    return await queue.wait(in: \.line, until: deadline, timedOut: .timedOut, cancelled: .cancelled) {
      queue in
      if queue.turns.proof != proof { return .again }
      return queue.turns.take() ? .turn : nil
    }
  }

  private static func timedOut() -> ProvisionError {
    ProvisionError(
      .timedOut, delivery: .notSent,
      reason: "the deadline passed while the call waited for another call to prove the login")
  }
}

/// One login at one portal: an account with a password.
///
/// A proof is valid for one login.
struct LoginIdentity: Sendable, Hashable {
  let account: LoginAccount
  let credentials: Credentials

  init(endpoint: String, credentials: Credentials) {
    account = LoginAccount(endpoint: endpoint, userName: credentials.userName)
    self.credentials = credentials
  }

  var endpoint: String { account.endpoint }
}

/// The gates of this process: clients with the same login and the same latch share a gate.
enum LoginGates {
  private struct Key: Hashable {
    let login: LoginIdentity
    let latch: ObjectIdentifier
  }

  private struct Entry {
    weak var gate: LoginGate?
  }

  private static let gates = Locked<[Key: Entry]>([:])

  /// The failed logins that a latch couldn't keep.
  ///
  /// No client of this process uses their accounts, whatever its latch.
  static let unsaved = MemoryLoginLatch()

  /// The gate of a login at a latch; made if there isn't one.
  static func gate(for login: LoginIdentity, latch: any LoginLatch) -> LoginGate {
    // A gate keeps its latch alive, so no other latch gets its identifier while the gate exists.
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
