import KakapoProvision
import Logging
import Testing

@testable import KakapoRollout

@Suite("The next step")
struct RolloutEngineTests {
  /// Signals that a row was refused.
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

  @Test("isn't a deletion once too many rows were refused, however slowly the events are read")
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
    // The buffer is full, so the next event waits.
    for _ in 0..<1023 { events.add(.paused(.seconds(1))) }
    let finishing = Task {
      await engine.finish(
        job, .refused(RowFailure(step: "AddUserWithHierarchy", code: "rejected", reason: "no")))
    }
    for await _ in refusals {}
    #expect(await engine.next() == nil)
    events.close()
    await finishing.value
  }

  @Test("is reported in order, however many tasks carry steps out")
  func order() async throws {
    let rows = (0..<3000).map { PlannedRow(.user($0, licenses: []), reading: nil, isPruning: false) }
    let plan = RolloutPlan(endpoint: "https://portal.example.com/", isPruning: false, rows: rows)
    let events = EventBuffer()
    var options = RolloutRun.Options()
    options.pace.concurrency = 64
    let engine = RolloutEngine(
      plan, journal: nil, pacer: Pacer(options.pace), options: options, events: events, start: .now)
    let told = Task {
      var ended: [Int] = []
      while let event = await events.next() {
        if case .row(_, let progress) = event { ended.append(progress.ended) }
      }
      return ended
    }
    await withDiscardingTaskGroup { group in
      while let job = await engine.next() {
        group.addTask {
          await engine.finish(
            job,
            job.place.row.isMultiple(of: 3)
              ? .refused(RowFailure(step: "AddUserWithHierarchy", code: "rejected", reason: "no")) : .done)
        }
      }
    }
    events.close()
    #expect(await told.value == Array(1...3000))
  }

  @Test("doesn't wait for steps that wait for their repeat, unless there are very many")
  func away() async throws {
    let rows = (0..<30).map { PlannedRow(.user($0, licenses: []), reading: nil, isPruning: false) }
    let plan = RolloutPlan(endpoint: "https://portal.example.com/", isPruning: false, rows: rows)
    let events = EventBuffer()
    var options = RolloutRun.Options()
    options.pace.concurrency = 1
    let engine = RolloutEngine(
      plan, journal: nil, pacer: Pacer(options.pace), options: options, events: events, start: .now)
    let (back, comeBack) = AsyncStream.makeStream(of: Void.self)
    let taken = await withTaskGroup(of: Void.self, returning: Int.self) { group in
      var taken = 0
      while taken < 6, await engine.next() != nil {
        taken += 1
        guard taken <= 4 else { continue }
        let (leaving, left) = AsyncStream.makeStream(of: Void.self)
        group.addTask {
          _ = await engine.whileAway {
            left.finish()
            for await _ in back {}
            return true
          }
        }
        for await _ in leaving {}
        // The fourth leaves no room, so no more steps are taken.
        if taken == 4 { break }
      }
      comeBack.finish()
      return taken
    }
    #expect(taken == 4)
    // All four are back, and a fifth would be one too many.
    let job = Task { await engine.next() }
    await engine.stop(.interrupted)
    #expect(await job.value == nil)
    events.close()
  }
}
