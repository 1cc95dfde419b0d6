/// Refuses credentials that cannot be right: to send them would lock the account.
enum CredentialRules {
  /// Checks credentials without ever showing the password.
  ///
  /// - Parameter credentials: What is about to be used.
  /// - Throws: ``ProvisionError`` of code `invalidConfiguration`.
  static func check(_ credentials: Credentials) throws(ProvisionError) {
    do {
      try ParameterRules.checkCharacters(of: credentials.userName, name: "the user name")
      try ParameterRules.checkEdges(of: credentials.userName, name: "the user name")
      try ParameterRules.checkCharacters(of: credentials.password.revealed, name: "the password")
    } catch {
      throw .invalidConfiguration(error.reason, advice: error.advice)
    }
    guard !credentials.userName.isEmpty else {
      throw .invalidConfiguration("the user name is empty")
    }
    for (name, value) in [("user name", credentials.userName), ("password", credentials.password.revealed)] {
      guard !value.unicodeScalars.contains("\u{FFFD}"), value.unicodeScalars.first != "\u{FEFF}" else {
        throw .invalidConfiguration(
          "the \(name) holds a replacement character or a byte order mark",
          advice: "It was probably read in another encoding than it was written in; give it in UTF-8.")
      }
    }
    let password = credentials.password.revealed
    guard !password.allSatisfy(\.isWhitespace) else {
      throw .invalidConfiguration(
        "the password is \(password.isEmpty ? "empty" : "nothing but white space")",
        advice: "To send it would be a failed login and lock the account.")
    }
    guard password.first?.isNewline != true, password.last?.isNewline != true else {
      throw .invalidConfiguration(
        "the password begins or ends with a line break",
        advice: "It was probably read from a file together with the end of the line.")
    }
  }
}
