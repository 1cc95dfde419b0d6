public import Foundation

/// Why a login latch is closed.
public struct LatchRecord: Sendable, Hashable, Codable {
  /// What closed the latch.
  ///
  /// New causes may be added in any release, so a `switch` needs a `default`.
  public struct Cause: Sendable, Hashable, Codable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// The portal refused the login, so the account is locked.
    public static var failed: Cause { Cause("failed") }
    /// Several processes in turn ended while their login was under way: its answer is unknown.
    public static var abandoned: Cause { Cause("abandoned") }
    /// Several answers didn't show whether the login was accepted.
    public static var unclear: Cause { Cause("unclear") }

    /// Whether no login is known to have failed.
    var isDoubt: Bool { self != .failed }

    /// The cause's name, as spelled here.
    public var description: String { name }

    /// Reads a name.
    public init(from decoder: any Decoder) throws {
      name = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(name)
    }
  }

  /// The endpoint that the login was sent to.
  public let endpoint: String
  /// The Interface User's name, as it was sent.
  public let userName: String
  /// When the latch closed, in whole seconds.
  public let date: Date
  /// The web method that was called.
  public let operation: String
  /// The server's text, without secrets.
  public let serverText: String
  /// What closed the latch.
  public let cause: Cause

  /// Makes a record.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint that the login was sent to.
  ///   - userName: The Interface User's name.
  ///   - date: When the latch closed; fractions of a second are dropped.
  ///   - operation: The web method that was called.
  ///   - serverText: The server's text, without secrets.
  ///   - cause: What closed the latch; a failed login by default.
  public init(
    endpoint: String, userName: String, date: Date, operation: String, serverText: String,
    cause: Cause = .failed
  ) {
    self.endpoint = endpoint
    self.userName = userName
    self.date = date.wholeSeconds
    self.operation = operation
    self.serverText = serverText
    self.cause = cause
  }

  private enum CodingKeys: String, CodingKey {
    case endpoint, userName, date, operation, serverText, cause
  }

  /// Reads a record; one without a cause is of a failed login.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      endpoint: try values.decode(String.self, forKey: .endpoint),
      userName: try values.decode(String.self, forKey: .userName),
      date: try values.decode(Date.self, forKey: .date),
      operation: try values.decode(String.self, forKey: .operation),
      serverText: try values.decode(String.self, forKey: .serverText),
      cause: try values.decodeIfPresent(Cause.self, forKey: .cause) ?? .failed)
  }

  /// The date in the internet format, in UTC.
  public var timestamp: String { date.formatted(.iso8601) }

  /// The account that the record closes.
  var account: LoginAccount { LoginAccount(endpoint: endpoint, userName: userName) }

  func dated(_ date: Date) -> LatchRecord {
    LatchRecord(
      endpoint: endpoint, userName: userName, date: date, operation: operation, serverText: serverText,
      cause: cause)
  }

  /// What happened, as a sentence without its full stop.
  var reason: String {
    let user = quoted(userName)
    if cause == .abandoned {
      return
        "\(LoginState.abandonedTrialLimit) processes ended before the login of \(user) was answered, the "
        + "last at \(timestamp) or later, and it isn't known whether it was accepted"
    }
    if cause == .unclear {
      return
        "\(LoginState.unclearAnswerLimit) answers, the last at \(timestamp) during \(operation), didn't "
        + "show whether the login of \(user) was accepted"
    }
    return "the login of \(user) failed at \(timestamp) during \(operation)"
  }

  /// What a person has to do before opening the latch.
  var remedies: [Remedy] {
    [
      Remedy(
        .unlockAccount,
        cause.isDoubt
          ? "Check in the portal if the Interface User \(quoted(userName)) is locked, and check the password."
          : "Unlock the Interface User \(quoted(userName)) in the portal and check the password.",
        subject: userName),
      Remedy(
        .openLatch, "Then open the latch with `openLoginLatch()`. A new password needs that, too."),
    ]
  }
}

extension ProvisionError {
  static func loginLatched(_ record: LatchRecord) -> ProvisionError {
    ProvisionError(
      .loginLatched, delivery: .notSent,
      reason: "\(record.reason), so nothing more is sent to this account", remedies: record.remedies,
      serverText: record.serverText)
  }
}
