/// What an answer says of the login that came with the call.
package enum LoginVerdict: Sendable, Hashable {
  /// The portal knows this login.
  case accepted
  /// The portal refused the login.
  case failed
  /// The answer does not tell.
  case unknown

  /// How much of a text is looked at, in characters.
  static let limit = 2000

  /// Reads a text that came with `success` false or in a fault.
  ///
  /// The document shows one such text, garbled: "…login attempt… has failed and the account has been
  /// locked. Please refer to the login history for further information". Other wordings are taken for a
  /// failed login where they can hardly mean anything else: a latch that closes once too often costs a look
  /// into the portal, one that stays open the account. A text that might concern the login in some other
  /// way proves nothing.
  ///
  /// - Parameters:
  ///   - text: The text; of a long one the beginning counts.
  ///   - values: What the caller sent and the text may quote; it says nothing of the login.
  ///   - userName: The Interface User's name, which may stand between the words that count, or be one of them.
  init(refusal text: String, quoting values: [String] = [], ofUser userName: String = "") {
    let message = LoginVerdict.statement(of: text, without: values)
    let nameless = LoginVerdict.statement(of: text, without: values + [userName])
    if LoginVerdict.mentionsFailedLogin(message)
      || nameless != message && LoginVerdict.mentionsFailedLogin(nameless)
    {
      self = .failed
    } else if message.isEmpty || message.contains(LoginVerdict.wordsNearLogin) {
      self = .unknown
    } else {
      self = .accepted
    }
  }

  /// What a text says in words of its own, in lower case.
  private static func statement(of text: String, without values: [String]) -> String {
    // Stack trace lines name methods such as "Login", which say nothing.
    var statement = String(FaultReader.withoutTrace(String(text.prefix(limit))))
    for value in values where value.count >= 3 { statement = blotting(value, in: statement) }
    return statement.lowercased().replacing(/broadworks (log-?in|user)( ?id)?/, with: "…")
  }

  /// A text without a value where it stands by itself: inside another word it is no quotation.
  private static func blotting(_ value: String, in text: String) -> String {
    let isWord: (Character?) -> Bool = { $0.map { $0.isLetter || $0.isNumber } ?? false }
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: value) {
      let isInside =
        isWord(text[..<found.lowerBound].last) && isWord(value.first)
        || isWord(text[found.upperBound...].first) && isWord(value.last)
      result += rest[..<found.lowerBound] + (isInside ? rest[found] : "…")
      rest = rest[found.upperBound...]
    }
    return result + rest
  }

  private static var wordsNearLogin: Regex<Substring> {
    // Whether the text concerns the caller's account, its address or its rights cannot be told from these.
    /log-?[io]n|log [io]n|logged [io]n|sign|password|credential|authenti|authori|lock|access|permi|denied|account|interface user|user ?name|unknown user|suspend|expire|disabl|allow|address|session/
  }

  private static func mentionsFailedLogin(_ message: String) -> Bool {
    message.contains(
      /\b(log-?in|log-?on|log in|sign-?in)\b(?! ?(id|name)\b)[^.]{0,100}\b(fail|unsuccessful|invalid|incorrect|wrong|refused|rejected|denied)/
    )
      || message.contains(
        /\b(failed|unsuccessful|invalid|incorrect|wrong|bad)\b[^.]{0,40}\b(log-?in(?! ?(id|name)\b)|log-?on|credentials|username or password|user name or password)\b/
      )
      || message.contains(/\b(account|interface user)\b[^.]{0,60}\b(locked|disabled)\b/)
      || message.contains(/\b(user|account) (is|has been|was) locked( out)?\b/)
      || message.contains(/\blocked\b[^.]{0,30}\baccount\b/)
      || message.contains(/\bauthentication\b[^.]{0,60}\bfail/)
      || message.contains(/\b(could not|cannot|unable to|not) (be )?authenticated?\b/)
      || message.contains(
        /\b(username|user name)( or |\/| and )password\b[^.]{0,40}\b(invalid|incorrect|wrong)\b/)
      || message.contains(/\binvalid (interface user|username|user name)\b/)
  }
}
