/// Makes Swift names from any names in a WSDL.
enum SwiftIdentifier {
  /// A name for a type: the first letter in upper case.
  static func type(_ name: String) -> String {
    let words = words(of: name)
    let joined = words.map(capitalized).joined()
    return started(joined, fallback: "Type")
  }

  /// A name for a property, parameter, case or method: the first word in lower case.
  static func member(_ name: String) -> String {
    let words = words(of: name)
    guard let first = words.first else { return started("", fallback: "value") }
    return started(
      lowercasedStart(first) + words.dropFirst().map(capitalized).joined(), fallback: "value")
  }

  /// A name, in backticks if it is a keyword.
  static func quoted(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

  /// The words of a name, split at characters that Swift doesn't allow.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in name.unicodeScalars.prefix(longest) {
      if isAllowed(scalar) {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    // A name of several words in capitals becomes lower case.
    if words.count > 1, !name.contains(where: \.isLowercase) { return words.map { $0.lowercased() } }
    return words
  }

  /// The maximum number of characters of a name.
  private static let longest = 64

  private static func started(_ name: String, fallback: String) -> String {
    guard let first = name.unicodeScalars.first else { return fallback }
    return (0x30...0x39).contains(first.value) ? fallback + name : name
  }

  private static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  /// `UserID` → `userID`, `ID` → `id`, `XMLData` → `xmlData`.
  private static func lowercasedStart(_ word: String) -> String {
    let characters = Array(word)
    let capitals = characters.prefix { $0.isUppercase }.count
    if capitals <= 1 || capitals == characters.count {
      return characters.prefix(capitals).map { $0.lowercased() }.joined()
        + String(characters.dropFirst(capitals))
    }
    let lowered = characters[capitals].isLetter ? capitals - 1 : capitals
    return characters.prefix(lowered).map { $0.lowercased() }.joined() + String(characters.dropFirst(lowered))
  }

  /// Letters and digits that Swift allows at any place of a name (The Swift Programming Language, Identifiers).
  ///
  /// Digits at the start aren't considered here.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x167F, 0x1E00...0x1FFF, 0x3041...0xD7FF:
      scalar.properties.isAlphabetic
    default: false
    }
  }

  private static let keywords: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import",
    "internal", "open", "operator", "private", "precedencegroup", "protocol", "public", "rethrows",
    "static", "struct", "subscript", "typealias", "break", "case", "catch", "continue", "default",
    "defer", "do", "else", "fallthrough", "for", "guard", "if", "in", "repeat", "return", "throw", "switch",
    "where", "while", "as", "await", "false", "is", "nil", "super", "throws", "true", "try", "any", "some",
    "async", "package", "actor", "macro",
  ]
}
