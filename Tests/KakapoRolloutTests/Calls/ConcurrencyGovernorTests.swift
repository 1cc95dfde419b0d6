import Testing

@testable import KakapoRollout

@Suite("How many calls may be in flight")
struct ConcurrencyGovernorTests {
  private func feed(_ governor: inout ConcurrencyGovernor, _ time: Duration, times: Int) -> [Int] {
    (0..<times).compactMap { _ in governor.note(.answered(time), inFlight: 0)?.limit }
  }

  @Test("halves when the portal turns calls away, once for those in flight together, and creeps up again")
  func turnedAway() {
    var governor = ConcurrencyGovernor(maximum: 64)
    #expect(governor.note(.turnedAway, inFlight: 63)?.limit == 32)
    for left in (0..<63).reversed() { #expect(governor.note(.turnedAway, inFlight: left) == nil) }
    #expect(governor.note(.turnedAway, inFlight: 31)?.limit == 16)
    for _ in 0..<31 { _ = governor.note(.lost, inFlight: 0) }
    let limits = feed(&governor, .milliseconds(50), times: 2000)
    #expect(limits == limits.sorted())
    #expect(limits.first == 20)
    #expect(limits.last == 64)
    #expect(governor.limit == 64)
  }

  @Test("halves when answers take three times as long and a quarter of a second more")
  func slow() {
    var governor = ConcurrencyGovernor(maximum: 16)
    #expect(feed(&governor, .milliseconds(100), times: 100).isEmpty)
    #expect(feed(&governor, .milliseconds(320), times: 100).isEmpty)
    #expect(feed(&governor, .milliseconds(400), times: 16).first == 8)
    #expect(feed(&governor, .milliseconds(900), times: 16).contains(1))
    #expect(feed(&governor, .milliseconds(100), times: 1000).last == 16)
  }

  @Test("goes up again when the portal is as slow with one call in flight: then it is not our doing")
  func slowForGood() {
    var governor = ConcurrencyGovernor(maximum: 16)
    #expect(feed(&governor, .milliseconds(20), times: 100).isEmpty)
    let limits = feed(&governor, .milliseconds(300), times: 1000)
    #expect(limits.contains(1))
    #expect(limits.last == 16)
  }

  @Test("does not change for what is lost on the way, nor for small times")
  func steady() {
    var governor = ConcurrencyGovernor(maximum: 8)
    #expect(feed(&governor, .milliseconds(1), times: 100).isEmpty)
    #expect(feed(&governor, .milliseconds(200), times: 100).isEmpty)
    for _ in 0..<100 { #expect(governor.note(.lost, inFlight: 7) == nil) }
    #expect(governor.limit == 8)
  }
}
