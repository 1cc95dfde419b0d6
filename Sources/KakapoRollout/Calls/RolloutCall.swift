public import KakapoProvision

/// One call of a rollout, for observers.
public struct RolloutCall: Sendable, Hashable {
  /// The purpose of the call.
  public enum Purpose: Sendable, Hashable {
    /// A step of the plan.
    case step(RolloutStep)
    /// `GetUserLicenses`, to find out the outcome of a step whose answer was lost.
    case readBack(RolloutStep)
    /// `GetUserLicenses`, to make a plan.
    case planning
  }

  /// The number of the row in the input.
  public let row: Int
  /// The user.
  public let broadworksUserId: String
  /// The purpose of the call.
  public let purpose: Purpose
  /// The attempt number, from 1.
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
  /// The outcome of a call.
  public enum Outcome: Sendable {
    /// The portal carried it out.
    case succeeded
    /// It failed and is not tried again.
    case failed(ProvisionError)
    /// It failed, and is tried again or read back after a while.
    case retried(ProvisionError)
  }

  /// The call.
  public let call: RolloutCall
  /// The time from the beginning of the run to the beginning of the call.
  public let start: Duration
  /// The duration of the call.
  public let duration: Duration
  /// The outcome of the call.
  public let outcome: Outcome
}

extension RolloutCall: CustomStringConvertible {
  /// The web method, and its purpose.
  public var description: String {
    switch purpose {
    case .step(let step): step.description
    case .readBack(let step): "\(method), to see the result of \(step)"
    case .planning: method
    }
  }
}

/// A hook around every call of a run, for metrics and traces.
///
/// It runs in the task that makes the call, so a span that it opens is current during the request:
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
  /// Makes a call; the time of this method counts as the time of the call.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - body: Makes the call; must be called once.
  /// - Returns: The result of `body`.
  /// - Throws: The error of `body`.
  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value
}

/// One call of a rollout that changes the portal.
public enum RolloutStep: Sendable, Hashable {
  /// `AddUserWithHierarchy`; safe to repeat.
  case addUser
  /// `AddUserLicense`; safe to repeat.
  case addLicense(License)
  /// `DeleteUserLicense`.
  case removeLicense(License)
  /// `DeleteUser`, which also removes the user's licences.
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

  /// The licence of the step, if it has one.
  public var license: License? {
    switch self {
    case .addLicense(let license), .removeLicense(let license): license
    case .addUser, .deleteUser: nil
    }
  }

  /// Whether the step deletes a user or removes a licence.
  public var isDeletion: Bool {
    switch self {
    case .removeLicense, .deleteUser: true
    case .addUser, .addLicense: false
    }
  }

  /// Whether the step is about the user itself; the later steps of its row wait for it.
  var isForUser: Bool { self == .addUser || self == .deleteUser }
}

extension RolloutStep: CustomStringConvertible {
  /// The web method, and the licence if there is one: `AddUserLicense UnityDesktop/Pro`.
  public var description: String { method + (license.map { " \($0.text)" } ?? "") }
}

/// A call that did not end as expected, and was tried again or read back.
public struct RolloutRetry: Sendable, Hashable, Codable {
  /// The number of the row in the input.
  public let row: Int
  /// The user.
  public let broadworksUserId: String
  /// The web method and its object.
  public let call: String
  /// The number of the failed attempt, from 1.
  public let attempt: Int
  /// The error's code and the outcome of the call, for example `connectionLost: …`.
  public let reason: String

  /// Makes an entry.
  ///
  /// - Parameters:
  ///   - row: The number of the row in the input.
  ///   - broadworksUserId: The user.
  ///   - call: The web method and its object.
  ///   - attempt: The number of the failed attempt, from 1.
  ///   - reason: The error's code and the outcome of the call.
  public init(row: Int, broadworksUserId: String, call: String, attempt: Int, reason: String) {
    self.row = row
    self.broadworksUserId = broadworksUserId
    self.call = call
    self.attempt = attempt
    self.reason = reason
  }
}
