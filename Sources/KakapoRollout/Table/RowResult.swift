import KakapoProvision

/// How a row ended.
public struct RowResult: Sendable, Hashable {
  /// The ways a row can end.
  public enum Outcome: Sendable, Hashable {
    /// All planned steps of the row were carried out.
    case done
    /// The portal refused a step, or the outcome of a step is unknown.
    case refused(RowFailure)
  }

  /// The row's place in the plan, from 0.
  public let index: Int
  /// The row.
  public let row: UserRow
  /// How it ended.
  public let outcome: Outcome
}

/// Why a row was refused.
public struct RowFailure: Sendable, Hashable, Codable {
  /// The refused step, in the form of ``RolloutStep/description``.
  public let step: String
  /// The code of the `ProvisionError`, for example `rejected`, or `mayHaveApplied`.
  ///
  /// `mayHaveApplied` means that it is unknown whether the step was carried out.
  public let code: String
  /// The reason in words.
  public let reason: String

  /// Makes a failure.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - code: The code.
  ///   - reason: The reason in words.
  public init(step: String, code: String, reason: String) {
    self.step = step
    self.code = code
    self.reason = reason
  }
}

extension [Int: RowFailure] {
  /// Notes why a row was refused.
  ///
  /// A step that may have been applied takes precedence over a refused one, because a person has to look at
  /// it.
  mutating func note(_ failure: RowFailure, ofRow row: Int) {
    if self[row] == nil || failure.mayHaveApplied { self[row] = failure }
  }
}
