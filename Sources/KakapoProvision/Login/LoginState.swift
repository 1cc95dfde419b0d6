public import Foundation

/// What is known about one account at one endpoint, and so who may send its login.
///
/// This value is the whole model. Latches only keep it, and the gate of a process asks it before every call:
///
/// | state | who may send |
/// | --- | --- |
/// | open | a process that holds a proof of this generation; otherwise one call in all processes, as a trial |
/// | being tried | the call that tries; every other call of unproven processes waits |
/// | closed after a failed login | no process, until a person opens it |
/// | closed in doubt | only a process that holds a proof of this generation, until a person opens it |
///
/// A trial is recorded before the login is sent. An accepted login removes the record and gives its process a proof. A
/// record whose process ended is an abandoned trial: one more trial may follow, then the account is in doubt. Three
/// refusals that don't show whether the login was accepted, with no accepted login between them, also put the account
/// in doubt. Each failure and each opening begins a new generation, which invalidates older proofs.
public struct LoginState: Sendable, Hashable, Codable {
  /// The number of trials without an answer, for example after a crash, that puts the account in doubt.
  package static let abandonedTrialLimit = 2
  /// The number of unclear answers since the last accepted login that puts the account in doubt.
  package static let unclearAnswerLimit = 3

  /// Changes with every failure and every opening: a proof is valid for one generation.
  private(set) var generation: UInt64
  /// The trial that is under way, or that a process abandoned when it ended.
  public private(set) var trial: PendingLogin?
  /// Why nothing is sent; `nil` while the latch is open.
  public private(set) var record: LatchRecord?
  /// The trials since the last accepted login whose process ended before the answer.
  public private(set) var abandonedTrials = 0
  /// The answers since the last accepted login that didn't show whether it was accepted.
  public private(set) var unclearAnswers = 0
  /// When the latch last closed.
  ///
  /// The next closing gets another time, so that a person can name it.
  private var lastClosing: Date?

  /// An unknown account.
  ///
  /// Its generation is random, so that a proof from before the loss of a file isn't valid.
  public init() { self.init(generation: .random(in: .min ... .max)) }

  package init(generation: UInt64) { self.generation = generation }
}

/// A login that is being tried; a latch records it before the call is sent.
public struct PendingLogin: Sendable, Hashable, Codable {
  /// Distinguishes attempts.
  let number: UInt64
  /// The process that makes the attempt.
  public let process: Int32
  /// The machine on which the process runs.
  public let host: String
  /// When the attempt began.
  public let since: Date

  package init(number: UInt64, process: Int32, host: String, since: Date) {
    self.number = number
    self.process = process
    self.host = host
    self.since = since
  }

  /// When the attempt began, in the internet format, in UTC.
  public var timestamp: String { since.formatted(.iso8601) }

  /// An attempt of this process that begins now.
  static func now() -> PendingLogin {
    PendingLogin(
      number: .random(in: .min ... .max), process: ProcessInfo.processInfo.processIdentifier,
      host: ProcessInfo.processInfo.hostName, since: Date().wholeSeconds)
  }
}

/// The proof of a process that its login was accepted, valid for one generation of a ``LoginState``.
package struct LoginProof: Sendable, Hashable {
  let generation: UInt64
}

// MARK: - What a call may do

extension LoginState {
  /// What a call may do.
  package enum Permission: Sendable, Hashable {
    /// Send: the login is proven.
    case free
    /// Send if no other call tries the login: see ``LoginState/begin(_:after:)``.
    case trial
    /// Don't send.
    case closed(LatchRecord)
  }

  /// What a call of a process may do.
  ///
  /// - Parameter proof: The proof that the process holds.
  /// - Returns: The permission.
  package func permission(holding proof: LoginProof?) -> Permission {
    let isProven = proof?.generation == generation
    if let record {
      // Doubt is about the trials of other processes. This process has seen its login accepted, and no process has seen
      // it fail.
      return isProven && record.cause.isDoubt ? .free : .closed(record)
    }
    return isProven ? .free : .trial
  }
}

// MARK: - What moves it

extension LoginState {
  /// How a trial begins.
  package enum Beginning: Sendable, Hashable {
    /// The login may be sent; `after` is the abandoned trial, if there was one.
    case mayTry(after: PendingLogin?)
    /// The login must not be sent.
    case closed(LatchRecord)
  }

  /// What an answer, or its absence, says about a trial that didn't fail.
  package enum Answer: Sendable, Hashable {
    /// The portal accepted the login.
    case accepted
    /// The portal refused something and didn't show whether it accepted the login.
    ///
    /// The record is used if this answer reaches the limit.
    case unclear(LatchRecord)
    /// The answer isn't about the login, or there is no answer.
    case silent
  }

  /// Records that a login is about to be tried.
  ///
  /// Only the holder of the trial role of all processes may call this: a trial that it finds was left by a process that
  /// has ended.
  ///
  /// - Parameters:
  ///   - attempt: The attempt.
  ///   - ended: An earlier attempt of this process whose end couldn't be written; it doesn't count as abandoned.
  ///   - record: Makes the record to close with if the abandoned trials reach the limit.
  /// - Returns: Whether the login may be sent.
  package mutating func begin(
    _ attempt: PendingLogin, after ended: PendingLogin? = nil, inDoubt record: (PendingLogin) -> LatchRecord
  ) -> Beginning {
    if let record = self.record { return .closed(record) }
    let left = trial == ended ? nil : trial
    if let left {
      abandonedTrials += 1
      if abandonedTrials >= LoginState.abandonedTrialLimit {
        trial = nil
        return .closed(close(record(left)))
      }
    }
    trial = attempt
    return .mayTry(after: left)
  }

  /// Records the end of a trial that didn't fail.
  ///
  /// - Parameters:
  ///   - attempt: The attempt.
  ///   - answer: What the answer says.
  /// - Returns: A proof for the process. It is `nil` if the login wasn't accepted, or if the latch was closed or opened
  ///   after the trial began.
  package mutating func end(_ attempt: PendingLogin, _ answer: Answer) -> LoginProof? {
    guard trial == attempt else { return nil }
    trial = nil
    switch answer {
    case .accepted:
      abandonedTrials = 0
      unclearAnswers = 0
      return LoginProof(generation: generation)
    case .unclear(let record):
      unclearAnswers += 1
      if unclearAnswers >= LoginState.unclearAnswerLimit { close(record) }
      return nil
    case .silent: return nil
    }
  }

  /// Closes the latch after a failed login, of a trial or of any other call.
  ///
  /// - Parameter record: The reason. If a failure has already closed the latch, that record stays, because the error
  ///   named it.
  /// - Returns: The record in the latch.
  @discardableResult
  package mutating func fail(_ record: LatchRecord) -> LatchRecord {
    generation &+= 1
    trial = nil
    if let known = self.record, !known.cause.isDoubt { return known }
    return close(record)
  }

  /// Keeps a record, with a date later than that of every earlier one.
  @discardableResult
  private mutating func close(_ record: LatchRecord) -> LatchRecord {
    let kept = record.dated(max(record.date, lastClosing.map { $0 + 1 } ?? record.date))
    lastClosing = kept.date
    self.record = kept
    return kept
  }

  /// Opens the latch, after a person has checked the account.
  ///
  /// Every process must prove its login again.
  ///
  /// - Returns: Why it was closed; `nil` when it was open.
  @discardableResult
  package mutating func open() -> LatchRecord? {
    let record = record
    guard record != nil || trial != nil || abandonedTrials > 0 || unclearAnswers > 0 else { return nil }
    generation &+= 1
    self.record = nil
    trial = nil
    abandonedTrials = 0
    unclearAnswers = 0
    return record
  }
}

extension Date {
  /// The date without fractions of a second, which files don't keep.
  var wholeSeconds: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}

/// Gives the turn to one call of a process at a time, until its login is proven.
struct LoginTurns: Sendable, Hashable {
  /// The proof from the last accepted trial.
  private(set) var proof: LoginProof?
  /// Whether a call has the turn.
  private(set) var isTaken = false

  /// Takes the turn for a call, if no other call has it.
  ///
  /// - Returns: Whether the call has the turn now, and must call ``end(proof:next:)``.
  mutating func take() -> Bool {
    if isTaken { return false }
    isTaken = true
    return true
  }

  /// Ends a turn.
  ///
  /// - Parameters:
  ///   - proof: The proof from the call's answer.
  ///   - next: Whether a waiting call gets the turn at once.
  mutating func end(proof: LoginProof?, next: Bool) {
    if let proof { self.proof = proof }
    isTaken = next
  }
}

/// One Interface User at one endpoint: the unit that a failed login locks and a login latch closes.
///
/// Both names are kept in their canonical spelling, so that another spelling doesn't get around a closed latch. The
/// password isn't included: the account locks, whatever the password was.
public struct LoginAccount: Sendable, Hashable, Codable {
  /// The endpoint in its canonical spelling.
  ///
  /// Letter case, a default port, empty and dot segments, percent-encoding and closing slashes and dots don't count.
  /// All names of this machine for itself are the same.
  public let endpoint: String
  /// The Interface User's name, without regard to letter case and Unicode form.
  public let userName: String

  /// Names an account.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint in any spelling. A text that isn't an endpoint is kept as it is.
  ///   - userName: The Interface User's name in any spelling.
  public init(endpoint: String, userName: String) {
    self.endpoint = LoginAccount.canonical(endpoint)
    self.userName = LoginAccount.canonical(userName: userName)
  }

  /// The canonical spelling of an endpoint; a text that isn't an endpoint stays as it is.
  package static func canonical(_ endpoint: String) -> String {
    (try? Endpoint(endpoint))?.canonical ?? endpoint
  }

  /// The canonical spelling of a user name, as a case-insensitive database compares it.
  static func canonical(userName: String) -> String {
    userName.precomposedStringWithCompatibilityMapping.lowercased()
  }
}
