/// What a number of calls in flight came with.
struct ConcurrencyLevel: Sendable {
  let limit: Int
  /// How many times as long as usual calls took.
  var slowness = Typical([])
  /// How long calls took, method by method, in seconds.
  var times: [String: Typical] = [:]
  /// The share of calls that were turned away.
  var turnedAway = 0.0

  /// How far the times grew beyond what is halfway between not at all and as much as the limit.
  ///
  /// Above 0, more calls in flight rather wait for each other; below 0, more of them are done in a second. What lies
  /// within the error is chance.
  func growth(since less: ConcurrencyLevel) -> (value: Double, error: Double) {
    let halfway = (Double(limit) / Double(less.limit)).squareRoot()
    // Method by method: their shares change.
    let common = times.compactMap { method, now in less.times[method].map { (before: $0, now: now) } }
    let count = Double(common.reduce(0) { $0 + $1.now.count })
    guard count > 0 else {
      return (slowness.value / less.slowness.value / halfway - 1, slowness.error + less.slowness.error)
    }
    let growth = common.reduce(0) { $0 + Double($1.now.count) * $1.now.value / $1.before.value } / count
    let error = common.reduce(0) { $0 + Double($1.now.count) * ($1.now.error + $1.before.error) } / count
    return (growth / halfway - 1, error)
  }
}
