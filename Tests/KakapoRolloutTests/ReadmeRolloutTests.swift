import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import TestTraces
import Testing

extension AtPortal {
  @Suite("A rollout in a program")
  struct ReadmeRolloutTests {
    @Test("from a file to users and licences")
    func wholeWay() async throws {
      let folder = try TestTraces.makeFolder("kakapo")
      defer { TestTraces.remove(folder) }
      let file = folder.appending(path: "users.csv")
      try Data(RolloutTemplate.csv(serverHostName: RolloutPortal.serverHostName).utf8).write(to: file)
      let stateFolder = folder.appending(path: "state").path(percentEncoded: false)
      let portal = Portal(
        serverHostName: RolloutPortal.serverHostName, credentials: RolloutPortal.credentials)
      try await Simulator.run(portal) { simulator in
        let input = try RolloutInput.read(path: file.path(percentEncoded: false))
        let client = try ProvisionClient(
          credentials: RolloutPortal.credentials, configuration: .init(endpoint: simulator.endpoint),
          latch: FileLoginLatch(path: stateFolder + "/latch.json"))
        let plan = try await Planner(client: client).plan(input)
        try DeletionGate.check(plan.counts, allowed: nil)

        let lock = try RolloutState(folder: stateFolder).lock(client)
        let journal = try await Journal.begin(
          folder.appending(path: "users.journal").path(percentEncoded: false), plan: plan, client: client,
          format: input.format)
        var options = RolloutRun.Options()
        options.pace.concurrency = 16
        var rows = 0
        var ended: RolloutSummary?
        for await event in RolloutRun.start(journal, client: client, options: options) {
          if case .row = event { rows += 1 }
          if case .ended(let summary) = event { ended = summary }
        }
        lock.release()

        let summary = try #require(ended)
        #expect(summary.progress.done == input.rows.count)
        #expect(rows == plan.rows.count { !$0.steps.isEmpty })
        #expect(portal.snapshot.users.count == input.rows.count { $0.state == .present })
        client.close()
      }
    }

    @Test("with a hook around every call, and cancelled by its task")
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
