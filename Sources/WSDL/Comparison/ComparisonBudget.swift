/// What one comparison of contracts has left and has learnt, over all operations.
struct ComparisonBudget {
  /// How many elements, attributes and groups may still be looked at.
  var entries = 8_000_000

  /// How many differences may still be listed.
  var differences = 50_000

  /// The types of operations that do not differ at all; there is nothing to find below them.
  var equalTypes: Set<TypePair.Names> = []

  var isExhausted: Bool { entries < 0 || differences <= 0 }
}
