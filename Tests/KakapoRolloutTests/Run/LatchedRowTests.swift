import Foundation
import KakapoProvision
import KakapoProvisionTesting
import KakapoRollout
import Support
import TestTraces
import Testing

/// A row whose answer looks like a failed login doesn't keep a rollout from finishing.
@Suite struct LatchedRowTests {
  @Test func theRowThatClosesTheLatchIsTriedLastAndThenLeftOut() async throws {
    let folder = try TestTraces.makeFolder("latched")
    defer { TestTraces.remove(folder) }
    let path = folder.appending(path: "users.journal").path(percentEncoded: false)
    let users = Locked<[String]>([])
    let stub = StubTransport { request in
      let user = request.parameter("broadworksUserId") ?? ""
      users.withLock { $0.append(user) }
      return user == "user2@acme.example.com"
        ? .rejection(of: request.method, message: "Login failed") : .success(of: request.method)
    }
    var configuration = ProvisionClient.Configuration(endpoint: "https://portal.example.com/P.asmx")
    configuration.contractCheck = .off
    let client = try ProvisionClient(
      credentials: Credentials(userName: "interface", password: "hunter2"), configuration: configuration,
      transport: stub, latch: MemoryLoginLatch())
    var options = RolloutRun.Options()
    options.pace = .quick
    options.pace.concurrency = 1
    let rows = (1...5).map { UserRow.user($0, licenses: []) }
    let plan = RolloutPlan(try RolloutInput(rows: rows), endpoint: "https://portal.example.com/P.asmx")

    let begun = try await Journal.begin(path, plan: plan, client: client)
    let first = await RolloutRun.start(begun, client: client, options: options).finish()
    guard case .stopped(let error) = first.ending else { throw Failure("\(first.ending)") }
    #expect(error.code == .loginFailed && first.progress.refused == 0)
    // Only one call runs at a time, but either of two rows may call first.
    #expect(users.withLock { $0.count <= 2 && $0.last == "user2@acme.example.com" })

    // The other rows run first now; then the row closes the latch again.
    try client.openLoginLatch()
    let second = await RolloutRun.start(try await Journal.resume(path), client: client, options: options)
      .finish()
    guard case .stopped(let error) = second.ending else { throw Failure("\(second.ending)") }
    #expect(error.code == .loginFailed)
    #expect(second.progress.done == 4 && second.progress.refused == 1)
    let failure = try #require(second.failures.first?.failure)
    #expect(second.failures.map(\.row.broadworksUserId) == ["user2@acme.example.com"])
    #expect(failure.code == "loginFailed" && failure.reason.contains("for the second time"))
    #expect(users.withLock { $0.last } == "user2@acme.example.com")
    #expect(
      users.withLock { $0.map { $0.prefix(5) }.sorted() } == [
        "user1", "user2", "user2", "user3", "user4", "user5",
      ])

    // No call is left, so the closed latch stops nothing.
    let third = await RolloutRun.start(try await Journal.resume(path), client: client, options: options)
      .finish()
    guard case .finished = third.ending else { throw Failure("\(third.ending)") }
    #expect(users.withLock { $0.count } == 6)
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
