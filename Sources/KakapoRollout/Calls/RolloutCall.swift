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

/// A hook around every call of a run, from which metrics and traces can be fed.
///
/// It runs in the task that makes the call, so a span that it opens is current while the request is on its
/// way:
///
/// ```swift
/// struct Tracing: RolloutInstrument {
///   func measured<Value: Sendable>(
///     _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
///   ) async throws(ProvisionError) -> Value {
///     let start = ContinuousClock.now
///     defer { record(call.method, ContinuousClock.now - start) }
///     return try await body()
///   }
/// }
/// ```
public protocol RolloutInstrument: Sendable {
  /// Makes a call; the time it takes counts as the call's.
  ///
  /// - Parameters:
  ///   - call: Which call it is.
  ///   - body: Makes it; has to be called once.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value
}

/// One call of a rollout that changes something.
public enum RolloutStep: Sendable, Hashable {
  /// `AddUserWithHierarchy`; safe to repeat.
  case addUser
  /// `AddUserLicense`; safe to repeat.
  case addLicense(License)
  /// `DeleteUserLicense`.
  case removeLicense(License)
  /// `DeleteUser`, which takes the user's licences along.
  case deleteUser

  /// The web method.
  public var method: String {
    switch self {
    case .addUser: AddUserWithHierarchy.contract.name
    case .addLicense: AddUserLicense.contract.name
    case .removeLicense: DeleteUserLicense.contract.name
    case .deleteUser: DeleteUser.contract.name
    }
  }

  /// The licence it is about, if it is about one.
  public var license: License? {
    switch self {
    case .addLicense(let license), .removeLicense(let license): license
    case .addUser, .deleteUser: nil
    }
  }

  /// Whether something goes away.
  public var isDeletion: Bool {
    switch self {
    case .removeLicense, .deleteUser: true
    case .addUser, .addLicense: false
    }
  }
}

extension RolloutStep: CustomStringConvertible {
  /// The web method, and the licence if there is one: `AddUserLicense UnityDesktop/Pro`.
  public var description: String { method + (license.map { " \($0.text)" } ?? "") }
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
