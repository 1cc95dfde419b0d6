import WSDL

/// Two types to compare, and the path to the element that has them.
struct TypePair {
  let old: TypeReference
  let new: TypeReference
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
    if case .builtIn = pair.old, pair.old == pair.new { return }
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

extension TypeReference {
  init(_ name: QualifiedName) { self = .named(name.name, name.namespace ?? "") }

  /// The name of a type of the service.
  var name: QualifiedName? {
    guard case .named(let name, let namespace) = self else { return nil }
    return QualifiedName(name, namespace: namespace.isEmpty ? nil : namespace)
  }

  /// The type in words.
  var label: String {
    switch self {
    case .builtIn(let name), .named(let name, _): name
    case .unnamed: "an unnamed type"
    }
  }
}

/// A type, with its reference resolved.
enum ComparableType {
  case builtIn(String)
  case simple(TextDescription)
  case complex(ContentDescription)
  case missing(QualifiedName)
}

extension TypeTable {
  /// Follows a reference.
  ///
  /// - Returns: The type, and the number of entries that were examined for it.
  func resolved(_ reference: TypeReference) -> (type: ComparableType, cost: Int) {
    switch reference {
    case .builtIn(let name): (.builtIn(name), 0)
    case .unnamed(let description): (ComparableType(description), 1)
    case .named:
      reference.name.flatMap { name in
        type(named: name).map { (ComparableType($0.description), $0.cost) } ?? (.missing(name), 0)
      } ?? (.builtIn("anyType"), 0)
    }
  }
}

extension ComparableType {
  fileprivate init(_ description: TypeDescription) {
    switch description {
    case .complex(let content): self = .complex(content)
    case .simple(let values): self = .simple(values)
    }
  }
}

extension TextDescription {
  var valuesText: String? { values.isEmpty ? nil : values.sorted().joined(separator: ", ") }

  var facetsText: String? { facets.isEmpty ? nil : facets.sorted().joined(separator: ", ") }
}
