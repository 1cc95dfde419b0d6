/// Two types that are to hold the same, and the way to the element that has them.
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

/// The types still to be compared for one message.
struct TypeComparisonQueue {
  private var pairs: [TypePair] = []
  private var position = 0
  private let equalTypes: Set<TypePair.Names>

  /// The pairs of named types that were put in.
  private(set) var known: Set<TypePair.Names> = []

  /// Whether there were more pairs than are compared.
  private(set) var isExhausted = false

  /// The most pairs that are compared for one message.
  private static let limit = 10_000

  /// The longest way to an element, in bytes; recursive types that never meet again end there.
  private static let longestPath = 2000

  /// - Parameter equalTypes: Pairs that need not be compared.
  init(equalTypes: Set<TypePair.Names>) {
    self.equalTypes = equalTypes
  }

  /// Puts a pair in, unless it was there before.
  mutating func add(_ pair: TypePair) {
    if let old = pair.old.name, let new = pair.new.name {
      let names = TypePair.Names(old: old, new: new)
      guard !equalTypes.contains(names), known.insert(names).inserted else { return }
    }
    guard pairs.count < Self.limit, pair.path.utf8.count < Self.longestPath else {
      isExhausted = true
      return
    }
    pairs.append(pair)
  }

  mutating func next() -> TypePair? {
    guard position < pairs.count else { return nil }
    defer { position += 1 }
    return pairs[position]
  }
}
