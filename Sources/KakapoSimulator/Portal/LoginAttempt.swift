public import Foundation

/// One entry of the portal's login history.
public struct LoginAttempt: Sendable, Hashable {
  /// What became of a login.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Name and password were right.
    case accepted
    /// The password was wrong or missing; the account was locked by it.
    case wrongPassword
    /// There is no Interface User of that name, or no name was recognised in the request.
    case unknownUser
    /// The account was locked before; whether the password was right was not looked at.
    case locked
    /// The calling address is not on the Interface User's access list; the account was not locked by it.
    case addressNotAllowed
  }

  /// When it was.
  public let time: Date
  /// The name as it was sent; empty when the service recognised none.
  public let userName: String
  /// The calling address.
  public let peerAddress: String
  /// What became of it.
  public let outcome: Outcome
}
