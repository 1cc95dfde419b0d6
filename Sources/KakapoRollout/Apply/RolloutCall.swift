public import KakapoProvision

/// One call of a rollout, as it is told to observers.
public struct RolloutCall: Sendable, Hashable {
  /// What the call is for.
  public enum Purpose: Sendable, Hashable {
    /// A step of the plan.
    case step(RolloutStep)
    /// `GetUserLicenses`, to see what came of a step whose answer was lost.
    case readBack(RolloutStep)
    /// `GetUserLicenses`, to make a plan.
    case planning
  }

  /// The number of the row in the input.
  public let row: Int
  /// The user.
  public let broadworksUserId: String
  /// What the call is for.
  public let purpose: Purpose
  /// The how-manieth try of the step it is, from 1.
  public let attempt: Int

  /// The web method.
  public var method: String {
    switch purpose {
    case .step(let step): step.method
    case .readBack, .planning: GetUserLicenses.contract.name
    }
  }
}

/// A call that ended.
public struct RolloutCallResult: Sendable {
  /// What came of a call.
  public enum Outcome: Sendable {
    /// The portal carried it out.
    case succeeded
    /// It failed and is not tried again.
    case failed(ProvisionError)
    /// It failed and is tried again, or read back, after a while.
    case retried(ProvisionError)
  }

  /// The call.
  public let call: RolloutCall
  /// When it began, from the beginning of the run.
  public let start: Duration
  /// How long it took.
  public let duration: Duration
  /// What came of it.
  public let outcome: Outcome
}

extension RolloutCall: CustomStringConvertible {
  /// The web method, and what it is for.
  public var description: String {
    switch purpose {
    case .step(let step): step.description
    case .readBack(let step): "\(method), to see what came of \(step)"
    case .planning: method
    }
  }
}
