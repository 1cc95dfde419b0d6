import Testing

@testable import KakapoRollout

@Suite("The timeline of a run")
struct RolloutTimelineTests {
  @Test("counts a call where it ended, with its outcome")
  func counts() {
    var timeline = RolloutTimeline()
    timeline.add(Samples.call(at: 0, taking: 0.05))
    timeline.add(Samples.call(at: 0.05, taking: 0.1, .retried(Samples.error)))
    timeline.add(Samples.call(at: 0, taking: 0.25, .failed(Samples.error)))
    let intervals = timeline.intervals
    #expect(intervals.map(\.calls) == [1, 1, 1])
    #expect(intervals.map(\.retried) == [0, 1, 0])
    #expect(intervals.map(\.failed) == [0, 0, 1])
    #expect(intervals.map(\.start) == [.zero, .milliseconds(100), .milliseconds(200)])
    #expect(timeline.calls == 3 && timeline.end == .milliseconds(250))
  }

  @Test("shows a stretch without calls as empty intervals")
  func gap() {
    var timeline = RolloutTimeline()
    timeline.add(Samples.call(at: 0, taking: 0.05))
    timeline.add(Samples.call(at: 0.42, taking: 0.05))
    #expect(timeline.intervals.map(\.calls) == [1, 0, 0, 0, 1])
    #expect(timeline.intervals[2].median == nil && timeline.intervals[2].percentile95 == nil)
  }

  @Test("loses no call and needs no more intervals in a long run", arguments: [70.0, 5000, 3e6])
  func long(seconds: Double) {
    var timeline = RolloutTimeline()
    for number in 0..<2000 {
      timeline.add(Samples.call(at: seconds * Double(number) / 2000, taking: 0.01))
    }
    let intervals = timeline.intervals
    #expect((200...RolloutTimeline.limit).contains(intervals.count))
    #expect(intervals.reduce(0) { $0 + $1.calls } == 2000)
    #expect(timeline.intervals(atMost: 7).reduce(0) { $0 + $1.calls } == 2000)
    #expect(timeline.intervals(atMost: 7).count <= 7)
    for (one, next) in zip(intervals, intervals.dropFirst()) {
      #expect(abs((one.start + one.width - next.start).inSeconds) < 1e-6)
    }
  }

  @Test("knows its percentiles to 2.2 %, over widely different durations", arguments: [0.0002, 0.05, 3, 700])
  func percentiles(scale: Double) throws {
    var timeline = RolloutTimeline()
    for number in 1...1000 { timeline.add(Samples.call(at: 0, taking: scale * Double(number) / 1000)) }
    let whole = try #require(timeline.intervals(atMost: 1).first)
    let median = try #require(whole.median).inSeconds
    let high = try #require(whole.percentile95).inSeconds
    #expect(abs(median / (scale * 0.5) - 1) < 0.025)
    #expect(abs(high / (scale * 0.95) - 1) < 0.025)
  }

  @Test("reports one call's duration exactly, and tolerates odd durations")
  func edges() {
    var timeline = RolloutTimeline()
    timeline.add(Samples.call(at: 0, taking: 0.123))
    #expect(abs((timeline.intervals[1].median ?? .zero).inSeconds - 0.123) < 1e-9)
    timeline.add(Samples.call(at: -5, taking: -1))
    timeline.add(Samples.call(at: 0, taking: 1e9))
    #expect(timeline.intervals.reduce(0) { $0 + $1.calls } == 3)
    #expect(RolloutTimeline().intervals.isEmpty)
  }
}
