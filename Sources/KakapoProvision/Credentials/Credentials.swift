/// The name and password of an Interface User.
///
/// An Interface User is the account that the vendor creates for this service alone; a login to the partner
/// portal does not work here. One failed login locks it until somebody unlocks it by hand in the portal.
/// The password shows in no description, dump or mirror.
public struct Credentials: Sendable, Hashable {
  /// The Interface User's name.
  public let userName: String
  /// The Interface User's password.
  public let password: Secret

  /// Makes credentials; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - userName: The Interface User's name.
  ///   - password: The Interface User's password.
  public init(userName: String, password: String) {
    self.userName = userName
    self.password = Secret(password)
  }

  /// Compares byte by byte, as a server does.
  ///
  /// - Parameters:
  ///   - left: One login.
  ///   - right: The other.
  /// - Returns: Whether name and password are the same bytes in UTF-8.
  public static func == (left: Credentials, right: Credentials) -> Bool {
    left.userName.utf8.elementsEqual(right.userName.utf8) && left.password == right.password
  }
}
