public import Foundation

/// Why a login latch is closed: the failed login that closed it.
public struct LatchRecord: Sendable, Hashable, Codable {
  /// The endpoint that refused the login.
  public let endpoint: String
  /// The Interface User's name.
  public let userName: String
  /// When the refusal arrived.
  public let date: Date
  /// The web method that was called.
  public let operation: String
  /// The server's text, without secrets.
  public let serverText: String

  /// Makes a record.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint that refused the login.
  ///   - userName: The Interface User's name.
  ///   - date: When the refusal arrived.
  ///   - operation: The web method that was called.
  ///   - serverText: The server's text, without secrets.
  public init(endpoint: String, userName: String, date: Date, operation: String, serverText: String) {
    self.endpoint = endpoint
    self.userName = userName
    self.date = date
    self.operation = operation
    self.serverText = serverText
  }

  /// The date in the internet format, UTC.
  public var timestamp: String { date.formatted(.iso8601) }

  var advice: String {
    "Unlock the Interface User \(quoted(userName)) in the portal and check the password; then open the latch "
      + "(`kakapo latch open`, or `openLoginLatch()` on the client), or use other credentials."
  }
}
