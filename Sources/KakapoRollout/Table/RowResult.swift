import KakapoProvision

/// What became of a row.
public struct RowResult: Sendable, Hashable {
  /// The ways a row can end.
  public enum Outcome: Sendable, Hashable {
    /// Everything the plan has for it was carried out.
    case done
    /// The portal refused a step, or what came of one could not be found out.
    case refused(RowFailure)
  }

  /// The row's place in the plan, from 0.
  public let index: Int
  /// The row.
  public let row: UserRow
  /// What became of it.
  public let outcome: Outcome
}

/// Why a row was refused.
public struct RowFailure: Sendable, Hashable, Codable {
  /// The step that was refused, as ``RolloutStep/description`` has it.
  public let step: String
  /// The code: that of the `ProvisionError`, for example `rejected`, or `mayHaveApplied` when it could
  /// not be found out whether the step was carried out.
  public let code: String
  /// In words.
  public let reason: String

  /// Makes a reason.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - code: The code.
  ///   - reason: In words.
  public init(step: String, code: String, reason: String) {
    self.step = step
    self.code = code
    self.reason = reason
  }
}

extension [Int: RowFailure] {
  /// Takes in why a row was refused.
  ///
  /// What has to be looked at counts more than what was merely refused.
  mutating func note(_ failure: RowFailure, ofRow row: Int) {
    if self[row] == nil || failure.mayHaveApplied { self[row] = failure }
  }
}
