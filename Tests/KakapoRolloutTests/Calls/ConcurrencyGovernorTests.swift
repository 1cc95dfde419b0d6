import TestThreads
import Testing

@testable import KakapoRollout

/// Rollouts in virtual time, at models of portals.
@Suite("The number of calls in flight", .onOwnThread)
struct ConcurrencyGovernorTests {
  /// A portal whose faults don't depend on the number of calls in flight.
  struct Noise: CustomTestStringConvertible {
    let testDescription: String
    let portal: VirtualPortal
    /// The seconds that a row of a user and three licences takes with 32 calls in flight all the time.
    let secondsPerRow: Double
    var rows = 1000

    init(
      _ description: String, secondsPerRow: Double = 4 * 0.02 / 32, rows: Int = 1000, _ portal: VirtualPortal
    ) {
      testDescription = description
      self.secondsPerRow = secondsPerRow
      self.rows = rows
      self.portal = portal
    }

    static let all = [
      Noise("constant", VirtualPortal()),
      Noise("2 % turned away", secondsPerRow: 0.0025 / 0.98, VirtualPortal(turnedAway: 0.02)),
      Noise("5 % turned away", secondsPerRow: 0.0025 / 0.95, VirtualPortal(turnedAway: 0.05)),
      Noise("5 % lost", secondsPerRow: 0.0025 / 0.95, VirtualPortal(dropped: 0.05)),
      Noise(
        "100 of 1000 calls slow", secondsPerRow: 4 * 0.068 / 32, VirtualPortal(slow: (100, 1000, 0.5))),
      Noise(
        "1000 of 5000 calls slow", secondsPerRow: 4 * 0.056 / 32, rows: 2500,
        VirtualPortal(slow: (1000, 5000, 0.2))),
      Noise(
        "one method slower than the other", secondsPerRow: 1.22 / 32, rows: 280,
        VirtualPortal(times: ["AddUserWithHierarchy": 0.02, "AddUserLicense": 0.4])),
    ]
  }

  @Test("stays at the maximum while that is good for the portal, despite chance", arguments: Noise.all)
  func noise(_ noise: Noise) {
    for seed in 1...4 {
      var rollout = VirtualRollout(rows: noise.rows, seed: UInt64(seed), noise.portal)
      let time = rollout.run()
      #expect(Double(noise.rows) * noise.secondsPerRow / time >= 0.85, "seed \(seed)")
      #expect(rollout.governor.limit == 32)
    }
  }

  @Test("is at the maximum most of the time when all these faults come together")
  func everything() {
    let portal = VirtualPortal(turnedAway: 0.055, dropped: 0.05, slow: (100, 1000, 0.5))
    for seed in 1...4 {
      var rollout = VirtualRollout(rows: 1000, seed: UInt64(seed), portal)
      let time = rollout.run()
      #expect(4000 / 0.895 * 0.068 / 32 / time >= 0.6, "seed \(seed)")
    }
  }

  @Test("reports no change at a steady portal")
  func quiet() {
    var rollout = VirtualRollout(rows: 500, VirtualPortal())
    _ = rollout.run()
    #expect(rollout.changes.isEmpty)
  }

  @Test(
    "finds a portal's capacity, whether other calls wait in it or are turned away at once or later",
    arguments: [1, 2, 3, 5, 8, 13, 24], [nil, 0.001, 0.02] as [Double?])
  func capacity(_ capacity: Int, refusalTime: Double?) {
    var portal = VirtualPortal()
    if let refusalTime {
      portal.room = [(0, capacity)]
      portal.refusalTime = refusalTime
    } else {
      portal.workers = [(0, capacity)]
    }
    let rows = 100 * capacity + 400
    var rollout = VirtualRollout(rows: rows, portal)
    let time = rollout.run()
    #expect(Double(rows) * 4 * 0.02 / Double(capacity) / time >= 0.85)
    // The governor needs a number of calls to find the limit, and a small portal carries out few in a second.
    let steady = max(2, 16 / capacity)
    #expect(rollout.shareTurnedAway(from: steady) <= 0.05)
    #expect(rollout.meanInFlight(from: steady) <= 2 * Double(capacity))
    // If calls wait in the portal, the governor must try more or fewer calls, and may exceed the limit for a moment.
    #expect(rollout.mostInFlight(from: steady) <= (refusalTime == nil ? 3 : 2) * capacity)
  }

  @Test(
    "finds a portal's capacity although calls are also turned away by chance", arguments: [2, 5, 8, 16, 30])
  func capacityAndNoise(_ capacity: Int) {
    var portal = VirtualPortal(turnedAway: 0.03)
    portal.room = [(0, capacity)]
    let rows = 100 * capacity + 100
    var rollout = VirtualRollout(rows: rows, portal)
    let time = rollout.run()
    #expect(Double(rows) * 4 * 0.02 / 0.97 / Double(capacity) / time >= 0.85)
    #expect(rollout.shareTurnedAway(from: 2) <= 0.03 + 0.05)
    #expect(rollout.mostInFlight(from: 2) <= 2 * capacity)
  }

  /// Durations that vary this much hide whether calls wait.
  ///
  /// The governor keeps the throughput at the price of more calls in flight: on average up to three times the capacity
  /// plus four.
  @Test(
    "keeps a portal busy whose times vary as those of independent events", arguments: [1, 3, 8, 16, 32])
  func irregular(_ capacity: Int) {
    var portal = VirtualPortal(isExponential: true)
    portal.workers = [(0, capacity)]
    let rows = 250 * capacity + 400
    for seed in 1...3 {
      var rollout = VirtualRollout(rows: rows, seed: UInt64(seed), portal)
      let time = rollout.run()
      #expect(Double(rows) * 4 * 0.02 / Double(capacity) / time >= 0.8, "seed \(seed)")
      #expect(rollout.meanInFlight(from: max(2, 16 / capacity)) <= 3 * Double(capacity) + 4, "seed \(seed)")
    }
  }

  @Test("is one in an outage, and at the maximum a second after it ends")
  func outage() {
    var rollout = VirtualRollout(rows: 4000, VirtualPortal(outage: 3..<8))
    _ = rollout.run()
    let during = rollout.seconds[4..<8]
    #expect(during.map(\.mostInFlight).max() == 1)
    #expect(during.reduce(0) { $0 + $1.calls } < 1000)
    // The first call may come a second later, because calls that failed wait before their repeat.
    #expect(rollout.seconds[10].calls >= 1500)
  }

  @Test("follows a portal that loses most of its capacity for a while", arguments: [true, false])
  func change(turnsAway: Bool) {
    var portal = VirtualPortal()
    let capacities = [(since: 0.0, count: 32), (3.0, 8), (10.0, 32)]
    if turnsAway { portal.room = capacities } else { portal.workers = capacities }
    var rollout = VirtualRollout(rows: 5000, portal)
    _ = rollout.run()
    let less = rollout.seconds[5..<10]
    #expect(less.allSatisfy { $0.calls >= 340 && $0.mostInFlight <= 16 && $0.turnedAway <= 20 })
    #expect(rollout.seconds[12].calls >= 1500)
  }

  @Test("doesn't grow beyond the need of slowly arriving calls, nor for lost calls")
  func notFull() {
    var governor = ConcurrencyGovernor(maximum: 64)
    for _ in 0..<1000 {
      let turn = governor.begin("AddUser")
      #expect(governor.end(turn, .answered(.milliseconds(20))) == nil)
    }
    #expect(governor.limit <= 4)
    for _ in 0..<1000 { _ = governor.end(governor.begin("AddUser"), .lost) }
    #expect(governor.limit <= 4)
  }

  @Test("is reported when it falls, with the reason, and when it recovers")
  func reasons() {
    var portal = VirtualPortal()
    portal.room = [(0, 32), (2, 8), (5, 32)]
    var rollout = VirtualRollout(rows: 3000, portal)
    _ = rollout.run()
    #expect(rollout.changes.first?.change.reason == "the portal turned calls away")
    #expect(rollout.changes.last?.change == .init(limit: 32, reason: "the portal answers as usual"))
  }
}
