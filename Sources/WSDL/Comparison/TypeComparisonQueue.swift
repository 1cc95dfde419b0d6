/// Two types to compare, and the path to the element that has them.
struct TypePair {
  let old: SchemaTypeReference
  let new: SchemaTypeReference
  let path: String

  /// The names of two named types.
  struct Names: Hashable {
    let old: QualifiedName
    let new: QualifiedName
  }
}

/// The types of one message that are still to be compared.
struct TypeComparisonQueue {
  private var pairs: [TypePair] = []
  private var position = 0
  private let equalTypes: EqualTypes

  /// The pairs of named types that were added.
  private(set) var known: Set<TypePair.Names> = []

  /// Whether there were more pairs than the limit.
  private(set) var isExhausted = false

  /// The maximum number of pairs to compare for one message.
  static let limit = 10_000

  /// The maximum length of a path in bytes; of a longer path, only the beginning is kept.
  private static let longestPath = 2000

  /// - Parameter equalTypes: Pairs that needn't be compared.
  init(equalTypes: EqualTypes) {
    self.equalTypes = equalTypes
  }

  /// Adds a pair, unless it was added before.
  mutating func add(_ pair: TypePair) {
    if let old = pair.old.name, let new = pair.new.name {
      let names = TypePair.Names(old: old, new: new)
      guard !equalTypes.contains(names), known.insert(names).inserted else { return }
    }
    guard pairs.count < Self.limit else {
      isExhausted = true
      return
    }
    let isLong = pair.path.utf8.count > Self.longestPath
    pairs.append(
      isLong
        ? TypePair(old: pair.old, new: pair.new, path: "\(pair.path.prefix(Self.longestPath / 4))/…") : pair)
  }

  mutating func next() -> TypePair? {
    guard position < pairs.count else { return nil }
    defer { position += 1 }
    return pairs[position]
  }
}

/// A type, with its reference resolved.
enum ComparableType {
  case builtIn(BuiltInType)
  case simple
  case complex(ComplexType)
  case missing(QualifiedName)
}

/// The values of a simple type, with the combined restrictions of the type and its bases.
struct SimpleValues {
  /// The built-in base type, or the parts of a list or union.
  var base: String
  /// The values of the nearest enumeration; empty if there is none.
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

  /// Combines the restrictions of a simple type.
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
  /// The content beside elements and attributes, in words.
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
