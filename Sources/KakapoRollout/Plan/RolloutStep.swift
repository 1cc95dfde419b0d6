public import KakapoProvision

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
