import Foundation
import KakapoProvision

extension PortalState {
  /// Checks the login of one call.
  ///
  /// The access list is looked at before the password, so a call from elsewhere cannot lock the account
  /// (assumed; the portal's order and its message are not known). The first wrong or missing password locks
  /// the account (document).
  ///
  /// - Parameters:
  ///   - userName: The name, or `nil` when the service recognised none in the request.
  ///   - password: The password, or `nil` when the service recognised none.
  ///   - peerAddress: The calling address.
  ///   - time: The time for the login history.
  /// - Returns: What became of the login.
  mutating func logIn(
    userName: String?, password: String?, peerAddress: String, at time: Date
  ) -> LoginAttempt.Outcome {
    let name = Identifier(userName ?? "")
    let outcome = outcome(of: name, password ?? "", from: peerAddress)
    if outcome == .wrongPassword { interfaceUsers[name]?.isLocked = true }
    logins.record(
      LoginAttempt(time: time, userName: name.text, peerAddress: peerAddress, outcome: outcome))
    return outcome
  }

  private func outcome(of name: Identifier, _ password: String, from peer: String) -> LoginAttempt.Outcome {
    guard let user = interfaceUsers[name] else { return .unknownUser }
    if let allowed = user.allowedAddresses, !allowed.contains(peer) { return .addressNotAllowed }
    if user.isLocked { return .locked }
    // Byte by byte: Swift calls two strings equal that only look alike.
    return user.password.revealed.utf8.elementsEqual(password.utf8) ? .accepted : .wrongPassword
  }
}

extension LoginAttempt.Outcome {
  /// The `errorMessage` of a call whose login ended so; `nil` when it was accepted.
  ///
  /// The form for a failed login was read from a garbled picture of the document; the others are assumed. An
  /// unknown name is answered like a wrong password, so that names cannot be guessed.
  func message(userName: String?, peerAddress: String) -> String? {
    let advice = "Please refer to the login history for further information"
    switch self {
    case .accepted: return nil
    case .wrongPassword, .unknownUser:
      return "A login attempt for \(userName ?? "") has failed and the account has been locked. \(advice)"
    case .locked: return "The account has been locked. \(advice)"
    case .addressNotAllowed:
      return "The IP address \(peerAddress) is not on the access control list of \(userName ?? "")"
    }
  }
}
