public import Foundation

/// What is known about one account at one endpoint, and so who may send its login.
///
/// This value is the whole model; latches only keep it, and the gate of a process asks it before every call:
///
/// | state | who may send |
/// | --- | --- |
/// | open | a process that holds a proof of this generation; otherwise one call in all processes, as a trial |
/// | being tried | the call that tries; every other call of unproven processes waits |
/// | closed after a failed login | nobody, until a person opens it |
/// | closed in doubt | only a process that holds a proof of this generation, until a person opens it |
///
/// A trial is recorded before the login leaves. An accepted login takes the record back and gives its process a proof.
/// A record whose process ended is an abandoned trial: one more may follow, then the account is in doubt. Three
/// refusals with no accepted login between them, which don't show whether it was accepted, put it in doubt, too. Each failure and each opening
/// begins a new generation, so no older proof holds.
public struct LoginState: Sendable, Hashable, Codable {
  /// How many trials may end without their answer, as a crash leaves them, before the account is in doubt.
  package static let abandonedTrialLimit = 2
  /// How many answers since the last accepted login may leave open whether the login was accepted.
  package static let unclearAnswerLimit = 3

  /// Changes with every failure and every opening: a proof holds for one generation.
  private(set) var generation: UInt64
  /// The trial that is under way, or that a process left behind when it ended.
  public private(set) var trial: PendingLogin?
  /// Why nothing is sent; `nil` while the latch is open.
  public private(set) var record: LatchRecord?
  /// Trials since the last accepted login whose process ended before their answer.
  public private(set) var abandonedTrials = 0
  /// Answers since the last accepted login that left open whether it was accepted.
  public private(set) var unclearAnswers = 0
  /// When the latch closed last: the next time is another one, so that a person can name it.
  private var lastClosing: Date?

  /// An account that nothing is known of.
  ///
  /// Its generation is drawn at random, so that no proof from before a lost file holds.
  public init() { self.init(generation: .random(in: .min ... .max)) }

  package init(generation: UInt64) { self.generation = generation }
}

/// A login that is being tried, as a latch records it before the call is sent.
public struct PendingLogin: Sendable, Hashable, Codable {
  /// Tells attempts apart.
  let number: UInt64
  /// The process that tries.
  public let process: Int32
  /// The machine it runs on.
  public let host: String
  /// When the attempt began.
  public let since: Date

  package init(number: UInt64, process: Int32, host: String, since: Date) {
    self.number = number
    self.process = process
    self.host = host
    self.since = since
  }

  /// When the attempt began, in the internet format, UTC.
  public var timestamp: String { since.formatted(.iso8601) }

  /// An attempt of this process that begins now.
  static func now() -> PendingLogin {
    PendingLogin(
      number: .random(in: .min ... .max), process: ProcessInfo.processInfo.processIdentifier,
      host: ProcessInfo.processInfo.hostName, since: Date().wholeSeconds)
  }
}

/// What a process holds whose login was accepted; good for one generation of a ``LoginState``.
package struct LoginProof: Sendable, Hashable {
  let generation: UInt64
}

// MARK: - What a call may do

extension LoginState {
  /// What a call may do.
  package enum Permission: Sendable, Hashable {
    /// Send: the login is proven.
    case free
    /// Send if it is the only one that tries: see ``LoginState/begin(_:after:)``.
    case trial
    /// Not send.
    case closed(LatchRecord)
  }

  /// What a call of a process may do.
  ///
  /// - Parameter proof: What the process holds.
  /// - Returns: The permission.
  package func permission(holding proof: LoginProof?) -> Permission {
    let isProven = proof?.generation == generation
    if let record {
      // Doubt is about other processes' trials. This one has seen its login accepted, and nobody has seen it fail.
      return isProven && record.cause.isDoubt ? .free : .closed(record)
    }
    return isProven ? .free : .trial
  }
}

// MARK: - What moves it

extension LoginState {
  /// How a trial begins.
  package enum Beginning: Sendable, Hashable {
    /// The login may leave. `after` is the trial that was left behind, if there was one.
    case mayTry(after: PendingLogin?)
    /// The login must not leave.
    case closed(LatchRecord)
  }

  /// What an answer, or its absence, says about a trial that didn't fail.
  package enum Answer: Sendable, Hashable {
    /// The portal accepted the login.
    case accepted
    /// The portal refused something and didn't show whether it accepted the login. The record is for the case that
    /// this is one such answer too many.
    case unclear(LatchRecord)
    /// Nothing was heard about the login.
    case silent
  }

  /// Records that a login is about to be tried.
  ///
  /// Only the holder of the trial role of all processes may do it: a trial that it finds was left by a process that
  /// ended.
  ///
  /// - Parameters:
  ///   - attempt: The attempt.
  ///   - ended: An earlier attempt of this process whose end could not be written; it isn't an abandoned one.
  ///   - record: What to close with when this would be one abandoned trial too many.
  /// - Returns: Whether the login may leave.
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

  /// Takes in how a trial ended that didn't fail.
  ///
  /// - Parameters:
  ///   - attempt: The attempt.
  ///   - answer: What its answer says.
  /// - Returns: A proof for the process; `nil` unless the login was accepted, or when the latch was closed or opened
  ///   meanwhile: such an answer is older than that.
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

  /// Closes after a failed login, of a trial or of any other call.
  ///
  /// - Parameter record: Why. If the latch is closed by a failure already, that one stays: it is the one that the
  ///   error named.
  /// - Returns: The record as it is kept.
  @discardableResult
  package mutating func fail(_ record: LatchRecord) -> LatchRecord {
    generation &+= 1
    trial = nil
    if let known = self.record, !known.cause.isDoubt { return known }
    return close(record)
  }

  /// Keeps a record, with a date that no earlier one has.
  @discardableResult
  private mutating func close(_ record: LatchRecord) -> LatchRecord {
    let kept = record.dated(max(record.date, lastClosing.map { $0 + 1 } ?? record.date))
    lastClosing = kept.date
    self.record = kept
    return kept
  }

  /// Opens, as a person does who has looked at the account.
  ///
  /// Every process has to prove its login again.
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

/// Whose turn it is among the calls of one process: until its login is proven, one call at a time tries it.
struct LoginTurns: Sendable, Hashable {
  /// What the last accepted trial proved.
  private(set) var proof: LoginProof?
  /// Whether a call has the turn.
  private(set) var isTaken = false

  /// Takes the turn for a call, if no other call has it.
  ///
  /// - Returns: Whether the call has it now, and owes ``end(proof:next:)``.
  mutating func take() -> Bool {
    if isTaken { return false }
    isTaken = true
    return true
  }

  /// Ends a turn.
  ///
  /// - Parameters:
  ///   - proof: What the call's answer proved.
  ///   - next: Whether a call waits that gets the turn at once.
  mutating func end(proof: LoginProof?, next: Bool) {
    if let proof { self.proof = proof }
    isTaken = next
  }
}

/// One Interface User at one endpoint: what a failed login locks, and what a login latch is closed for.
///
/// Both names are kept in one spelling of those that a server takes for the same, so that no spelling gets around a
/// closed latch. The password isn't part of it: the account locks, whatever the password was.
public struct LoginAccount: Sendable, Hashable, Codable {
  /// The endpoint: letter case, default port, empty and dot segments, percent-encoding and closing slashes and dots
  /// don't count, and all names of this machine for itself are one.
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

  /// An endpoint in one spelling of those that mean the same; as it is when it isn't one.
  package static func canonical(_ endpoint: String) -> String {
    (try? Endpoint(endpoint))?.canonical ?? endpoint
  }

  /// A user name in one spelling of those that a case-insensitive database takes for the same.
  static func canonical(userName: String) -> String {
    userName.precomposedStringWithCompatibilityMapping.lowercased()
  }
}
