/// How much one comparison may still look at and say, so that hostile contracts cost little.
struct ComparisonBudget {
  /// How many elements, attributes and groups may still be looked at.
  var entries = 20_000_000

  /// How many differences may still be listed.
  var differences = 50_000

  var isExhausted: Bool { entries < 0 || differences <= 0 }
}
