import Foundation

/// The caller's values, for finding quotations of them in an answer.
struct LoginCallWords {
  /// The Interface User's name.
  let userName: String
  /// All values of the call, with the login: they end no sentence and aren't the server's own words.
  let values: [String]
  /// The values as words, so that a quotation in another spelling is found, too.
  let valueWords: [[String]]
  /// The parameter names, without the login's, that don't occur in prose: they have a capital inside.
  let parameterNames: Set<String>
  /// The words in those names: the kinds of things that the call names.
  let nouns: Set<String>
  /// The names of the parameters that carry the login, in lower case.
  let loginNames: Set<String>
  /// Whether the call has a password parameter besides the login, such as a new user's password.
  let hasOwnPassword: Bool
  /// The user IDs among the values: with an `@` inside, they aren't the server's own words.
  ///
  /// An ID that contains the caller's name, or is a part of it, doesn't show whom a text is about.
  let rowIDs: [String]

  init(
    userName: String = "", password: String = "", values: [String] = [], parameterNames: [String] = [],
    loginNames: [String] = []
  ) {
    self.userName = userName
    self.loginNames = Set(loginNames.map { $0.lowercased() })
    self.parameterNames = Set(
      parameterNames.filter { name in
        name.dropFirst().contains { $0.isUppercase } && name.contains { $0.isLowercase }
      })
    nouns = Set(
      parameterNames.flatMap { name in
        // The words of a name, whatever the call's values are.
        name.split { !$0.isLetter }.flatMap { LoginCallWords.parts(of: $0) }
      })
    hasOwnPassword = parameterNames.contains { $0.lowercased().contains("password") }
    let own = LoginAccount.canonical(userName: userName)
    let rowIDs = values.filter { value in
      let parts = value.split(separator: "@", omittingEmptySubsequences: false)
      let canonical = LoginAccount.canonical(userName: value)
      return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !value.contains { $0.isWhitespace }
        && !(own.contains(canonical) || !own.isEmpty && canonical.contains(own))
    }
    self.rowIDs = rowIDs
    // A server may name a user without the domain.
    let local = rowIDs.compactMap { $0.split(separator: "@").first.map(String.init) }
    self.values = (values + local + [userName, password]).filter { value in
      value.contains { !$0.isWhitespace }
    }
    valueWords = self.values.compactMap { value in
      let words = LoginSentence.words(of: value)
      return words.isEmpty ? nil : words
    }
  }

  /// A call that sent nothing.
  static let nothing = LoginCallWords()

  /// Splits `newUserName` into its words.
  private static func parts(of name: Substring) -> [String] {
    var parts: [String] = []
    for character in name {
      if character.isUppercase || parts.isEmpty { parts.append("") }
      parts[parts.count - 1] += character.lowercased()
    }
    return parts
  }

  /// Whether a name may be the caller's: it is the same, or has a domain around it.
  func isCaller(_ name: String) -> Bool {
    let (name, own) = (LoginAccount.canonical(userName: name), LoginAccount.canonical(userName: userName))
    return !own.isEmpty && name.contains(own)
  }

  /// Whether a text names the caller.
  func namesCaller(in text: String) -> Bool {
    !userName.isEmpty && !LoginCallWords.places(of: userName, in: LoginCallWords.lowercase(text)).isEmpty
  }

  /// The places of some values in a text, but not inside longer words.
  static func places(of values: [String], in text: [Unicode.Scalar]) -> [Range<Int>] {
    values.flatMap { places(of: $0, in: text) }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Makes a text lower case scalar by scalar, so that places are the same in both.
  static func lowercase(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
      if scalar.isASCII {
        return (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value | 0x20)) : scalar
      }
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first ?? scalar : scalar
    }
  }

  private static func places(of value: String, in text: [Unicode.Scalar]) -> [Range<Int>] {
    let wanted = lowercase(value)
    guard let first = wanted.first, let last = wanted.last, wanted.count <= text.count else { return [] }
    let isWord: (Unicode.Scalar) -> Bool = { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    let (opensWord, closesWord) = (isWord(first), isWord(last))
    var result: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= text.count {
      guard text[start] == first else {
        start += 1
        continue
      }
      let end = start + wanted.count
      if text[start..<end].elementsEqual(wanted), !(opensWord && start > 0 && isWord(text[start - 1])),
        !(closesWord && end < text.count && isWord(text[end]))
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
