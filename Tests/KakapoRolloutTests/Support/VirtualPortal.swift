import Foundation
import TestServers

@testable import KakapoRollout

/// A model of a portal in virtual seconds: it decides when and how each call ends.
struct VirtualPortal {
  /// The duration of each method that doesn't take 20 ms.
  var times: [String: Double]
  /// Whether durations vary exponentially, as those of independent events do; otherwise they are constant.
  var isExponential: Bool
  /// How many calls it carries out at once; the other calls wait, in order.
  var workers: [(since: Double, count: Int)] = []
  /// How many calls it lets in at once; the other calls are turned away.
  var room: [(since: Double, count: Int)] = []
  /// How long it takes to turn such a call away.
  var refusalTime = 0.001
  /// The shares of calls that are turned away or lost by chance.
  var turnedAway: Double
  var dropped: Double
  /// In every `every` calls, `calls` take at least `time`.
  var slow: (calls: Int, every: Int, time: Double)?
  /// The time in which every call is turned away.
  var outage: Range<Double>

  private var calls = 0
  private var ends: [Double] = []

  init(
    times: [String: Double] = [:], isExponential: Bool = false, turnedAway: Double = 0, dropped: Double = 0,
    slow: (calls: Int, every: Int, time: Double)? = nil, outage: Range<Double> = 0..<0
  ) {
    self.times = times
    self.isExponential = isExponential
    self.turnedAway = turnedAway
    self.dropped = dropped
    self.slow = slow
    self.outage = outage
  }

  mutating func call(_ method: String, at now: Double, _ dice: inout Dice) -> (
    end: Double, sign: ConcurrencyGovernor.Sign
  ) {
    let number = calls
    calls += 1
    ends.removeAll { $0 <= now }
    if outage.contains(now) { return (now + refusalTime, .turnedAway) }
    if let room = room.last(where: { $0.since <= now }), ends.count >= room.count {
      return (now + refusalTime, .turnedAway)
    }
    var time = times[method] ?? 0.02
    if isExponential { time *= -log(1 - Double.random(in: 0..<1, using: &dice)) }
    if let slow, number % slow.every >= slow.every - slow.calls { time = max(time, slow.time) }
    var start = now
    if let workers = workers.last(where: { $0.since <= now }), ends.count >= workers.count {
      start = ends.sorted()[ends.count - workers.count]
    }
    let end = start + time
    ends.append(end)
    let chance = Double.random(in: 0..<1, using: &dice)
    if chance < turnedAway { return (end, .turnedAway) }
    if chance < turnedAway + dropped { return (end, .lost) }
    return (end, .answered(.seconds(end - now)))
  }
}
