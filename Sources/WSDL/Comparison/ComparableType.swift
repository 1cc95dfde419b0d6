/// A type with its reference followed.
enum ComparableType {
  case builtIn(BuiltInType)
  case simple
  case complex(ComplexType)
  case missing(QualifiedName)
}

/// The values of a simple type, with the restrictions on the way to its base put together.
struct SimpleValues {
  /// The built-in type at the end, or what a list or union is made of.
  var base: String
  /// The values of the nearest enumeration; empty when there is none.
  var enumeration: [String] = []
  /// The other facets, as `name=value`.
  var facets: Set<String> = []

  var enumerationText: String? { enumeration.isEmpty ? nil : enumeration.sorted().joined(separator: ", ") }

  var facetsText: String? { facets.isEmpty ? nil : facets.sorted().joined(separator: ", ") }
}

extension SchemaSet {
  func resolved(_ reference: SchemaTypeReference) -> ComparableType {
    if let builtIn = reference.builtIn { return .builtIn(builtIn) }
    switch (type(reference), reference.name) {
    case (.complex(let type)?, _): return .complex(type)
    case (.simple?, _): return .simple
    case (nil, let name?): return .missing(name)
    case (nil, nil): return .builtIn(.anyType)
    }
  }

  /// Puts the restrictions of a simple type together.
  func values(of reference: SchemaTypeReference) -> SimpleValues {
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

extension SchemaTypeReference {
  /// The type in words.
  var label: String { name?.name ?? "an unnamed type" }
}

extension SchemaContent {
  /// What there is beside a list of elements and attributes, in words.
  var rest: Set<String> {
    var words: Set<String> = []
    if hasChoice { words.insert("alternatives") }
    if !wildcards.isEmpty { words.insert("any element") }
    if anyAttribute != nil { words.insert("any attribute") }
    if isMixed { words.insert("text between elements") }
    if !isComplete { words.insert("parts that are not known") }
    if soapArray != nil { words.insert("array items") }
    return words
  }
}
