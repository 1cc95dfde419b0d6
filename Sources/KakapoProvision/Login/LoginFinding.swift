import Foundation
import XMLCore

/// What an answer says about its call's login, and the words that say it.
package struct LoginFinding: Sendable, Hashable {
  /// What an answer can say.
  enum Verdict: Sendable, Hashable {
    /// The portal refused the login.
    case failed
    /// It refused the login or the row's user: see ``LoginRule/Meaning/ambiguous``.
    case ambiguous
    /// It accepted the login.
    case accepted
    /// It refused something, and doesn't show whether it accepted the login.
    ///
    /// Such answers are counted.
    case unclear
    /// It isn't about the login.
    case silent
  }

  let verdict: Verdict
  /// The name of the rule that decided.
  let rule: String
  /// The sentence with the words.
  let quote: String
  /// The text around the sentence.
  let context: String

  /// No answer, or one that isn't about the login.
  package static let silent = LoginFinding(.silent)
  static let accepted = LoginFinding(.accepted, rule: "success is true")

  init(_ verdict: Verdict, rule: String = "", quote: String = "", context: String = "") {
    self.verdict = verdict
    self.rule = rule
    self.quote = quote
    self.context = context
  }

  /// The words for people, without secrets.
  ///
  /// A sentence end may cut a secret in two, so the sentence is shown only as it is in the redacted text.
  func quote(_ redact: Redactor) -> String {
    let (whole, part) = (redact(context), redact(quote))
    return ServerText.excerpt(of: whole.contains(part) ? part : whole, limit: 500)
  }

  private static let documentedRule = "the documented words"

  /// Whether the vendor's document contains the words.
  var isDocumented: Bool { rule == LoginFinding.documentedRule }

  /// Whether the words mean a failed login: ambiguous words do until the login is proven.
  func isFailure(ofProvenLogin isProven: Bool) -> Bool {
    verdict == .failed || verdict == .ambiguous && !isProven
  }
}

/// The kind of answer that a text comes from; it decides what the text can prove.
enum LoginTextKind {
  /// An answer with `success` false: the method ran.
  case refusal
  /// A fault, or an unreadable answer of the service: an exception may happen before or after the login.
  case fault
  /// A fault that shows that the method didn't run.
  case faultBeforeMethod
  /// A page or a text that isn't from the service.
  case page
  /// An answer of a method that can't report a refusal, or the message beside `success` true.
  ///
  /// Only a failed login is looked for.
  case data
}

extension LoginFinding {
  /// Judges all texts of an answer: first whom they are about, then what happened.
  ///
  /// 1. The documented words count wherever they are.
  /// 2. A system behind the portal, named anywhere in the server's own words. Its outage says nothing about the caller,
  ///    unless the text also names the caller.
  /// 3. The row. Words about a parameter, a thing or a user ID of the call aren't about the caller.
  /// 4. All other words are about the caller.
  ///
  /// The caller's values never make a text look more harmless: a word among them isn't a sign that the text is about
  /// someone else.
  ///
  /// - Parameters:
  ///   - texts: All texts and attributes of the answer, one by one.
  ///   - call: The values of the call.
  ///   - kind: What kind of answer it is.
  init(_ texts: [String], of call: LoginCallWords, from kind: LoginTextKind) {
    let finding = LoginFinding(judging: texts.map { LoginSentence.read($0, of: call) }, of: call, from: kind)
    let context = texts.first { $0.precomposedStringWithCanonicalMapping.contains(finding.quote) }
    self.init(finding.verdict, rule: finding.rule, quote: finding.quote, context: context ?? finding.quote)
  }

  private init(judging fragments: [[LoginSentence]], of call: LoginCallWords, from kind: LoginTextKind) {
    let sentences = fragments.flatMap { $0 }
    if let documented = fragments.lazy.compactMap({ LoginFinding.documented($0, call) }).first {
      self = documented
      return
    }
    let judged = sentences.compactMap { LoginFinding.failure($0, call) }
    if let outage = LoginFinding.outage(in: sentences, judged, call) {
      self = judged.first { $0.finding.verdict == .failed && $0.namesCaller }?.finding ?? outage
      return
    }
    if let failed = judged.first(where: { $0.finding.verdict == .failed }) {
      self = failed.finding
      return
    }
    guard kind != .data, kind != .page, kind != .faultBeforeMethod else {
      self = .silent
      return
    }
    // An answer that only repeats an ID shows nothing.
    let row = LoginFinding.first(LoginRule.rows, in: sentences.filter { $0.words != [.rowID] }, call)
    // A code without further words, such as UserLocked, is about the subject of the sentence beside it.
    let isRow = judged.contains { $0.finding.verdict == .silent }
    if let ambiguous = judged.first(where: { $0.finding.verdict == .ambiguous && !(isRow && $0.isCode) }) {
      self = ambiguous.finding
    } else if let unclear = judged.first(where: { $0.finding.verdict == .unclear }) {
      self = unclear.finding
    } else if let row {
      self = kind == .refusal && !isRow ? row : LoginFinding(.silent, rule: row.rule, quote: row.quote)
    } else if isRow || sentences.isEmpty {
      self = judged.first?.finding ?? .silent
    } else {
      self = LoginFinding(.unclear, rule: "none", quote: sentences.first { $0.words.count > 1 }?.text ?? "")
    }
  }

  /// What the server's own words say about a system behind the portal.
  private static func outage(
    in sentences: [LoginSentence], _ judged: [Judged], _ call: LoginCallWords
  ) -> LoginFinding? {
    let isWeak: (LoginRule) -> Bool = { $0.meaning == .outageOrUnclear }
    if let outage = first(LoginRule.outages.filter { !isWeak($0) }, in: sentences, call) { return outage }
    guard let outage = first(LoginRule.outages.filter(isWeak), in: sentences, call) else { return nil }
    let isOfLogin = judged.contains {
      !$0.words.isDisjoint(with: [.login, .credentials, .account, .userName])
    }
    return isOfLogin ? LoginFinding(.unclear, rule: outage.rule, quote: outage.quote) : outage
  }

  private struct Judged {
    let finding: LoginFinding
    /// The meanings of the sentence's words.
    let words: LoginWord
    let namesCaller: Bool
    /// Whether the sentence is a code instead of words for people.
    let isCode: Bool
  }

  /// The documented refusal: a failed login attempt, with a locked account or the login history beside it.
  private static func documented(_ fragment: [LoginSentence], _ call: LoginCallWords) -> LoginFinding? {
    guard let attempt = LoginRule.failures.first,
      let sentence = fragment.first(where: { !attempt.matches(in: $0, of: call, inOwnWords: false).isEmpty }),
      fragment.contains(where: { sentence in
        let all = LoginWord(sentence.words)
        return all.isSuperset(of: [.account, .locked]) || all.isSuperset(of: [.login, .history])
      })
    else { return nil }
    return LoginFinding(.failed, rule: documentedRule, quote: sentence.text)
  }

  /// The first rule that matches the server's own words.
  private static func first(
    _ rules: [LoginRule], in sentences: [LoginSentence], _ call: LoginCallWords
  ) -> LoginFinding? {
    for rule in rules {
      for sentence in sentences where !rule.matches(in: sentence, of: call, inOwnWords: true).isEmpty {
        return LoginFinding(
          rule.meaning == .accepted ? .accepted : .silent, rule: rule.name, quote: sentence.text)
      }
    }
    return nil
  }

  /// What a sentence says about a login, and whether it is the row's login; `nil` if the sentence isn't about a login.
  private static func failure(_ sentence: LoginSentence, _ call: LoginCallWords) -> Judged? {
    let own = sentence.words.indices.filter { !sentence.isSent[$0] }
    let ownMeanings = LoginWord(own.map { sentence.words[$0] })
    // Words that make a text less harmless count even if the caller sent them.
    let isOfInterfaceUser = sentence.meanings.contains(.interfaceUser)
    let isSpokenTo = sentence.meanings.contains(.caller)
    let isUserAccount = own.contains {
      $0 > 0 && sentence.words[$0].contains(.account) && sentence.words[$0 - 1].contains(.user)
        && !sentence.isSent[$0 - 1]
    }
    let things = own.filter { !sentence.words[$0].isDisjoint(with: [.object, .rowID]) }
    let isOfBroadWorks = LoginFinding.isOfBroadWorks(sentence)
    let isOfRow = !things.isEmpty || ownMeanings.contains(.parameter)
    var best: Judged?
    for rule in LoginRule.failures {
      for range in rule.matches(in: sentence, of: call, inOwnWords: false) {
        let words = LoginWord(sentence.words[range])
        let isNear = things.contains { thing in
          range.contains(thing) || sentence.distance(thing, range.lowerBound) <= 3
            || sentence.distance(thing, range.upperBound) <= 3
        }
        let isLock = words.contains(.locked)
        let verdict: Verdict
        if isOfInterfaceUser {
          verdict = .failed
        } else if isOfRow, isLock || rule.meaning == .ambiguous {
          // "Your reseller account is locked" may be about the caller.
          verdict = isSpokenTo ? .ambiguous : .silent
        } else if isOfBroadWorks {
          verdict = .unclear
        } else if rule.meaning == .ambiguous || isNear || isUserAccount && isLock && !isSpokenTo
          || call.hasOwnPassword && words.contains(.credentials)
        {
          verdict = .ambiguous
        } else {
          verdict = .failed
        }
        if best == nil || verdict.weight > (best?.finding.verdict.weight ?? 0) {
          best = Judged(
            finding: LoginFinding(verdict, rule: rule.name, quote: sentence.text), words: sentence.meanings,
            namesCaller: isOfInterfaceUser || call.namesCaller(in: sentence.text),
            isCode: sentence.words.count <= 3)
        }
        if verdict == .failed { return best }
      }
    }
    return best
  }
}

extension LoginFinding {
  /// Whether the login is the portal's own at BroadWorks: "BroadWorks login failed", "log in to BroadWorks".
  private static func isOfBroadWorks(_ sentence: LoginSentence) -> Bool {
    let indices = sentence.words.indices.filter { !sentence.isSent[$0] }
    let logins = indices.filter {
      !sentence.words[$0].isDisjoint(with: [.login, .authentication, .credentials, .authenticate])
    }
    return indices.contains { index in
      sentence.words[index].contains(.broadworks) && logins.contains { sentence.distance($0, index) <= 5 }
    }
  }
}

extension LoginFinding.Verdict {
  /// The rank of a verdict; the highest of a sentence counts.
  fileprivate var weight: Int {
    switch self {
    case .silent, .accepted: 0
    case .unclear: 1
    case .ambiguous: 2
    case .failed: 3
    }
  }
}

extension ElementTree {
  /// All texts and attributes of the element and its descendants, one by one.
  ///
  /// If the name of an element or attribute is about a login, it is put before the text: `<loginStatus>failed` says
  /// more than `failed`.
  var loginTexts: [String] {
    var texts: [String] = []
    appendLoginTexts(to: &texts)
    return texts
  }

  private func appendLoginTexts(to texts: inout [String], isInsideText: Bool = false) {
    guard !isNil else { return }
    let own = text
    let meanings = ElementTree.meanings(of: name)
    let hasOwn = own.contains { !$0.isWhitespace }
    // Markup inside a sentence, such as <b>, must not split it.
    let isMarkedUp =
      hasElementChildren && !isInsideText
      && (hasOwn || childElements.allSatisfy { ServerText.inlineTags.contains($0.name.lowercased()) })
    if hasOwn || isMarkedUp {
      let whole = isMarkedUp ? ServerText.words(of: description) : own
      if let text = ElementTree.saying(name, meanings, whole) { texts.append(text) }
    } else if !hasElementChildren, !hasAttributes {
      // An empty element has only its name to say something.
      texts.append(name)
    }
    if hasAttributes {
      for attribute in attributes
      where attribute.namespace != XMLNamespaces.schemaInstance && attribute.namespace != XMLNamespaces.xml {
        let both = meanings.union(ElementTree.meanings(of: attribute.name))
        if let text = ElementTree.saying("\(name) \(attribute.name)", both, attribute.value) {
          texts.append(text)
        }
      }
    }
    forEachChild { $0.appendLoginTexts(to: &texts, isInsideText: isInsideText || isMarkedUp) }
  }

  /// The texts without the names of their elements.
  var plainTexts: [String] {
    var texts: [String] = []
    appendPlainTexts(to: &texts)
    return texts
  }

  private func appendPlainTexts(to texts: inout [String]) {
    let own = text
    if own.contains(where: { !$0.isWhitespace }) { texts.append(own) }
    forEachChild { $0.appendPlainTexts(to: &texts) }
  }

  private static func meanings(of name: String) -> LoginWord {
    LoginWord(LoginSentence.read(name, of: .nothing).flatMap(\.words))
  }

  /// A text, with the name of its element if that is about a login; `nil` if the two together say "no".
  private static func saying(_ name: String, _ meanings: LoginWord, _ text: String) -> String? {
    guard
      !meanings.isDisjoint(with: [.login, .authentication, .account, .credentials, .locked, .interfaceUser])
    else { return text }
    let value = text.lowercased().filter { !$0.isWhitespace }
    // <authenticated>false, but not <authAmount>0.
    let isQuestion =
      !meanings.isDisjoint(with: [.success, .valid]) || name.lowercased().hasPrefix("is")
      || name.lowercased().hasSuffix("ed")
    let saysNo = isQuestion && ["false", "0", "no", "none"].contains(value)
    // <accountLocked>false</accountLocked>
    if saysNo, !meanings.isDisjoint(with: [.failed, .wrong, .locked, .error, .required]) { return nil }
    if ["false", "0", "no", "none"].contains(value), !saysNo { return text }
    return "\(name) \(saysNo ? "not" : text)"
  }
}
