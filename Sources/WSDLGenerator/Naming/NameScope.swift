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
    "ProvisionOperation", "OperationDescription", "ParameterDescription", "Contract", "TypedWriter",
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
