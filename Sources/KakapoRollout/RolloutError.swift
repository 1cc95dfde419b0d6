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
  /// What to do.
  public let advice: String
  /// The error below.
  public let underlyingError: (any Error)?

  package init(_ code: Code, _ reason: String, advice: String = "", underlyingError: (any Error)? = nil) {
    self.code = code
    self.reason = reason
    self.advice = advice
    self.underlyingError = underlyingError
  }

  /// What happened and what to do.
  public var description: String { [reason, advice].filter { !$0.isEmpty }.joined(separator: " ") }
}
