import Foundation

/// One Interface User at one endpoint: what a failed login locks, and what a login latch is closed for.
///
/// Both names are kept in one spelling of those that a server takes for the same, so that no spelling gets around a
/// closed latch. The password isn't part of it: the account locks, whatever the password was.
public struct LoginAccount: Sendable, Hashable, Codable {
  /// The endpoint: letter case, default port, empty and dot segments, percent-encoding and closing slashes and dots
  /// don't count, and all names of this machine for itself are one.
  public let endpoint: String
  /// The Interface User's name, without regard to letter case and Unicode form.
  public let userName: String

  /// Names an account.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint in any spelling. A text that isn't an endpoint is kept as it is.
  ///   - userName: The Interface User's name in any spelling.
  public init(endpoint: String, userName: String) {
    self.endpoint = LoginAccount.canonical(endpoint)
    self.userName = LoginAccount.canonical(userName: userName)
  }

  /// An endpoint in one spelling of those that mean the same; as it is when it isn't one.
  package static func canonical(_ endpoint: String) -> String {
    (try? Endpoint(endpoint))?.canonical ?? endpoint
  }

  /// A user name in one spelling of those that a case-insensitive database takes for the same.
  static func canonical(userName: String) -> String {
    userName.precomposedStringWithCompatibilityMapping.lowercased()
  }
}
