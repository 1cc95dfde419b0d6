import Foundation
import KakapoProvision
import KakapoProvisionTesting
import KakapoRollout
import KakapoSimulator
import TestDocuments
import TestTraces
import Testing

/// The samples that need no portal of the vendor's are run.
struct SampleRunTests {
  private static let credentials = Credentials(userName: "interface", password: "hunter2 & <hunter2>")

  /// Runs a sample at a new portal.
  private func atPortal(
    _ body: (ProvisionClient, Simulator, String) async throws -> Void
  ) async throws {
    let folder = try TestTraces.makeFolder("samples")
    defer { TestTraces.remove(folder) }
    let portal = Portal(serverHostName: "sp.example.com", credentials: Self.credentials)
    try await Simulator.run(portal) { simulator in
      let client = try ProvisionClient(
        credentials: Self.credentials, configuration: .init(endpoint: simulator.endpoint),
        latch: MemoryLoginLatch())
      try await body(client, simulator, folder.path(percentEncoded: false))
      client.close()
    }
  }

  /// A client whose calls are answered in one way.
  private func client(
    _ respond: @escaping @Sendable (TransportRequest) async throws -> TransportResponse
  ) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Self.credentials, transport: StubTransport(respond), latch: MemoryLoginLatch())
  }

  @Test func gettingStarted() async throws {
    try await atPortal { client, simulator, _ in
      let held = try await setUp(client)
      let article = try #require(Document.guides.first { $0.path.hasSuffix("/GettingStarted.md") })
      #expect(article.text.contains("prints `\(held.licenses.map(\.pair))`"))
      #expect(simulator.portal.snapshot.user("jane@acme.example.com")?.licenses == [.unityDesktop(.pro)])
    }
  }

  @Test func otherCallsAreMade() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    var configuration = ProvisionClient.Configuration()
    configuration.contractCheck = .off
    try await otherCalls(
      ProvisionClient(
        credentials: Self.credentials, configuration: configuration, transport: stub,
        latch: MemoryLoginLatch()))
    #expect(stub.requests.map(\.method) == ["AddQueue", "AddThing"])
  }

  @Test func everyDeliveryHasItsWords() async throws {
    #expect(await buyLicences(at: try client { .success(of: $0.method) }) == "Bought.")
    let refused = try client { .rejection(of: $0.method, message: "no") }
    #expect(await buyLicences(at: refused).hasPrefix("The portal said no."))
    let lost = try client { _ in
      throw TransportError(.connectionLost, requestMayHaveBeenSent: true, reason: "gone")
    }
    #expect(await buyLicences(at: lost).hasPrefix("Look in the portal before trying again."))
    let down = try client { _ in
      throw TransportError(.cannotConnect, requestMayHaveBeenSent: false, reason: "gone")
    }
    #expect(await buyLicences(at: down).hasPrefix("Nothing was bought."))
  }

  @Test func aSafeCallIsRepeatedAndAPurchaseIsNot() async throws {
    let stub = StubTransport { _ in
      throw TransportError(.connectionLost, requestMayHaveBeenSent: true, reason: "gone")
    }
    let client = try ProvisionClient(
      credentials: Self.credentials, transport: stub, latch: MemoryLoginLatch())
    await #expect(throws: ProvisionError.self) {
      try await persistently { () async throws(ProvisionError) in
        try await client.addUserLicense(
          serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
          license: .unityDesktop(.pro))
      }
    }
    #expect(stub.requests.count == 3)
    await #expect(throws: ProvisionError.self) {
      try await persistently { () async throws(ProvisionError) in
        try await client.addResellerLicenseSubPurchase(
          serverHostName: "sp.example.com", resellerId: "Acme", license: .unityDesktop(.pro), quantity: 1)
      }
    }
    #expect(stub.requests.count == 4)
  }

  @Test func theLatchIsReopened() async throws {
    let client = try client { .failedLogin(of: $0.method) }
    await #expect(throws: ProvisionError.self) {
      try await client.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    }
    #expect(try client.loginLatchRecord() != nil)
    try reopen(client)
    #expect(try client.loginLatchRecord() == nil)
  }

  @Test func clientsAreMade() throws {
    let folder = try TestTraces.makeFolder("samples")
    defer { TestTraces.remove(folder) }
    let path = folder.path(percentEncoded: false)
    let latch = FileLoginLatch(path: path + "/latch.json")
    #expect(try settled(credentials: Self.credentials, latch: latch).configuration.settledLoginFailure != nil)
    #expect(
      try keptContract(credentials: Self.credentials, stateFolder: path).configuration.contractCheck != .live)
    #expect(try sharedLatch(credentials: Self.credentials, stateFolder: path).loginLatchRecord() == nil)
    #expect(try manyConnections(credentials: Self.credentials).loginLatchRecord() == nil)
    #expect(try logging(credentials: Self.credentials).loginLatchRecord() == nil)
  }

  @Test func anExchangeIsRecordedAndReplayed() async throws {
    let folder = try TestTraces.makeFolder("samples")
    defer { TestTraces.remove(folder) }
    let inner = StubTransport { .success(of: $0.method) }
    let recorder = try recording(credentials: Self.credentials, folder: folder, inner: inner)
    try await recorder.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    let replayer = try replaying(credentials: Self.credentials, folder: folder)
    try await replayer.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    await #expect(throws: ProvisionError.self) {
      try await replayer.addReseller(serverHostName: "sp.example.com", resellerId: "Other")
    }
  }

  @Test func aRolloutRunsAndContinues() async throws {
    try await atPortal { client, simulator, folder in
      let file = folder + "/users.csv"
      try Data(RolloutTemplate.csv(serverHostName: "sp.example.com").utf8).write(to: URL(filePath: file))
      let summary = try await rollOut(file, stateFolder: folder + "/state", client: client)
      #expect(summary.progress.done == 3 && summary.progress.refused == 0)
      #expect(simulator.portal.snapshot.users.count == 2)
      let calls = simulator.callCount
      let again = try await resume(file, stateFolder: folder + "/state", client: client)
      #expect(again.progress.done == 3 && simulator.callCount == calls)
    }
  }

  @Test func refusedRowsAreWrittenAndCallsMeasured() async throws {
    try await atPortal { client, simulator, folder in
      try simulator.portal.stock(.unityDesktop(.pro), quantity: 0, at: "sp.example.com")
      let input = try RolloutInput.read(
        [UInt8](RolloutTemplate.csv(serverHostName: "sp.example.com").utf8))
      let times = CallTimes()
      var options = Planner.Options()
      options.instrument = times
      let plan = try await Planner(client: client, options: options).plan(input)
      let journal = try await Journal.begin(
        folder + "/users.journal", plan: plan, client: client, format: input.format)
      let summary = await rollOutWritingFailedRows(journal, client: client, folder: folder)
      #expect(summary.progress.refused == 1)
      let failed = try String(contentsOf: URL(filePath: folder + "/failed.csv"), encoding: .utf8)
      #expect(failed.contains("jane@acme.example.com") && failed.contains("code,reason"))
      #expect(times.byMethod.mapValues(\.count) == ["GetUserLicenses": 1])
    }
  }
}
