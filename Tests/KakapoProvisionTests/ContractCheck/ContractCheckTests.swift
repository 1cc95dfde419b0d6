import Foundation
import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import KakapoSimulator
import Support
import TestTraces
import Testing
import WSDL

/// The requests that a service gets from a client with the same or another contract.
@Suite(.timeLimit(.minutes(10)))
struct ContractCheckTests {
  private static let credentials = Credentials(userName: "interface", password: "hunter2 & hunter2")

  private static func client(
    _ transport: (any Transport)? = nil, endpoint: String = "https://portal.example.com/P.asmx",
    check: ContractCheck = .live
  ) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration(endpoint: endpoint)
    configuration.contractCheck = check
    return try ProvisionClient(
      credentials: credentials, configuration: configuration, transport: transport, latch: MemoryLoginLatch())
  }

  /// Runs a test with a portal that deviates from the contract.
  private static func withPortal(
    _ change: (inout ContractDeviation) -> Void, check: ContractCheck = .live,
    _ body: (Simulator, ProvisionClient) async throws -> Void
  ) async throws {
    var options = Simulator.Options()
    change(&options.deviation)
    let portal = Portal(serverHostName: "sp", credentials: credentials)
    try await Simulator.run(portal, options: options) { simulator in
      let client = try client(endpoint: simulator.endpoint, check: check)
      defer { client.close() }
      try await body(simulator, client)
    }
  }

  private static func mismatch(_ call: () async throws -> Void) async -> ProvisionError? {
    await #expect(throws: ProvisionError.self) { try await call() }
  }

  @Test
  func theContractIsFetchedOnceAndWithoutCredentials() async throws {
    let fetches = Gathering()
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      #expect(request.head.path == "/P.asmx?WSDL" && request.body.isEmpty)
      #expect(!request.head.headerFields.contains { $0.value.contains("pass") })
      fetches.arrive()
      return .contract()
    }
    let portal = try Self.client(transport)
    try await withThrowingTaskGroup { group in
      for number in 0..<50 {
        group.addTask { _ = try await portal.addReseller(serverHostName: "sp", resellerId: "r\(number)") }
      }
      try await group.waitForAll()
    }
    #expect(fetches.count == 1)
  }

  @Test
  func nothingChangesOnTheWireWhenTheContractFits() async throws {
    for golden in GoldenCall.all {
      let stub = StubTransport.succeeding()
      var configuration = ProvisionClient.Configuration()
      configuration.contractCheck = .live
      let portal = try ProvisionClient(
        credentials: TestLogin.credentials, configuration: configuration, transport: stub,
        latch: MemoryLoginLatch())
      _ = try await golden.call(portal)
      #expect(stub.requests.map(\.body) == [try Fixtures.request(golden.name)], "\(golden.name)")
    }
  }

  @Test
  func theNamespaceIsFollowed() async throws {
    try await Self.withPortal {
      $0.namespace = "http://kakaposystems.com"
    } _: { simulator, portal in
      try await portal.addReseller(serverHostName: "sp", resellerId: "Acme")
      #expect(simulator.portal.failedLoginCount() == 0)
      #expect(simulator.calls(of: "AddReseller").first?.wasApplied == true)
    }
  }

  @Test
  func aContractWithoutANamespaceIsFollowed() async throws {
    let contract = String(decoding: TransportResponse.contract().body, as: UTF8.self)
      .replacing(
        "elementFormDefault=\"qualified\" targetNamespace=\"http://kakaposystems.com/\"",
        with: "elementFormDefault=\"qualified\""
      )
      .replacing("element=\"tns:", with: "element=\"").replacing("type=\"tns:Prov", with: "type=\"Prov")
    let sent = Locked("")
    let transport = Watching { request in
      guard request.head.method == .post else { return .xml(contract) }
      sent.withLock { $0 = String(decoding: request.body, as: UTF8.self) }
      return .success(of: request.method)
    }
    try await Self.client(transport).addReseller(serverHostName: "sp", resellerId: "a")
    // The body contains the password, which no failure may show.
    let isInNoNamespace = sent.withLock { $0.contains("<AddReseller xmlns=\"\"><loginUserName>") }
    #expect(isInNoNamespace)
  }

  @Test
  func letterCaseAndOrderAreFollowed() async throws {
    try await Self.withPortal {
      $0.renamedParameters = ["loginUserName": "loginUsername", "resellerId": "ResellerID"]
      $0.reversesParameters = true
    } _: { simulator, portal in
      try await portal.addReseller(serverHostName: "sp", resellerId: "Acme", resellerName: "Acme Ltd")
      #expect(simulator.portal.failedLoginCount() == 0)
      #expect(simulator.portal.snapshot.systemProviders[0].resellers.map(\.id) == ["Acme"])
      #expect(simulator.calls(of: "AddReseller")[0].parameters.map(\.name).last == "loginUsername")
    }
  }

  /// The client removes the user's name from the service's words, whatever the service calls the parameter.
  @Test
  func aFailedLoginIsRecognisedUnderTheNamesOfTheService() async throws {
    let contract = String(decoding: TransportResponse.contract().body, as: UTF8.self)
      .replacing("loginUserName", with: "loginUsername")
    let calls = Gathering()
    let transport = Watching { request in
      guard request.head.method == .post else { return .xml(contract) }
      calls.arrive()
      return .rejection(of: request.method, message: "A login attempt for kakapo.api has failed.")
    }
    let portal = try ProvisionClient(
      credentials: Credentials(userName: "kakapo.api", password: "hunter2"), transport: transport,
      latch: MemoryLoginLatch())
    for _ in 1...3 {
      let error = await Self.mismatch { try await portal.addReseller(serverHostName: "sp", resellerId: "a") }
      #expect(error?.code == .loginFailed || error?.code == .loginLatched)
    }
    #expect(calls.count == 1)
  }

  @Test
  func whatCannotBeFollowedStopsTheCallBeforeTheLogin() async throws {
    try await Self.withPortal {
      $0.renamedParameters = ["resellerId": "enterpriseId", "loginPassword": "secretWord"]
    } _: { simulator, portal in
      let error = await Self.mismatch {
        try await portal.addReseller(serverHostName: "sp", resellerId: "Acme")
      }
      #expect(error?.code == .contractMismatch)
      #expect(error?.delivery == .notSent)
      let text = error?.description ?? ""
      for words in [
        "AddReseller", "resellerId", "loginPassword", "Compare the service's contract",
        "contractCheck = .off",
      ] {
        #expect(text.contains(words), "\(words) is missing in: \(text)")
      }
      #expect(simulator.callCount == 0 && simulator.portal.failedLoginCount() == 0)
    }
  }

  @Test
  func aMissingMethodStopsOnlyItsOwnCalls() async throws {
    try await Self.withPortal {
      $0.missingMethods = ["AddGroup"]
    } _: { simulator, portal in
      try await portal.addReseller(serverHostName: "sp", resellerId: "Acme")
      let error = await Self.mismatch {
        try await portal.addGroup(serverHostName: "sp", resellerId: "Acme", groupId: "g")
      }
      #expect(error?.code == .contractMismatch && error?.operation == "AddGroup")
      #expect(simulator.callCount == 1)
    }
  }

  @Test
  func aMethodUnknownHereIsComparedByItsNames() async throws {
    let contract = String(decoding: TransportResponse.contract().body, as: UTF8.self)
      .replacing("AddSystemProvider", with: "AddSomethingNew")
    let transport = Watching { request in
      request.head.method == .get ? .xml(contract) : .success(of: request.method)
    }
    let portal = try Self.client(transport)
    let right = [("newSystemProviderServerHostName", "a"), ("newSystemProviderId", "b")]
    try await portal.call("AddSomethingNew", parameters: right)
    let wrong = await Self.mismatch {
      try await portal.call("AddSomethingNew", parameters: right + [("newSystemProvider", "c")])
    }
    #expect(wrong?.code == .contractMismatch)
    #expect(wrong?.description.contains("newSystemProvider.") == true)
    let unknown = await Self.mismatch { try await portal.call("AddNothing") }
    #expect(unknown?.code == .contractMismatch)
  }

  /// To a server, an accented letter and a letter with a combining accent are different.
  @Test
  func anAccentIsSpelledAsTheServiceDoes() async throws {
    let contract = String(decoding: TransportResponse.contract().body, as: UTF8.self)
      .replacing("AddSystemProvider", with: "AddSomethingNew")
      .replacing("newSystemProviderId", with: "caf\u{E9}Id")
    let sent = Locked<[UInt8]>([])
    let transport = Watching { request in
      guard request.head.method == .post else { return .xml(contract) }
      sent.withLock { $0 = request.body }
      return .success(of: request.method)
    }
    let portal = try Self.client(transport)
    try await portal.call(
      "AddSomethingNew",
      parameters: [("newSystemProviderServerHostName", "a"), ("cafe\u{301}Id", "b")])
    // The body contains the password, which no failure may show.
    let isSpelledRight = sent.withLock { $0.contains("<caf\u{E9}Id>b</caf\u{E9}Id>".utf8) }
    #expect(isSpelledRight)
  }

  @Test(arguments: [
    (404, "<html><body>no</body></html>", "HTTP 404"), (200, "<html><body>login</body></html>", "web page"),
    (200, "", "cannot be read as WSDL"), (200, "<wsdl", "cannot be read as WSDL"),
    (200, "<!DOCTYPE x><x/>", "cannot be read as WSDL"),
  ])
  func aContractThatCannotBeFetchedIsReportedWithARemedy(status: Int, body: String, words: String)
    async throws
  {
    let calls = Gathering()
    let transport = Watching { request in
      if request.head.method == .post { calls.arrive() }
      return .html(status: status, body)
    }
    let portal = try Self.client(transport)
    let error = await Self.mismatch { try await portal.addReseller(serverHostName: "sp", resellerId: "Acme") }
    #expect(error?.code == .contractUnavailable && error?.delivery == .notSent)
    let text = error?.description ?? ""
    #expect(text.contains(words) && text.contains(".file(") && text.contains(".off"), "\(text)")
    #expect(calls.count == 0)
  }

  @Test
  func aFailedFetchIsTriedAgainByTheNextCall() async throws {
    let fetches = Gathering()
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      fetches.arrive()
      if fetches.count > 1 { return .contract() }
      throw TransportError(.timedOut, requestMayHaveBeenSent: true, reason: "silence")
    }
    let portal = try Self.client(transport)
    let error = await Self.mismatch { try await portal.addReseller(serverHostName: "sp", resellerId: "Acme") }
    #expect(error?.code == .contractUnavailable && error?.description.contains("silence") == true)
    try await portal.addReseller(serverHostName: "sp", resellerId: "Acme")
    #expect(fetches.count == 2)
  }

  @Test
  func aCancelledCallDoesNotTakeTheFetchAwayFromOthers() async throws {
    let begun = Gathering()
    let go = Gathering()
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      begun.arrive()
      await go.wait()
      return .contract()
    }
    let portal = try Self.client(transport)
    let first = Task { try await portal.addReseller(serverHostName: "sp", resellerId: "a") }
    await begun.wait()
    let second = Task { try await portal.addReseller(serverHostName: "sp", resellerId: "b") }
    first.cancel()
    let error = await Self.mismatch { _ = try await first.value }
    #expect(error?.code == .cancelled && error?.delivery == .notSent)
    go.arrive()
    #expect(try await second.value.success)
    #expect(begun.count == 1)
  }

  @Test
  func aFileIsReadInstead() async throws {
    let file = TestTraces.path("contract.wsdl")
    defer { TestTraces.remove(file) }
    let stub = StubTransport.succeeding()
    let portal = try Self.client(stub, check: .file(file.path(percentEncoded: false)))
    let error = await Self.mismatch { try await portal.addReseller(serverHostName: "sp", resellerId: "a") }
    #expect(
      error?.code == .contractUnavailable
        && error?.description.contains(file.path(percentEncoded: false)) == true)
    try Data(TransportResponse.contract().body).write(to: file)
    try await portal.addReseller(serverHostName: "sp", resellerId: "a")
    #expect(stub.requests.count == 1)
  }

  @Test
  func aKeptContractSparesTheFetchAndIsRenewedWhenItDoesNotFit() async throws {
    let file = TestTraces.path("kept.wsdl")
    defer { TestTraces.remove(file) }
    let path = file.path(percentEncoded: false)
    let fetches = Gathering()
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      fetches.arrive()
      return fetches.count == 2 ? Self.staleContract : .contract()
    }
    for _ in 0..<3 {
      try await Self.client(transport, check: .live(keptIn: path)).addReseller(
        serverHostName: "sp", resellerId: "a")
    }
    #expect(fetches.count == 1)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode == 0o600)

    // The kept copy lacks the method, but the service has it.
    try await Self.client(transport, check: .live(keptIn: path, maximumAge: .seconds(-1)))
      .addGroup(serverHostName: "sp", resellerId: "a", groupId: "g")
    #expect(fetches.count == 2)
    try await Self.client(transport, check: .live(keptIn: path)).addReseller(
      serverHostName: "sp", resellerId: "a")
    #expect(fetches.count == 3)
    try await Self.client(transport, check: .live(keptIn: path, maximumAge: .seconds(-1)))
      .addReseller(serverHostName: "sp", resellerId: "a")
    #expect(fetches.count == 4)
  }

  /// A contract that lacks `AddReseller`.
  private static var staleContract: TransportResponse {
    .xml(
      String(decoding: TransportResponse.contract().body, as: UTF8.self)
        .replacing("AddReseller\"", with: "AddFormerly\""))
  }

  /// Otherwise the password would go out under another service's name for it.
  @Test
  func theKeptContractOfOneServiceIsNotUsedForAnother() async throws {
    let file = TestTraces.path("shared.wsdl")
    defer { TestTraces.remove(file) }
    let check = ContractCheck.live(keptIn: file.path(percentEncoded: false))
    let other = String(decoding: TransportResponse.contract().body, as: UTF8.self)
      .replacing("loginPassword", with: "loginPASSWORD")
    let names = Locked<[String]>([])
    let transport = Watching { request in
      guard request.head.method == .get else {
        names.withLock { $0 += ["loginPASSWORD", "loginPassword"].filter { request.parameter($0) != nil } }
        return .success(of: request.method)
      }
      return request.head.authority == "one.example.com" ? .xml(other) : .contract()
    }
    for host in ["one.example.com", "two.example.com", "one.example.com"] {
      var configuration = ProvisionClient.Configuration(endpoint: "https://\(host)/P.asmx")
      configuration.contractCheck = check
      try await ProvisionClient(
        credentials: Credentials(userName: "interface", password: "hunter2"), configuration: configuration,
        transport: transport, latch: MemoryLoginLatch()
      ).addReseller(serverHostName: "sp", resellerId: "a")
    }
    #expect(names.withLock { $0 } == ["loginPASSWORD", "loginPassword", "loginPASSWORD"])
  }

  /// A changed or damaged file is fetched again.
  @Test
  func aDamagedKeptContractIsFetchedAgain() async throws {
    let file = TestTraces.path("damaged.wsdl")
    defer { TestTraces.remove(file) }
    let fetches = Gathering()
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      fetches.arrive()
      return .contract()
    }
    let check = ContractCheck.live(keptIn: file.path(percentEncoded: false))
    try await Self.client(transport, check: check).addReseller(serverHostName: "sp", resellerId: "a")
    let kept = try String(contentsOf: file, encoding: .utf8)
    try kept.replacing("loginPassword", with: "loginPassw0rd").write(
      to: file, atomically: true, encoding: .utf8)
    try await Self.client(transport, check: check).addReseller(serverHostName: "sp", resellerId: "a")
    #expect(fetches.count == 2)
  }

  /// A method that the kept copy lacks doesn't keep calls of other methods waiting.
  @Test
  func aKeptContractServesTheOthersWhileItIsRenewed() async throws {
    let file = TestTraces.path("renewed.wsdl")
    defer { TestTraces.remove(file) }
    let (begun, go) = (Gathering(), Gathering())
    let isKept = Locked(false)
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      if !isKept.withLock({ $0 }) { return Self.staleContract }
      begun.arrive()
      await go.wait()
      return .html(status: 503, "<p>Service Unavailable</p>")
    }
    let check = ContractCheck.live(keptIn: file.path(percentEncoded: false))
    try await Self.client(transport, check: check).addGroup(
      serverHostName: "sp", resellerId: "a", groupId: "g")
    isKept.withLock { $0 = true }
    let portal = try Self.client(transport, check: check)
    let missing = Task { try await portal.addReseller(serverHostName: "sp", resellerId: "a") }
    await begun.wait()
    try await portal.addGroup(serverHostName: "sp", resellerId: "a", groupId: "g")
    go.arrive()
    let error = await Self.mismatch { _ = try await missing.value }
    #expect(error?.code == .contractUnavailable)
    try await portal.addGroup(serverHostName: "sp", resellerId: "a", groupId: "g")
    #expect(begun.count == 1)
  }

  @Test
  func switchedOffNothingIsFetched() async throws {
    let transport = Watching { request in
      #expect(request.head.method == .post)
      return .success(of: request.method)
    }
    try await Self.client(transport, check: .off).addReseller(serverHostName: "sp", resellerId: "a")
    #expect(transport.count == 1)
  }

  /// The first call waits for its own fetch, the second for the first call's fetch.
  @Test
  func theDeadlineOfACallHoldsWhileItWaitsForTheContract() async throws {
    let (begun, go) = (Gathering(), Gathering())
    let calls = Gathering()
    let transport = Watching { request in
      guard request.head.method == .get else {
        calls.arrive()
        return .success(of: request.method)
      }
      begun.arrive()
      // A transport that exceeds its timeout.
      await go.wait()
      return .contract()
    }
    var configuration = ProvisionClient.Configuration(endpoint: "https://portal.example.com/P.asmx")
    configuration.timeout = .milliseconds(50)
    let portal = try ProvisionClient(
      credentials: Self.credentials, configuration: configuration, transport: transport,
      latch: MemoryLoginLatch())
    for _ in 1...2 {
      let error = await Self.mismatch { try await portal.addReseller(serverHostName: "sp", resellerId: "a") }
      #expect(error?.code == .timedOut && error?.delivery == .notSent)
      #expect(error?.description.contains("before the service's contract was there") == true)
    }
    #expect(begun.count == 1 && calls.count == 0)
    go.arrive()
  }

  @Test
  func theDeadlineHoldsWhileAKeptContractIsRenewed() async throws {
    let file = TestTraces.path("late.wsdl")
    defer { TestTraces.remove(file) }
    let (go, fetches) = (Gathering(), Gathering())
    let transport = Watching { request in
      guard request.head.method == .get else { return .success(of: request.method) }
      fetches.arrive()
      if fetches.count > 1 { await go.wait() }
      return Self.staleContract
    }
    let check = ContractCheck.live(keptIn: file.path(percentEncoded: false))
    try await Self.client(transport, check: check).addGroup(
      serverHostName: "sp", resellerId: "a", groupId: "g")
    var configuration = ProvisionClient.Configuration(endpoint: "https://portal.example.com/P.asmx")
    configuration.contractCheck = check
    configuration.timeout = .milliseconds(500)
    let portal = try ProvisionClient(
      credentials: Self.credentials, configuration: configuration, transport: transport,
      latch: MemoryLoginLatch())
    let error = await Self.mismatch { try await portal.addReseller(serverHostName: "sp", resellerId: "a") }
    #expect(error?.code == .timedOut && error?.delivery == .notSent)
    go.arrive()
  }
}

/// A transport that passes every request to the test, including the fetch of the contract.
private final class Watching: Transport {
  private let respond: @Sendable (TransportRequest) async throws -> TransportResponse
  private let calls = Locked(0)

  init(_ respond: @escaping @Sendable (TransportRequest) async throws -> TransportResponse) {
    self.respond = respond
  }

  var count: Int { calls.withLock { $0 } }

  func send(_ request: TransportRequest) async throws -> TransportResponse {
    calls.withLock { $0 += 1 }
    return try await respond(request)
  }
}
