import Foundation

/// What a word means where a text may be about a login.
struct LoginWord: OptionSet, Sendable, Hashable {
  let rawValue: UInt64

  static let login = LoginWord(rawValue: 1 << 0)
  static let authentication = LoginWord(rawValue: 1 << 1)
  static let account = LoginWord(rawValue: 1 << 2)
  static let credentials = LoginWord(rawValue: 1 << 3)
  static let userName = LoginWord(rawValue: 1 << 4)
  static let user = LoginWord(rawValue: 1 << 5)
  static let interfaceUser = LoginWord(rawValue: 1 << 6)
  static let attempt = LoginWord(rawValue: 1 << 7)
  static let history = LoginWord(rawValue: 1 << 8)
  static let failed = LoginWord(rawValue: 1 << 9)
  static let wrong = LoginWord(rawValue: 1 << 10)
  static let error = LoginWord(rawValue: 1 << 11)
  static let locked = LoginWord(rawValue: 1 << 12)
  static let not = LoginWord(rawValue: 1 << 13)
  static let unable = LoginWord(rawValue: 1 << 14)
  static let success = LoginWord(rawValue: 1 << 15)
  static let required = LoginWord(rawValue: 1 << 16)
  static let unauthorized = LoginWord(rawValue: 1 << 17)
  static let exists = LoginWord(rawValue: 1 << 18)
  static let unknown = LoginWord(rawValue: 1 << 19)
  static let short = LoginWord(rawValue: 1 << 20)
  /// Ended or held without a failed login.
  static let lapsed = LoginWord(rawValue: 1 << 27)
  /// The one who is spoken to.
  static let caller = LoginWord(rawValue: 1 << 28)
  /// A kind of thing that a call names and that is never the caller.
  static let object = LoginWord(rawValue: 1 << 21)
  static let license = LoginWord(rawValue: 1 << 22)
  static let broadworks = LoginWord(rawValue: 1 << 23)
  /// "login ID" and "login name": the contract's words for a BroadWorks user.
  static let loginID = LoginWord(rawValue: 1 << 24)
  /// A parameter of the call, spelled as on the wire.
  static let parameter = LoginWord(rawValue: 1 << 25)
  /// A user ID that the call sent, as no sentence of a server's own has it.
  static let rowID = LoginWord(rawValue: 1 << 26)
}

extension LoginWord {
  /// Everything that several words mean.
  init(_ words: some Sequence<LoginWord>) { self = words.reduce(into: LoginWord()) { $0.formUnion($1) } }

  /// The words by what they mean. A word of another language is here if a localised server may say it.
  static let vocabulary: [String: LoginWord] = {
    let lists: [(LoginWord, String)] = [
      (
        .login,
        "login logins logon logons signin signon loggin anmeldung anmelden einloggen connexion inloggen accesso inloggning inloggningen logowanie"
      ),
      (
        .authentication,
        "authentication authenticate authenticated authenticating auth authn authenticator authentifizierung "
          + "authentification autenticación autenticacion autenticazione autenticação authenticatie"
      ),
      ([.authentication, .not], "unauthenticated"),
      (.account, "account accounts acct konto kontos benutzerkonto compte cuenta conta"),
      (
        .credentials,
        "credential credentials creds password passwords passwd pwd pass passphrase passcode kennwort passwort "
          + "contraseña contrasena senha wachtwoord lösenord hasło"
      ),
      (.userName, "username usernames benutzername gebruikersnaam användarnamn"),
      (
        .user,
        "user users benutzer utilisateur usuario usuário utente gebruiker nutzer användare użytkownik użytkownika"
      ),
      (.attempt, "attempt attempts attempted"),
      (.history, "history"),
      (
        .failed,
        "fail fails failed failing failure failures unsuccessful unsuccessfully refused refuse rejected reject denied "
          + "deny fehlgeschlagen fehlgeschlagene gescheitert abgelehnt échoué echoue échec echec refusé refuse échouée "
          + "fallido fallida falló fallo rechazado rechazada fallita fallito rifiutato mislukt falhou falha recusado misslyckades nieudane"
      ),
      (
        .wrong,
        "invalid incorrect incorrectly wrong bad mismatch mismatched unrecognized unrecognised ungültig "
          + "ungültige falsch falsches incorrecta incorrecto incorrecte inválido inválida invalido invalide errato errata incorrectos incorrectas inválidos inválidas ongeldig ongeldige fel felaktigt nieprawidłowa nieprawidłowe błędne "
          + "onjuist"
      ),
      (.error, "error errors"),
      (
        .locked,
        "locked lock locks lockout disabled deactivated blocked gesperrt verrouillé verrouillée bloqué bloquée bloqueado "
          + "bloqueada bloccato geblokkeerd vergrendeld deaktiviert désactivé désactivée desactivado desactivada"
      ),
      (
        .not,
        "not no never false isnt wasnt doesnt didnt dont hasnt wont without nicht kein keine pas non niet não"
      ),
      ([.not, .unable], "cannot cant couldnt unable"),
      (
        .success,
        "success successful successfully succeed succeeded valid correct accepted recognized recognised match matches "
          + "matched verified verify validated valido valida validi valide válido válida"
      ),
      (.lapsed, "suspended expired inactive lapsed abgelaufen expiré expirado scaduto"),
      (.caller, "your you caller calling"),
      (.required, "required requires needed necessary"),
      (.unauthorized, "unauthorized unauthorised"),
      (
        .exists,
        "exist exists existing found known registered duplicate taken gefunden existiert existe existent trouvé trouvée encontrado encontrada trovato gevonden bestaat"
      ),
      ([.wrong, .unknown], "unknown"),
      (.short, "enough sufficient insufficient available remaining left exhausted exceeded"),
      (
        .object,
        "reseller resellers group groups enterprise enterprises queue queues agent agents subscriber subscribers "
          + "customer customers tenant tenants supervisor supervisors provider providers gruppe gruppen groupe groupes grupo gruppo groep wiederverkäufer revendeur revendedor"
      ),
      ([.license, .object], "license licenses licence licences subscription subscriptions"),
      ([.broadworks, .object], "broadworks broadsoft"),
    ]
    var words: [String: LoginWord] = [:]
    for (meaning, list) in lists {
      for word in list.split(separator: " ") { words[String(word), default: []].formUnion(meaning) }
    }
    return words
  }()
}

/// A sentence of a server, as the meanings of its words.
struct LoginSentence {
  /// The meanings in order; empty for a word that means nothing here.
  fileprivate(set) var words: [LoginWord] = []
  /// Whether each word is also one that the caller sent, which says nothing in the server's name.
  fileprivate(set) var isSent: [Bool] = []
  /// What any of the words means.
  fileprivate(set) var meanings: LoginWord = []
  /// The words as they are spelled, in small letters.
  fileprivate(set) var spelled: [String] = []
  /// The sentence as it came.
  fileprivate(set) var text = ""

  /// Reads a text into its sentences, whatever separates the words: blanks, letter case, `_`, `-`, `.`.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - call: What the caller sent.
  /// - Returns: The sentences that have a word.
  static func read(_ text: String, of call: LoginCallWords) -> [LoginSentence] {
    var reader = SentenceReader(text, call)
    return reader.read()
  }
}

/// What the caller sent, as far as an answer may quote it.
struct LoginCallWords {
  /// The Interface User's name.
  let userName: String
  /// The values of the call, without the login's.
  let values: [String]
  /// The names of its parameters, without the login's, that no prose has: they have a capital inside.
  let parameterNames: Set<String>
  /// The names of the parameters that carry the login, in small letters.
  let loginNames: Set<String>
  /// Whether the call carries a password of its own, such as a new user's.
  let hasOwnPassword: Bool
  /// The user IDs among the values: with an `@` inside, they are no word of a server's own. One that is the
  /// caller's own name, or a part of it, says nothing of whom a text is about.
  let rowIDs: [String]

  init(
    userName: String = "", values: [String] = [], parameterNames: [String] = [], loginNames: [String] = []
  ) {
    self.loginNames = Set(loginNames.map { $0.lowercased() })
    self.userName = userName
    self.values = values.filter { !$0.isEmpty }
    self.parameterNames = Set(
      parameterNames.filter { name in
        name.dropFirst().contains { $0.isUppercase } && name.contains { $0.isLowercase }
      })
    hasOwnPassword = parameterNames.contains { $0.lowercased().contains("password") }
    let own = LoginAccount.canonical(userName: userName)
    rowIDs = values.filter { value in
      let parts = value.split(separator: "@", omittingEmptySubsequences: false)
      let canonical = LoginAccount.canonical(userName: value)
      return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !value.contains { $0.isWhitespace }
        && !(own.contains(canonical) || !own.isEmpty && canonical.contains(own))
    }
  }

  /// Whether a name may be the caller's: the same, or a part of it, as with a domain before it.
  func isCaller(_ name: String) -> Bool {
    let (name, own) = (LoginAccount.canonical(userName: name), LoginAccount.canonical(userName: userName))
    return !name.isEmpty && !own.isEmpty && (name.contains(own) || own.contains(name))
  }

  /// Whether a text names the caller.
  func namesCaller(in text: String) -> Bool {
    let scalars = text.unicodeScalars.map { LoginCallWords.lowercase($0) }
    return !userName.isEmpty && !LoginCallWords.places(of: userName, in: scalars).isEmpty
  }

  /// The places of a text that may be the caller's words: each value where it isn't a part of a longer word.
  func places(in text: [Unicode.Scalar]) -> [Range<Int>] {
    (values + [userName]).flatMap { LoginCallWords.places(of: $0, in: text) }
  }

  /// The places of a user ID of the call.
  func idPlaces(in text: [Unicode.Scalar]) -> [Range<Int>] {
    rowIDs.flatMap { LoginCallWords.places(of: $0, in: text) }
  }

  /// Lower case scalar by scalar, so that places fit both.
  static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first ?? scalar : scalar
  }

  private static func places(of value: String, in text: [Unicode.Scalar]) -> [Range<Int>] {
    let wanted = Array(value.lowercased().unicodeScalars)
    guard let first = wanted.first, let last = wanted.last, wanted.count <= text.count else { return [] }
    let isWord: (Unicode.Scalar) -> Bool = { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    var result: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= text.count {
      let end = start + wanted.count
      if text[start] == first, text[start..<end].elementsEqual(wanted),
        !(isWord(first) && start > 0 && isWord(text[start - 1])),
        !(isWord(last) && end < text.count && isWord(text[end]))
      {
        result.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return result
  }
}

/// Takes a text apart.
private struct SentenceReader {
  private let scalars: [Unicode.Scalar]
  private let lowercase: [Unicode.Scalar]
  private let sent: [Range<Int>]
  private let ids: [Range<Int>]
  private let call: LoginCallWords
  private var sentences: [LoginSentence] = []
  private var sentence = LoginSentence()
  private var sentenceStart = 0

  init(_ text: String, _ call: LoginCallWords) {
    scalars = Array(text.unicodeScalars)
    lowercase = scalars.map(LoginCallWords.lowercase)
    self.call = call
    sent = call.places(in: lowercase)
    ids = call.idPlaces(in: lowercase)
  }

  mutating func read() -> [LoginSentence] {
    var index = 0
    var place = 0
    let placeOfIDs = ids.sorted { $0.lowerBound < $1.lowerBound }
    while index < scalars.count {
      while place < placeOfIDs.count, placeOfIDs[place].upperBound <= index { place += 1 }
      if place < placeOfIDs.count, placeOfIDs[place].lowerBound == index {
        append("", .rowID, isSent: false)
        index = placeOfIDs[place].upperBound
        continue
      }
      if let end = endOfTraceCall(at: index) {
        endSentence(at: index)
        index = end
      } else if SentenceReader.isLetter(scalars[index]), !SentenceReader.isApostrophe(scalars[index]) {
        index = word(from: index)
      } else {
        if endsSentence(at: index) { endSentence(at: index) }
        index += 1
      }
    }
    endSentence(at: scalars.count)
    return sentences
  }

  /// The end of a call of a stack trace, `at Portal.Login.Check(String name)`: names of methods say nothing.
  private func endOfTraceCall(at start: Int) -> Int? {
    guard scalars[start] == "a" || scalars[start] == "b",
      start == 0 || scalars[start - 1].properties.isWhitespace,
      let word = SentenceReader.traceWords.first(where: { scalars[start...].starts(with: $0) }),
      !isSent(start)
    else { return nil }
    var index = start + word.count
    var hasDot = false
    while index < scalars.count, SentenceReader.isOfMethodName(scalars[index]) {
      hasDot = hasDot || scalars[index] == "."
      index += 1
    }
    guard hasDot, index < scalars.count, scalars[index] == "(" else { return nil }
    while index < scalars.count, scalars[index] != ")", !scalars[index].isLineBreak { index += 1 }
    return index
  }

  /// How the lines of a stack trace begin, in English and German.
  private static let traceWords = ["at ", "bei "].map { Array($0.unicodeScalars) }

  private static func isOfMethodName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (isLetter(scalar) || "._`<>+[],|$".unicodeScalars.contains(scalar))
  }

  /// Whether a place is among the words that the caller sent.
  private func isSent(_ index: Int) -> Bool { sent.contains { $0.contains(index) } }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x61...0x7A).contains(scalar.value | 0x20) || (0x30...0x39).contains(scalar.value)
        || scalar == "'"
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || SentenceReader.isApostrophe(scalar)
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{2019}" || scalar == "'" }

  /// Whether a sentence ends at a place. What the caller sent ends none.
  private func endsSentence(at index: Int) -> Bool {
    switch scalars[index] {
    case "!", "?": break
    // The next exception of a chain begins behind "--->".
    case ">": guard index >= 2, scalars[index - 1] == "-", scalars[index - 2] == "-" else { return false }
    case ".", ";":
      guard index + 1 == scalars.count || scalars[index + 1].properties.isWhitespace else { return false }
    // A line that begins with a small letter continues the one before.
    case "\n", "\r":
      guard let next = scalars[index...].first(where: { !$0.properties.isWhitespace }),
        !next.properties.isLowercase
      else { return false }
    default: return false
    }
    return !isSent(index)
  }

  /// Takes in a run of letters, which may be several words: `LoginFailed`, `SMTPError`.
  private mutating func word(from start: Int) -> Int {
    var end = start
    while end < scalars.count, SentenceReader.isLetter(scalars[end]) { end += 1 }
    let first = start
    var last = end
    // A quotation mark behind a word isn't an apostrophe.
    while first < last, SentenceReader.isApostrophe(scalars[last - 1]) { last -= 1 }
    let isSent = sent.contains { $0.lowerBound < last && first < $0.upperBound }
    let whole = String(String.UnicodeScalarView(scalars[first..<last]))
    if call.loginNames.contains(whole.lowercased()) {
      append("", .interfaceUser, isSent: false)
      return end
    }
    if !isSent, call.parameterNames.contains(whole) {
      append("", .parameter, isSent: false)
      return end
    }
    var part = first
    for index in first..<last {
      let isLast = index + 1 == last
      guard isLast || isBoundary(after: index, before: last) else { continue }
      var letters = lowercase[part...index]
      // "l'utilisateur", but not "can't".
      if letters.count > 3, SentenceReader.isApostrophe(lowercase[part + 1]) {
        letters = letters.dropFirst(2)
      }
      letters.removeAll { SentenceReader.isApostrophe($0) }
      let text = String(String.UnicodeScalarView(letters))
      append(text, LoginWord.vocabulary[text] ?? [], isSent: isSent)
      part = index + 1
    }
    return end
  }

  private func isBoundary(after index: Int, before end: Int) -> Bool {
    let (this, next) = (scalars[index], scalars[index + 1])
    let isUpper = next.properties.isUppercase
    if this.properties.isLowercase, isUpper { return true }
    if (this.properties.numericType != nil) != (next.properties.numericType != nil) { return true }
    // The last capital of several begins the next word.
    return this.properties.isUppercase && isUpper && index + 2 < end
      && scalars[index + 2].properties.isLowercase
  }

  private mutating func append(_ text: String, _ meaning: LoginWord, isSent: Bool) {
    let last = sentence.spelled.last ?? ""
    var meaning = meaning
    switch (last, text) {
    case ("log", "in"), ("logged", "in"), ("logging", "in"), ("log", "on"), ("logged", "on"), ("sign", "in"),
      ("signed", "in"), ("sign", "on"), ("logs", "in"):
      replaceLast(with: .login)
    case ("user", "name"), ("user", "names"): replaceLast(with: .userName)
    case ("interface", "user"): replaceLast(with: .interfaceUser)
    case ("broad", "works"), ("broad", "soft"): replaceLast(with: [.broadworks, .object])
    case ("portal", "user"), ("portal", "users"), ("media", "stream"): replaceLast(with: .object)
    case ("could", "not"), ("can", "not"): meaning = [.not, .unable]
    case ("in", "use"): meaning = .exists
    case ("login", "id"), ("login", "ids"), ("login", "name"), ("logon", "name"), ("in", "id"),
      ("in", "name"):
      if sentence.words.last == .login { replaceLast(with: .loginID) }
    case ("mot", "passe"), ("de", "passe"): meaning = .credentials
    default: break
    }
    sentence.spelled.append(text)
    sentence.words.append(meaning)
    sentence.isSent.append(isSent)
  }

  private mutating func replaceLast(with meaning: LoginWord) {
    guard !sentence.words.isEmpty else { return }
    sentence.words[sentence.words.count - 1] = meaning
  }

  private mutating func endSentence(at end: Int) {
    defer {
      sentence = LoginSentence()
      sentenceStart = end
    }
    guard !sentence.words.isEmpty else { return }
    sentence.meanings = LoginWord(sentence.words)
    sentence.text = String(String.UnicodeScalarView(scalars[sentenceStart..<end]))
    sentences.append(sentence)
  }
}

extension Unicode.Scalar {
  fileprivate var isLineBreak: Bool { self == "\n" || self == "\r" }
}
