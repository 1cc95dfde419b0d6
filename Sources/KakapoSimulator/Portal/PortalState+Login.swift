public import Foundation
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

/// Counts logins and keeps the newest of them.
struct LoginLedger: Sendable {
  /// A long run of calls must not grow the history without bound; the counts stay exact.
  static let maximumKept = 1_000

  private(set) var newest: [LoginAttempt] = []
  private var counts: [Identifier: [LoginAttempt.Outcome: Int]] = [:]

  mutating func record(_ attempt: LoginAttempt) {
    counts[Identifier(attempt.userName), default: [:]][attempt.outcome, default: 0] += 1
    // Dropping half at a time keeps a long run from moving the whole list at every call.
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

/// An account that may call the web methods, and whether it may still do so.
struct InterfaceUser: Sendable {
  let name: Identifier
  var password: Secret
  var isLocked = false
  /// The addresses calls may come from; `nil` for any.
  var allowedAddresses: Set<String>?
}
