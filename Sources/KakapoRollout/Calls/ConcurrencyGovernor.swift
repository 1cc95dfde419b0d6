/// How many calls may be in flight: fewer when the portal labours, slowly more again when it does not.
///
/// A pure value. Additive increase and multiplicative decrease, as TCP does it (RFC 5681, section 3.1).
struct ConcurrencyGovernor: Sendable {
  /// What a call showed of the portal's state.
  enum Sign: Sendable {
    /// It was answered after this time.
    case answered(Duration)
    /// It was turned away: 503 or 429.
    case turnedAway
    /// It was lost on the way, which says nothing of the portal's load.
    case lost
  }

  /// A change of the limit.
  struct Change: Sendable, Hashable {
    let limit: Int
    let reason: String
  }

  private(set) var limit: Int
  private let maximum: Int
  /// The usual time of an answer: that of the fastest window seen.
  private var usual: Duration?
  private var window: [Duration] = []
  /// The calls that were already in flight at the last decrease say nothing new.
  private var ignored = 0

  init(maximum: Int) {
    self.maximum = max(1, maximum)
    limit = self.maximum
  }

  /// Learns from a call that ended.
  ///
  /// - Parameters:
  ///   - sign: What it showed.
  ///   - inFlight: How many calls are in flight still.
  /// - Returns: The change, if there is one.
  mutating func note(_ sign: Sign, inFlight: Int) -> Change? {
    if ignored > 0 {
      ignored -= 1
      return nil
    }
    switch sign {
    case .lost: return nil
    case .turnedAway: return decrease(inFlight, "the portal turned a call away")
    case .answered(let time):
      window.append(time)
      guard window.count >= windowSize else { return nil }
      let median = window.sorted()[window.count / 2]
      window.removeAll(keepingCapacity: true)
      guard let usual else {
        self.usual = median
        return nil
      }
      self.usual = min(usual, median)
      if median > max(usual * 3, usual + .milliseconds(250)) {
        if limit > 1 {
          return decrease(
            inFlight,
            "the portal answers slowly (\(milliseconds(median)) ms, usually \(milliseconds(usual)))")
        }
        // With one call in flight it is not our calls that make it slow: this is what is usual now.
        self.usual = median
      }
      guard limit < maximum else { return nil }
      limit += max(1, maximum / 16)
      limit = min(limit, maximum)
      return Change(limit: limit, reason: "the portal answers as usual")
    }
  }

  private var windowSize: Int { max(4, min(limit, 32)) }

  private mutating func decrease(_ inFlight: Int, _ reason: String) -> Change? {
    ignored = inFlight
    window.removeAll(keepingCapacity: true)
    guard limit > 1 else { return nil }
    limit /= 2
    return Change(limit: limit, reason: reason)
  }

  private func milliseconds(_ duration: Duration) -> Int64 { Int64(duration / .milliseconds(1)) }
}
