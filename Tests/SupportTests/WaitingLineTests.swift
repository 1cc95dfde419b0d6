import Support
import Testing

/// Tasks wait in a line until they are taken out, cancelled or out of time.
struct WaitingLineTests {
  private struct State {
    var line = WaitingLine<String>()
  }

  private let state = Locked(State())

  /// Waits in the line, and reports the moment before it joins.
  private func wait(
    until deadline: ContinuousClock.Instant = .now + .seconds(600),
    joining: AsyncStream<Void>.Continuation? = nil
  ) async -> String {
    await state.wait(in: \.line, until: deadline, timedOut: "timed out", cancelled: "cancelled") { _ in
      joining?.yield()
      return nil
    }
  }

  @Test func theFirstToWaitIsTheFirstTakenOut() async {
    let (joined, joining) = AsyncStream<Void>.makeStream()
    var moments = joined.makeAsyncIterator()
    async let first = wait(joining: joining)
    _ = await moments.next()
    async let second = wait(joining: joining)
    _ = await moments.next()
    for outcome in ["one", "two"] {
      // The lock is free only after the task has joined.
      state.withLock { $0.line.popFirst() }?.resume(returning: outcome)
    }
    #expect(state.withLock { $0.line.popFirst() == nil })
    #expect(await [first, second] == ["one", "two"])
  }

  @Test func allAreTakenOutAtOnce() async {
    let (joined, joining) = AsyncStream<Void>.makeStream()
    var moments = joined.makeAsyncIterator()
    async let first = wait(joining: joining)
    async let second = wait(joining: joining)
    _ = await moments.next()
    _ = await moments.next()
    let tasks = state.withLock { $0.line.popAll() }
    #expect(tasks.count == 2)
    for task in tasks { task.resume(returning: "go") }
    #expect(await [first, second] == ["go", "go"])
  }

  @Test func cancelledAndLateWaitersLeaveTheLine() async {
    #expect(await wait(until: .now) == "timed out")
    let (joined, joining) = AsyncStream<Void>.makeStream()
    var moments = joined.makeAsyncIterator()
    let task = Task { await wait(joining: joining) }
    _ = await moments.next()
    task.cancel()
    #expect(await task.value == "cancelled")
    #expect(state.withLock { $0.line.popFirst() == nil })
  }

  @Test func aTaskThatWasCancelledBeforeDoesNotJoin() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await state.wait(
        in: \.line, until: .now + .seconds(600), timedOut: "timed out", cancelled: "cancelled"
      ) { _ in
        "ready"
      }
    }
    #expect(await task.value == "cancelled")
  }

  @Test func aReadyValueIsReturnedAtOnce() async {
    let outcome = await state.wait(
      in: \.line, until: .now + .seconds(600), timedOut: "timed out", cancelled: "cancelled"
    ) { _ in
      "ready"
    }
    #expect(outcome == "ready")
    #expect(state.withLock { $0.line.popAll().isEmpty })
  }
}
