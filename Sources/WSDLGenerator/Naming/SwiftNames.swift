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
    for scalar in decoded(name).unicodeScalars.prefix(longest) {
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

  /// A name without the escapes of .NET for characters that XML doesn't allow in names: `Order_x0020_No` → `Order No`.
  private static func decoded(_ name: String) -> String {
    let name = name.prefix(longest * 8)
    guard name.contains("_x") else { return String(name) }
    return String(name).replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(match.0)
    }
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

/// The names of one scope, each used once; names that differ only in letter case count as the same.
struct NameScope {
  private var taken: Set<String>
  /// The next number to try for a name, so that many equal names don't try all numbers again.
  private var nextNumbers: [String: Int] = [:]

  /// Makes a scope.
  ///
  /// - Parameter reserved: Names that aren't given.
  init(reserved: Set<String> = []) { taken = Set(reserved.map { $0.lowercased() }) }

  /// Gives a name; if it is taken, with a word or a number after it.
  ///
  /// - Parameters:
  ///   - name: The preferred name.
  ///   - suffix: The word to add before numbers are tried.
  /// - Returns: A name that isn't used elsewhere in the scope.
  mutating func claim(_ name: String, suffix: String) -> String {
    if taken.insert(name.lowercased()).inserted { return name }
    let wish = name.lowercased() + suffix
    while true {
      let number = nextNumbers[wish, default: 1]
      nextNumbers[wish] = number + 1
      let candidate = name + suffix + (number == 1 ? "" : String(number))
      if taken.insert(candidate.lowercased()).inserted { return candidate }
    }
  }

  /// Names of Swift and the library that generated code uses; no generated type may hide them.
  static let usedTypes: Set<String> = [
    "Swift", "KakapoProvision", "ProvisionClient", "ProvisionError", "ProvisionResponse", "License", "Secret",
    "ProvisionOperation", "OperationDescription", "ParameterDescription", "MessageDescription",
    "ElementDescription",
    "ContentDescription", "TypeDescription", "TextDescription", "TypeTable", "TypeReference", "Contract",
    "TypedName",
    "TypedWriter",
    "TypedElement", "TypedValue", "TypedValueError",
    "TypedText", "TypedEnumeration", "TypedArray", "TypedList", "TypedGroup", "Nillable", "Indirect",
    "AnyElement", "ExactDecimal", "ExactInteger", "Base64Binary", "HexBinary", "XMLDate", "XMLTime",
    "XMLDateTime", "String", "Bool", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32",
    "UInt64", "Double", "Float", "Void", "Set", "Array", "Optional", "Any", "AnyObject", "Self", "Type",
    "Protocol", "Element", "Result", "Output", "ArrayLiteralElement", "Index", "Indices", "Int", "Hashable",
    "Sendable", "Error",
  ]

  /// The names that members of a type inside a namespace must not have.
  static func usedMembers(in namespace: String) -> Set<String> {
    // In a script without letter case, a member may have exactly the namespace's name, and would hide it.
    SwiftIdentifier.member(namespace) == namespace ? usedMembers.union([namespace]) : usedMembers
  }

  /// Member names that generated types have beside those of the WSDL, or that Swift reserves.
  static let usedMembers: Set<String> = [
    "self", "Self", "init", "var", "let", "inout", "Type", "Protocol", "_", "hashValue", "hash", "rawValue",
    "description",
    "debugDescription", "customMirror", "encode", "contract", "result", "known", "isKnown", "xmlText",
    "items",
    "alternatives", "repeatable", "writer", "element", "response", "answer", "other",
  ]
}
