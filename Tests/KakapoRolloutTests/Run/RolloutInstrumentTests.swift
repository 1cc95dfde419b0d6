import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import TestTraces
import Testing

extension AtPortal {
  @Suite("The hook around every call")
  struct RolloutInstrumentTests {
    @Test("counts the calls of a run, also of one that its task cancels")
    func hookAndCancellation() async throws {
      try await RolloutPortal.run { portal in
        let counter = CallCounter()
        let plan = try await portal.plan((1...10).map { .user($0) })
        try await portal.apply(plan) { $0.instrument = counter }
        #expect(await counter.byMethod() == ["AddUserWithHierarchy": 10, "AddUserLicense": 20])

        portal.simulator.holdCalls()
        let more = try await portal.plan((11...20).map { .user($0) })
        let journal = try await Journal.begin(
          portal.folder + "/more.journal", plan: more, client: portal.client)
        let task = Task { [client = portal.client] in
          var last: RolloutSummary?
          for await event in RolloutRun.start(journal, client: client) {
            if case .ended(let summary) = event { last = summary }
          }
          return last
        }
        await portal.simulator.waitForCalls(31)
        task.cancel()
        let summary = try #require(await task.value)
        guard case .interrupted = summary.ending else { throw Failure("\(summary.ending)") }
        portal.simulator.releaseCalls()
        let resumed = try await portal.resume(try await Journal.resume(portal.folder + "/more.journal"))
        #expect(resumed.progress.done == 10)
        #expect(portal.holdings.count == 20)
      }
    }
  }
}

/// Counts calls.
private final class CallCounter: RolloutInstrument {
  private let counts = Counts()

  private actor Counts {
    var methods: [String: Int] = [:]
    func add(_ method: String) { methods[method, default: 0] += 1 }
  }

  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    await counts.add(call.method)
    return try await body()
  }

  func byMethod() async -> [String: Int] { await counts.methods }
}
