public import KakapoProvision

/// Why a rollout did not begin.
///
/// Nothing was changed, unless ``description`` says otherwise.
public struct RolloutError: Error, Sendable, CustomStringConvertible {
  /// The kind of a problem.
  ///
  /// New kinds may be added in any release, so a `switch` needs a `default`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// The plan has more deletions than allowed: see ``DeletionGate``.
    public static var deletionsNotAllowed: Code { Code("deletionsNotAllowed") }
    /// The portal has changed since the plan was made.
    public static var stalePlan: Code { Code("stalePlan") }
    /// The plan was already applied.
    public static var spentPlan: Code { Code("spentPlan") }
    /// The plan or the journal belongs to another endpoint.
    public static var otherEndpoint: Code { Code("otherEndpoint") }
    /// The file isn't a plan of this version, or was changed.
    public static var unreadablePlan: Code { Code("unreadablePlan") }
    /// Another run uses the journal, or the same endpoint and user.
    public static var locked: Code { Code("locked") }
    /// There is a journal of an unfinished run.
    public static var unfinishedJournal: Code { Code("unfinishedJournal") }
    /// There is nothing to resume.
    public static var nothingToResume: Code { Code("nothingToResume") }
    /// The journal belongs to another input or version.
    public static var otherJournal: Code { Code("otherJournal") }
    /// The journal, the plan or the lock cannot be read or written.
    public static var unusableFile: Code { Code("unusableFile") }
    /// No plan can be made from the portal's answer.
    public static var unreadableAnswer: Code { Code("unreadableAnswer") }

    /// The name of the code.
    public var description: String { name }
  }

  /// The kind of the problem.
  public let code: Code
  /// What happened, and to what.
  public let reason: String
  /// What can be done; may be empty.
  public let remedies: [Remedy]
  /// The error that caused this one.
  public let underlyingError: (any Error)?

  package init(
    _ code: Code, _ reason: String, advice: String = "", remedies: [Remedy] = [],
    underlyingError: (any Error)? = nil
  ) {
    self.code = code
    self.reason = reason
    self.remedies = remedies + .correction(advice)
    self.underlyingError = underlyingError
  }

  /// What to do, in words; may be empty.
  public var advice: String { remedies.text }

  /// The same error with other words for its remedies.
  ///
  /// - Parameter words: Gives the words of a remedy; `nil` keeps its own.
  /// - Returns: The error.
  package func worded(_ words: (Remedy) -> String?) -> RolloutError {
    RolloutError(code, reason, remedies: remedies.worded(words), underlyingError: underlyingError)
  }

  /// What happened and what to do.
  public var description: String { [reason, advice].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension Remedy.Action {
  /// Resume the journal, without an input.
  public static var resumeJournal: Self { Self("resumeJournal") }
  /// Begin again with another journal.
  public static var useAnotherJournal: Self { Self("useAnotherJournal") }
  /// Make the plan again.
  public static var makePlanAgain: Self { Self("makePlanAgain") }
  /// Allow the number of deletions in ``Remedy/subject``.
  public static var allowDeletions: Self { Self("allowDeletions") }
  /// Say which column has the value that ``Remedy/subject`` names.
  public static var mapColumn: Self { Self("mapColumn") }
  /// Allow an input with fewer rows.
  public static var allowFewerRows: Self { Self("allowFewerRows") }
  /// Give the encoding of the file.
  public static var giveEncoding: Self { Self("giveEncoding") }
  /// Begin with a template.
  public static var useTemplate: Self { Self("useTemplate") }
}

extension Remedy {
  static func resumeJournal(_ path: String) -> Remedy {
    Remedy(.resumeJournal, "Resume the journal.", subject: path)
  }
  static var makePlanAgain: Remedy { Remedy(.makePlanAgain, "Make the plan again.") }
  static var useAnotherJournal: Remedy { Remedy(.useAnotherJournal, "To start again, use another journal.") }
  static func allowDeletions(_ count: Int) -> Remedy {
    Remedy(.allowDeletions, "If that is right, allow \(count) deletions.", subject: "\(count)")
  }
}
