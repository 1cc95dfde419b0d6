import Support
import Testing

@testable import KakapoRollout

@Suite("The start of calls")
struct PacerTests {
  @Test("obeys Retry-After up to the pace's limit, and reports the wait")
  func retryAfter() async throws {
    let waits = Locked<[Duration]>([])
    var pace = Pace()
    pace.longestRetryAfter = .seconds(300)
    let pacer = Pacer(pace) { notice in
      if case .pause(let duration) = notice { waits.withLock { $0.append(duration) } }
    }
    let turn = try #require(await pacer.acquire("AddUser"))
    await pacer.release(turn, .turnedAway, isAnswer: false, askedFor: .seconds(7200))
    #expect(waits.withLock { $0 } == [.seconds(300)])
    let next = Task { await pacer.acquire("AddUser") }
    await pacer.stop()
    #expect(await next.value == nil)
  }

  @Test("ends the long waits of an outage when the portal answers again", .timeLimit(.minutes(10)))
  func recovery() async throws {
    var pace = Pace()
    pace.retryDelay = .seconds(3600)
    pace.longestDelay = .seconds(3600)
    let pacer = Pacer(pace)
    let repeating = Task { await pacer.pause(afterAttempt: 1) }
    while await pacer.away == 0 { await Task.yield() }
    let turn = try #require(await pacer.acquire("AddUser"))
    await pacer.release(turn, .answered(.milliseconds(20)), isAnswer: true, askedFor: nil)
    #expect(await repeating.value)
  }

  @Test("waits briefly before a repeat while other calls are answered, and long in an outage")
  func delays() {
    var generator = SystemRandomNumberGenerator()
    func waits(isAnswering: Bool) -> [Duration] {
      (1...7).map { Pace().delay(afterAttempt: $0, isAnswering: isAnswering, using: &generator) }
    }
    for _ in 0..<100 {
      #expect(waits(isAnswering: true).allSatisfy { $0 >= .milliseconds(25) && $0 <= .seconds(1) })
      let long = waits(isAnswering: false)
      #expect(long.reduce(.zero, +) > .seconds(15) && long.allSatisfy { $0 <= .seconds(15) })
    }
  }
}
