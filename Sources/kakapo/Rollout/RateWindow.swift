import KakapoRollout

/// How many rows end in a second, seen over about the last half minute.
///
/// Rows that ended before the first sample do not count.
struct RateWindow {
  private static let length = Duration.seconds(30)
  private static let spacing = Duration.milliseconds(500)
  /// Slow rows are seen over more time, or there would be none to count.
  private static let least = 10

  private var samples: [(moment: Duration, ended: Int)] = []
  private var ended = 0

  /// Takes a count.
  ///
  /// - Parameters:
  ///   - ended: The rows that have ended up to now.
  ///   - moment: When it is.
  mutating func add(ended: Int, at moment: Duration) {
    self.ended = ended
    if let last = samples.last, moment - last.moment < RateWindow.spacing { return }
    samples.append((moment, ended))
    while samples.count > RateWindow.least, samples[1].moment <= moment - RateWindow.length {
      samples.removeFirst()
    }
  }

  /// The rows per second.
  ///
  /// - Parameter moment: When it is.
  /// - Returns: `nil` as long as there is too little to tell it from.
  func rate(at moment: Duration) -> Double? {
    guard let first = samples.first else { return nil }
    let passed = (moment - first.moment).inSeconds
    let rows = ended - first.ended
    guard rows >= 5 && passed >= 2 || rows >= 1 && passed >= 30 else { return nil }
    return Double(rows) / passed
  }
}
