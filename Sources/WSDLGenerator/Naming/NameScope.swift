/// The names of one place, each given once; names that differ in letter case alone count as the same.
struct NameScope {
  private var taken: Set<String>
  /// The number that a wish is tried with next, so that many equal wishes are not all counted through.
  private var nextNumbers: [String: Int] = [:]

  /// Makes a scope.
  ///
  /// - Parameter reserved: Names that are not given.
  init(reserved: Set<String> = []) { taken = Set(reserved.map { $0.lowercased() }) }

  /// Gives a name, with a word or a number behind it when it is taken.
  ///
  /// - Parameters:
  ///   - name: The wish.
  ///   - suffix: What to put behind it before numbers are tried.
  /// - Returns: A name that no one else has.
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

  /// Names that generated code uses of Swift and the library, and that no generated type may hide.
  static let usedTypes: Set<String> = [
    "Swift", "KakapoProvision", "ProvisionClient", "ProvisionError", "ProvisionResponse", "License", "Secret",
    "TypedOperation", "TypedWire", "TypedWriter", "TypedElement", "TypedValue", "TypedValueError",
    "TypedText", "TypedEnumeration", "TypedArray", "TypedList", "TypedGroup", "Nillable", "Indirect",
    "AnyElement", "ExactDecimal", "ExactInteger", "Base64Binary", "HexBinary", "XMLDate", "XMLTime",
    "XMLDateTime", "String", "Bool", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32",
    "UInt64", "Double", "Float", "Void", "Set", "Array", "Optional", "Any", "AnyObject", "Self", "Type",
    "Protocol", "Element", "Result", "Output", "ArrayLiteralElement", "Index", "Indices", "Int", "Hashable",
    "Sendable", "Error",
  ]

  /// The names that no member of a type inside a namespace may have.
  static func usedMembers(in namespace: String) -> Set<String> {
    // In a script without letter case a member may be called exactly as the namespace, and would hide it.
    SwiftIdentifier.member(namespace) == namespace ? usedMembers.union([namespace]) : usedMembers
  }

  /// Names of members that generated types have beside those of the WSDL, or that Swift reserves.
  static let usedMembers: Set<String> = [
    "self", "Self", "init", "var", "let", "inout", "Type", "Protocol", "_", "hashValue", "hash", "rawValue",
    "description",
    "debugDescription", "customMirror", "encode", "wire", "result", "known", "isKnown", "xmlText", "items",
    "alternatives", "repeatable", "writer", "element", "response", "answer", "other",
  ]
}
