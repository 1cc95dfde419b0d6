/// What one comparison of contracts has left and has learnt, over all operations.
struct ComparisonBudget {
  /// How many elements, attributes and groups may still be looked at.
  var entries = 8_000_000

  /// How many differences may still be listed.
  var differences = 50_000

  /// The types of operations that do not differ at all; there is nothing to find below them.
  let equalTypes = EqualTypes()

  var isExhausted: Bool { entries < 0 || differences <= 0 }
}

/// Pairs of types that do not differ, which all operations of a comparison share: there may be as many as operations.
final class EqualTypes {
  private var names: Set<TypePair.Names> = []

  func contains(_ pair: TypePair.Names) -> Bool { names.contains(pair) }

  func add(_ pairs: Set<TypePair.Names>) { names.formUnion(pairs) }
}
