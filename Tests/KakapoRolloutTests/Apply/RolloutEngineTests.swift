import KakapoProvision
import Logging
import Testing

@testable import KakapoRollout

@Suite("Which step comes next")
struct RolloutEngineTests {
  /// Says when a row was refused.
  private struct RefusalHandler: LogHandler {
    let refused: AsyncStream<Void>.Continuation
    var logLevel = Logger.Level.warning
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { refused.finish() }
  }

  @Test("is no deletion once too many rows were refused, however slowly the events are taken")
  func limit() async throws {
    let held = PlannedRow.Reading.holding([UserRow.user(2).licenses[0].pair])
    let plan = RolloutPlan(
      endpoint: "https://portal.example.com/", isPruning: true,
      rows: [
        PlannedRow(.user(1, licenses: []), reading: nil, isPruning: true),
        PlannedRow(.user(2, licenses: []), reading: held, isPruning: true),
      ])
    let (refusals, continuation) = AsyncStream.makeStream(of: Void.self)
    var options = RolloutRun.Options()
    options.maximumErrors = .rows(0)
    options.logger = Logger(label: "test") { _ in RefusalHandler(refused: continuation) }
    let events = EventBuffer()
    let engine = RolloutEngine(
      plan, journal: nil, pacer: Pacer(Pace()), options: options, events: events, start: .now)
    await engine.begin()
    let job = try #require(await engine.next())
    #expect(job.planned.steps == [.addUser])
    // The next event has to wait.
    let filling = Task { for _ in 0..<1022 { await events.send(.paused(.seconds(1))) } }
    await filling.value
    let finishing = Task {
      await engine.finish(
        job, .refused(RowFailure(step: "AddUserWithHierarchy", code: "rejected", reason: "no")))
    }
    for await _ in refusals {}
    #expect(await engine.next() == nil)
    events.close()
    await finishing.value
  }
}
