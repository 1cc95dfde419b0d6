import XMLCore

/// The values of a simple type, with the combined restrictions of the type and its bases.
package struct SimpleValues: Sendable, Hashable {
  /// The built-in base type, or the parts of a list or union.
  package fileprivate(set) var base: String
  /// The values of the nearest enumeration; empty if there is none.
  package fileprivate(set) var enumeration: [String] = []
  /// The other facets, as `name=value`.
  package fileprivate(set) var facets: Set<String> = []
}

extension SchemaSet {
  /// Combines the restrictions of a simple type.
  ///
  /// - Parameter reference: The type.
  /// - Returns: Its values.
  package func values(of reference: SchemaTypeReference) -> SimpleValues {
    var values = SimpleValues(base: "unknown")
    var current = reference
    for _ in 0..<Self.longestChain {
      guard case .simple(let type)? = type(current) else {
        values.base = current.builtIn?.rawValue ?? current.label
        return values
      }
      switch type.variety {
      case .list(let item):
        values.base = "list of \(item.label)"
        return values
      case .union(let members):
        values.base = "one of \(members.map(\.label).joined(separator: ", "))"
        return values
      case .restriction(let base, let facets):
        let enumeration = facets.filter { $0.kind == .enumeration }.map(\.value)
        if values.enumeration.isEmpty { values.enumeration = enumeration }
        for facet in facets where facet.kind != .enumeration {
          values.facets.insert("\(facet.kind.rawValue)=\(facet.value)")
        }
        current = base
      }
    }
    return values
  }
}

/// What happens to white space before a text is read (XML Schema part 2, section 4.3.6).
package enum WhiteSpace: String, Sendable, Hashable, CaseIterable {
  /// It stays as it is.
  case preserve
  /// Each tab and line break becomes a blank.
  case replace
  /// Each run of it becomes one blank, and none is left at the ends.
  case collapse

  /// A text after that.
  package func applied(to text: String) -> String {
    switch self {
    case .preserve: text
    case .replace: text.replacingXMLSpace
    case .collapse: text.collapsingXMLSpace
    }
  }
}

extension SchemaSet {
  /// What happens to white space in values of a simple type.
  ///
  /// - Parameter reference: The type.
  /// - Returns: The nearest facet, or what the built-in type says; `preserve` for a union, whose parts may differ.
  package func whiteSpace(of reference: SchemaTypeReference) -> WhiteSpace {
    var current = reference
    for _ in 0..<Self.longestChain {
      switch type(current) {
      case .simple(let type)?:
        guard case .restriction(let base, let facets) = type.variety else {
          if case .list = type.variety { return .collapse }
          return .preserve
        }
        let own = facets.first { $0.kind == .whiteSpace }.flatMap { WhiteSpace(rawValue: $0.value) }
        if let own { return own }
        current = base
      default:
        return switch current.builtIn {
        case nil, .anyType, .anySimpleType, .string: .preserve
        case .normalizedString: .replace
        default: .collapse
        }
      }
    }
    return .preserve
  }
}

extension SchemaTypeReference {
  /// The type in words.
  var label: String { name?.name ?? "an unnamed type" }
}

extension SchemaContent {
  /// Content beside elements and attributes, in words.
  package enum Other: String {
    case alternatives
    case anyElement = "any element"
    case anyAttribute = "any attribute"
    case mixedText = "text between elements"
    case unknownParts = "unknown parts"
    case arrayItems = "array items"
  }

  /// The content beside elements and attributes, in words.
  package var others: Set<String> {
    var others: Set<Other> = []
    if hasChoice { others.insert(.alternatives) }
    if !wildcards.isEmpty { others.insert(.anyElement) }
    if anyAttribute != nil { others.insert(.anyAttribute) }
    if isMixed { others.insert(.mixedText) }
    if !isComplete { others.insert(.unknownParts) }
    if soapArray != nil { others.insert(.arrayItems) }
    return Set(others.map(\.rawValue))
  }
}
