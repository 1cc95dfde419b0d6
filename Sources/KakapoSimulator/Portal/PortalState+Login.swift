public import Foundation
import KakapoProvision

extension PortalState {
  /// Checks the login of one call.
  ///
  /// The access list is checked before the password, so a call from another address cannot lock the account
  /// (assumed; the portal's order and its message are unknown). The first wrong or missing password locks the
  /// account (document).
  ///
  /// - Parameters:
  ///   - userName: The name, or `nil` if the service recognised none in the request.
  ///   - password: The password, or `nil` if the service recognised none.
  ///   - peerAddress: The calling address.
  ///   - time: The time for the login history.
  /// - Returns: The outcome of the login.
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
    // Compares bytes, because Swift treats strings with the same appearance as equal.
    return user.password.revealed.utf8.elementsEqual(password.utf8) ? .accepted : .wrongPassword
  }
}

extension LoginAttempt.Outcome {
  /// The `errorMessage` of a call with this login outcome; `nil` for an accepted login.
  ///
  /// The form for a failed login was read from a garbled picture of the document; the others are assumed. An
  /// unknown name gets the same answer as a wrong password, so that names cannot be guessed.
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

/// Counts logins and keeps the newest ones.
struct LoginLedger: Sendable {
  /// Limits the history in a long run of calls; the counts stay exact.
  static let maximumKept = 1_000

  private(set) var newest: [LoginAttempt] = []
  private var counts: [Identifier: [LoginAttempt.Outcome: Int]] = [:]

  mutating func record(_ attempt: LoginAttempt) {
    counts[Identifier(attempt.userName), default: [:]][attempt.outcome, default: 0] += 1
    // Drops half at a time, so that a long run does not move the whole list at every call.
    if newest.count >= Self.maximumKept * 2 { newest.removeFirst(Self.maximumKept) }
    newest.append(attempt)
  }

  func count(_ outcomes: Set<LoginAttempt.Outcome>, of userName: String?) -> Int {
    let selected = userName.map { [counts[Identifier($0), default: [:]]] } ?? Array(counts.values)
    return selected.reduce(0) { sum, byOutcome in
      sum + byOutcome.reduce(0) { outcomes.contains($1.key) ? $0 + $1.value : $0 }
    }
  }
}

/// One entry of the portal's login history.
public struct LoginAttempt: Sendable, Hashable {
  /// The outcome of a login.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Name and password were right.
    case accepted
    /// The password was wrong or missing, and the account is now locked.
    case wrongPassword
    /// No Interface User has that name, or the service recognised no name in the request.
    case unknownUser
    /// The account was already locked; the password was not checked.
    case locked
    /// The calling address isn't on the Interface User's access list; this did not lock the account.
    case addressNotAllowed
  }

  /// The time of the login.
  public let time: Date
  /// The name in the request; empty if the service recognised none.
  public let userName: String
  /// The calling address.
  public let peerAddress: String
  /// The outcome.
  public let outcome: Outcome
}

/// An account that may call the web methods, unless it is locked.
struct InterfaceUser: Sendable {
  let name: Identifier
  var password: Secret
  var isLocked = false
  /// The addresses from which calls may come; `nil` for any.
  var allowedAddresses: Set<String>?
}
