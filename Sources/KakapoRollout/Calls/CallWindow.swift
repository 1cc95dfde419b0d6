/// What the calls of a while showed, all begun under the same limit.
struct CallWindow: Sendable {
  var turnedAway = 0
  /// Whether as many calls were in flight as may be.
  var isFull = false
  private(set) var answered = 0
  /// How many seconds the answers of each method took.
  private(set) var times: [String: [Double]] = [:]

  /// The calls that say something about the portal's load.
  var count: Int { answered + turnedAway }

  /// The share of calls that were turned away.
  var share: Double { count > 0 ? Double(turnedAway) / Double(count) : 0 }

  /// Takes in an answer.
  mutating func note(_ method: String, _ time: Duration) {
    answered += 1
    times[method, default: []].append(time / .seconds(1))
  }

  /// How many times as long as usual the calls took.
  func slowness(_ usual: UsualTimes) -> Typical {
    Typical(times.flatMap { method, times in times.compactMap { usual.slowness(of: method, $0) } })
  }
}

/// What is typical of times that vary: a mean in which none counts for more than twice the median.
///
/// So a slow phase of the portal hardly shows that is shorter than half of what is looked at.
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

  /// How far the value may be off by chance, as a share of it.
  var error: Double { 2 * spread / Double(max(1, count)).squareRoot() }
  /// What the value is at least, chance aside.
  var least: Double { value * (1 - error) }
  /// What it is at most, chance aside.
  var most: Double { value * (1 + error) }
}

/// How long each method takes when nothing waits in the portal.
struct UsualTimes: Sendable {
  private struct Time: Sendable {
    var seconds: Double
    /// How many calls it is known from.
    var calls: Int
  }

  private var times: [String: Time] = [:]
  /// Differences between shorter times aren't worth fewer calls in flight.
  private static let shortest = 0.005
  /// An average over so many calls follows a portal that changes.
  private static let memory = 128

  /// Whether the usual times of a window's calls are known well: the less times vary, the fewer calls it takes.
  func isKnown(for window: CallWindow) -> Bool {
    let enough = 32 * min(1, window.slowness(self).spread)
    return window.times.keys.allSatisfy { times[$0].map { Double($0.calls) >= enough } ?? true }
  }

  /// Whether any of a window's methods was seen before.
  func knowsAny(of window: CallWindow) -> Bool { window.times.keys.contains { times[$0] != nil } }

  /// How many times as long as usual a call took; `nil` for a method that isn't known yet.
  func slowness(of method: String, _ seconds: Double) -> Double? {
    times[method].map { max(seconds, UsualTimes.shortest) / max($0.seconds, UsualTimes.shortest) }
  }

  /// Takes in calls that met no trouble.
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
      // Whether a longer time is usual is for an experiment to say, unless hardly any is known.
      guard time < old.seconds * (1 + typical.error / 2) || !isKnown else { continue }
      let calls = min(old.calls + new.count, UsualTimes.memory)
      let weight = min(1, Double(new.count) / Double(calls))
      times[method] = Time(seconds: old.seconds + (time - old.seconds) * weight, calls: calls)
    }
  }

  /// Takes what was so many times as slow as usual for what is usual.
  mutating func scale(by factor: Double) {
    for method in times.keys { times[method]?.seconds *= factor }
  }
}
