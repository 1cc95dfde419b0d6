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
  private let equalTypes: EqualTypes

  /// The pairs of named types that were put in.
  private(set) var known: Set<TypePair.Names> = []

  /// Whether there were more pairs than are compared.
  private(set) var isExhausted = false

  /// The most pairs that are compared for one message.
  static let limit = 10_000

  /// The longest way to an element, in bytes; of a longer one the beginning is kept.
  private static let longestPath = 2000

  /// - Parameter equalTypes: Pairs that need not be compared.
  init(equalTypes: EqualTypes) {
    self.equalTypes = equalTypes
  }

  /// Puts a pair in, unless it was there before.
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
