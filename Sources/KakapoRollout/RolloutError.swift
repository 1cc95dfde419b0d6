public import KakapoProvision

/// Why a rollout did not begin.
///
/// Nothing was changed, unless ``description`` says otherwise.
public struct RolloutError: Error, Sendable, CustomStringConvertible {
  /// What kind of obstacle it is.
  ///
  /// New kinds may be added in any release, so a `switch` needs a `default`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// More is deleted than may be without a word: see ``DeletionGate``.
    public static var deletionsNotAllowed: Code { Code("deletionsNotAllowed") }
    /// What is there no longer is what the plan was made from.
    public static var stalePlan: Code { Code("stalePlan") }
    /// The plan was applied before.
    public static var spentPlan: Code { Code("spentPlan") }
    /// The plan or the journal belongs to another endpoint.
    public static var otherEndpoint: Code { Code("otherEndpoint") }
    /// The file is no plan of this version, or was changed.
    public static var unreadablePlan: Code { Code("unreadablePlan") }
    /// Another run uses the journal, or the same endpoint and user.
    public static var locked: Code { Code("locked") }
    /// There is a journal of a run that did not end.
    public static var unfinishedJournal: Code { Code("unfinishedJournal") }
    /// There is nothing to go on with.
    public static var nothingToResume: Code { Code("nothingToResume") }
    /// The journal belongs to another input or version.
    public static var otherJournal: Code { Code("otherJournal") }
    /// The journal, the plan or the lock cannot be read or written.
    public static var unusableFile: Code { Code("unusableFile") }
    /// The portal did not answer in a way that a plan can be made from.
    public static var unreadableAnswer: Code { Code("unreadableAnswer") }

    /// The code's name, as spelled here.
    public var description: String { name }
  }

  /// What kind of obstacle it is.
  public let code: Code
  /// What happened, to which value.
  public let reason: String
  /// What can be done; may be empty.
  public let remedies: [Remedy]
  /// The error below.
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

  /// The same error with its remedies in other words.
  ///
  /// - Parameter words: Words a remedy; `nil` leaves it as it is.
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
  /// Allow as many deletions as ``Remedy/subject`` says.
  public static var allowDeletions: Self { Self("allowDeletions") }
  /// Say which column holds the value that ``Remedy/subject`` names.
  public static var mapColumn: Self { Self("mapColumn") }
  /// Say how the file is encoded.
  public static var giveEncoding: Self { Self("giveEncoding") }
  /// Begin with a template.
  public static var useTemplate: Self { Self("useTemplate") }
}

extension Remedy {
  static func resumeJournal(_ path: String) -> Remedy {
    Remedy(.resumeJournal, "Resume the journal.", subject: path)
  }
  static var makePlanAgain: Remedy { Remedy(.makePlanAgain, "Make the plan again.") }
  static var useAnotherJournal: Remedy { Remedy(.useAnotherJournal, "To begin again, use another journal.") }
  static func allowDeletions(_ count: Int) -> Remedy {
    Remedy(.allowDeletions, "If that is right, allow \(count) deletions.", subject: "\(count)")
  }
}
