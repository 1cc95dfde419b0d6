public import KakapoProvision

/// What a run came to.
///
/// `done`, `refused` and `notTried` of ``progress`` add up to the input.
public struct RolloutSummary: Sendable {
  /// Why a run ended.
  public enum Ending: Sendable {
    /// Every row was tried.
    case finished
    /// It was asked to stop.
    case interrupted
    /// A failure that every further call would meet as well: the account is locked, access is refused, the
    /// contract does not fit, or the portal cannot be reached.
    case stopped(ProvisionError)
    /// More rows were refused than allowed.
    case tooManyErrors(limit: Int)
    /// The journal cannot be written.
    case journalFailed(RolloutError)
  }

  /// Why the run ended.
  public package(set) var ending: Ending
  /// The rows, those of the runs before that it went on from included.
  public let progress: RolloutProgress
  /// The calls this run made, those that failed included.
  public let calls: Int
  /// How long this run took.
  public let duration: Duration
  /// The rows that were refused, those of the runs before included, in the order of the input.
  ///
  /// A refused row with a step in doubt is not among them: it ends when the step was looked up.
  public let failures: [RowResult]
  /// The rows with a step of which nobody knows whether it was carried out; a run that goes on looks it up.
  public internal(set) var undecided = 0
  /// The calls that were tried again or read back, those of the runs before included.
  public let retries: [RolloutRetry]

  /// What a plan with nothing to do comes to.
  ///
  /// - Parameter rows: The rows of the plan.
  /// - Returns: The summary.
  package static func unchanged(rows: Int) -> RolloutSummary {
    var progress = RolloutProgress(total: rows)
    progress.done = rows
    return RolloutSummary(
      ending: .finished, progress: progress, calls: 0, duration: .zero, failures: [], retries: [])
  }

  /// The rows that have not ended: those that were not tried, and those that were begun.
  public var notTried: Int { progress.left }
}

/// A call that did not end the way it should, and was tried again or read back.
public struct RolloutRetry: Sendable, Hashable, Codable {
  /// The number of the row in the input.
  public let row: Int
  /// The user.
  public let broadworksUserId: String
  /// The web method and what it was about.
  public let call: String
  /// Which try failed, from 1.
  public let attempt: Int
  /// The error's code and what became of the call: for example `connectionLost: …`.
  public let reason: String

  /// Makes an entry.
  ///
  /// - Parameters:
  ///   - row: The number of the row in the input.
  ///   - broadworksUserId: The user.
  ///   - call: The web method and what it was about.
  ///   - attempt: Which try failed, from 1.
  ///   - reason: The error's code and what became of the call.
  public init(row: Int, broadworksUserId: String, call: String, attempt: Int, reason: String) {
    self.row = row
    self.broadworksUserId = broadworksUserId
    self.call = call
    self.attempt = attempt
    self.reason = reason
  }
}
