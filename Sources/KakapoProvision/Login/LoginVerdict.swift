/// What an answer says of the login that came with the call.
enum LoginVerdict: Sendable, Hashable {
  /// The portal knows this login.
  case accepted
  /// The portal refused the login.
  case failed
  /// The answer does not tell.
  case unknown

  /// Reads a text that came with `success` false or in a fault.
  ///
  /// The document shows one such text, garbled: "…login attempt… has failed and the account has been
  /// locked. Please refer to the login history for further information". Other wordings are taken for a
  /// failed login where they can hardly mean anything else: a latch that closes once too often costs a look
  /// into the portal, one that stays open the account. A text that might concern the login in some other
  /// way proves nothing.
  init(refusal text: String) {
    // Stack trace lines name methods such as "Login", which say nothing.
    let message = text.split(separator: "\n")
      .filter { !$0.drop { $0.isWhitespace }.hasPrefix("at ") }.joined(separator: " ").lowercased()
    if LoginVerdict.mentionsFailedLogin(message) {
      self = .failed
    } else if message.isEmpty
      || message.contains(/log-?[io]n|log in|password|credential|authenti|authori|locked|access|permi|denied/)
    {
      self = .unknown
    } else {
      self = .accepted
    }
  }

  private static func mentionsFailedLogin(_ message: String) -> Bool {
    message.contains(
      /\b(log-?in|log-?on|log in|sign-?in)\b(?! ?id\b)[^.]{0,100}\b(fail|unsuccessful|invalid|incorrect|wrong|refused|rejected|denied)/
    )
      || message.contains(
        /\b(failed|unsuccessful|invalid|incorrect|wrong|bad)\b[^.]{0,40}\b(log-?in(?! ?id\b)|log-?on|credentials|username or password|user name or password)\b/
      )
      || message.contains(/\baccount\b[^.]{0,60}\b(locked|is disabled|been disabled)\b/)
      || message.contains(/\blocked\b[^.]{0,30}\baccount\b/)
      || message.contains(/\bauthentication\b[^.]{0,60}\bfail/)
      || message.contains(/\b(could not|cannot|unable to|not) (be )?authenticated?\b/)
      || message.contains(
        /\b(username|user name)( or |\/| and )password\b[^.]{0,40}\b(invalid|incorrect|wrong|not)\b/)
  }
}
