/// The results of the calls of a period, all begun under the same limit.
struct CallWindow: Sendable {
  var turnedAway = 0
  /// Whether the number of calls in flight reached the limit.
  var isFull = false
  private(set) var answered = 0
  /// The times of the answers in seconds, by method.
  private(set) var times: [String: [Double]] = [:]

  /// The number of calls that show the portal's load.
  var count: Int { answered + turnedAway }

  /// The share of calls that were turned away.
  var share: Double { count > 0 ? Double(turnedAway) / Double(count) : 0 }

  /// Adds an answer.
  mutating func note(_ method: String, _ time: Duration) {
    answered += 1
    times[method, default: []].append(time / .seconds(1))
  }

  /// The ratio of the calls' times to the usual times.
  func slowness(_ usual: UsualTimes) -> Typical {
    Typical(times.flatMap { method, times in times.compactMap { usual.slowness(of: method, $0) } })
  }
}

/// The typical value of varying times: a mean in which no value counts for more than twice the median.
///
/// A slow phase of the portal thus hardly shows if it is shorter than half of the period.
struct Typical: Sendable {
  private(set) var value = 1.0
  private(set) var count = 0
  /// The standard deviation, as a share of the value.
  private(set) var spread = 0.0

  init(_ values: [Double]) {
    guard !values.isEmpty else { return }
    let sorted = values.sorted()
    let most = 2 * sorted[sorted.count / 2]
    count = sorted.count
    value = sorted.reduce(0) { $0 + min($1, most) } / Double(count)
    let variance = sorted.reduce(0) { $0 + (min($1, most) - value) * (min($1, most) - value) } / Double(count)
    spread = variance.squareRoot() / value
  }

  /// The possible error of the value by chance, as a share of it.
  var error: Double { 2 * spread / Double(max(1, count)).squareRoot() }
  /// The lower bound of the value, allowing for chance.
  var least: Double { value * (1 - error) }
  /// The upper bound of the value, allowing for chance.
  var most: Double { value * (1 + error) }
}

/// The time of each method when no call waits in the portal.
struct UsualTimes: Sendable {
  private struct Time: Sendable {
    var seconds: Double
    /// The number of calls behind the time.
    var calls: Int
  }

  private var times: [String: Time] = [:]
  /// Differences below this time do not justify fewer calls in flight.
  private static let shortest = 0.005
  /// The number of calls in the average: small enough to follow a portal that changes.
  private static let memory = 128

  /// Whether the usual times of a window's calls are known well.
  ///
  /// The less the times vary, the fewer calls are needed.
  func isKnown(for window: CallWindow) -> Bool {
    let enough = 32 * min(1, window.slowness(self).spread)
    return window.times.keys.allSatisfy { times[$0].map { Double($0.calls) >= enough } ?? true }
  }

  /// Whether any of a window's methods has a known time.
  func knowsAny(of window: CallWindow) -> Bool { window.times.keys.contains { times[$0] != nil } }

  /// The ratio of a call's time to the usual time; `nil` for a method without a known time.
  func slowness(of method: String, _ seconds: Double) -> Double? {
    times[method].map { max(seconds, UsualTimes.shortest) / max($0.seconds, UsualTimes.shortest) }
  }

  /// Learns from calls that had no trouble.
  mutating func learn(from window: CallWindow) {
    let slowness = window.slowness(self).value
    let isKnown = isKnown(for: window)
    for (method, new) in window.times {
      let typical = Typical(new)
      let time = typical.value
      guard let old = times[method] else {
        times[method] = Time(seconds: isKnown ? time / slowness : time, calls: new.count)
        continue
      }
      // An experiment decides whether a longer time is usual, unless few times are known.
      guard time < old.seconds * (1 + typical.error / 2) || !isKnown else { continue }
      let calls = min(old.calls + new.count, UsualTimes.memory)
      let weight = min(1, Double(new.count) / Double(calls))
      times[method] = Time(seconds: old.seconds + (time - old.seconds) * weight, calls: calls)
    }
  }

  /// Multiplies the usual times: times that were this much slower become the usual ones.
  mutating func scale(by factor: Double) {
    for method in times.keys { times[method]?.seconds *= factor }
  }
}
