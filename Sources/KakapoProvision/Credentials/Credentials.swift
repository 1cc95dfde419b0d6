/// The name and password of an Interface User.
///
/// An Interface User is the account that the vendor creates for this service alone; a login to the partner portal
/// doesn't work here. One failed login locks it until a person unlocks it in the portal. No description, dump or mirror
/// shows the password.
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

/// Refuses credentials that can't be right: sending them would lock the account.
enum CredentialRules {
  /// Checks credentials without showing the password.
  ///
  /// - Parameter credentials: The credentials to use.
  /// - Throws: ``ProvisionError`` of code `invalidConfiguration`.
  static func check(_ credentials: Credentials) throws(ProvisionError) {
    do throws(TypedValueError) {
      do {
        try ParameterRules.checkCharacters(of: credentials.userName)
        try ParameterRules.checkEdges(of: credentials.userName)
      } catch {
        throw error.inside("the user name")
      }
      do {
        try ParameterRules.checkCharacters(of: credentials.password.revealed)
      } catch {
        throw error.inside("the password")
      }
    } catch {
      throw .invalidConfiguration(ProvisionError(error).reason, advice: error.advice)
    }
    guard !credentials.userName.isEmpty else {
      throw .invalidConfiguration("the user name is empty")
    }
    for (name, value) in [("user name", credentials.userName), ("password", credentials.password.revealed)] {
      guard !value.unicodeScalars.contains("\u{FFFD}"), value.unicodeScalars.first != "\u{FEFF}" else {
        throw .invalidConfiguration(
          "the \(name) contains a replacement character or a byte order mark",
          advice: "It was probably read in the wrong encoding. Give it in UTF-8.")
      }
    }
    let password = credentials.password.revealed
    guard !password.allSatisfy(\.isWhitespace) else {
      throw .invalidConfiguration(
        "the password is \(password.isEmpty ? "empty" : "only white space")",
        advice: "Sending it would fail the login and lock the account.")
    }
    guard password.first?.isNewline != true, password.last?.isNewline != true else {
      throw .invalidConfiguration(
        "the password begins or ends with a line break",
        advice: "It was probably read from a file together with its line end.")
    }
  }
}
