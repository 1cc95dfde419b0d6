extension Duration {
  /// The nanoseconds, from none to those of about 31 years: a number holds 292 years of them.
  var boundedNanoseconds: Int64 {
    let (seconds, attoseconds) = min(max(self, .zero), .seconds(1_000_000_000)).components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
