import Foundation
import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Support
import TestTraces
import Testing

/// The requests that a portal gets with a wrong, unproven or right login.
@Suite(.timeLimit(.minutes(10)))
struct LoginSafetyTests {
  private static func client(
    _ transport: any Transport, userName: String = "interface", password: String = "hunter2 & hunter2",
    latch: any LoginLatch = MemoryLoginLatch(),
    timeout: Duration = .seconds(60)
  ) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration(endpoint: "https://portal.example.com/P.asmx")
    configuration.timeout = timeout
    return try ProvisionClient(
      credentials: Credentials(userName: userName, password: password), configuration: configuration,
      transport: transport, latch: latch)
  }

  private static func code(_ client: ProvisionClient) async -> ProvisionError.Code? {
    do {
      _ = try await client.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
      return nil
    } catch {
      return error.code
    }
  }

  @Test(arguments: [false, true])
  func aThousandCallsWithAWrongPasswordMakeOneRequest(asFault: Bool) async throws {
    let stub = StubTransport { request in
      asFault
        ? .fault("Server", message: "Server was unable to process request. ---> A login attempt has failed.")
        : .failedLogin(of: request.method)
    }
    let portal = try Self.client(stub)
    let codes = await withTaskGroup { group in
      for _ in 0..<1000 { group.addTask { await Self.code(portal) } }
      return await group.reduce(into: [:] as [ProvisionError.Code?: Int]) { $0[$1, default: 0] += 1 }
    }
    #expect(stub.requests.count == 1)
    #expect(codes == [.loginFailed: 1, .loginLatched: 999])
    #expect(await Self.code(portal) == .loginLatched)
    #expect(stub.requests.count == 1)
  }

  @Test
  func theErrorOfALatchedCallSaysWhenWhyAndWhatToDo() async throws {
    let stub = StubTransport { .failedLogin(of: $0.method) }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == .loginFailed)
    let error = await #expect(throws: ProvisionError.self) {
      try await portal.addGroup(serverHostName: "sp", resellerId: "r", groupId: "g")
    }
    let record = try #require(try portal.loginLatchRecord())
    let text = try #require(error).description
    #expect(error?.delivery == .notSent)
    #expect(text.contains("AddGroup") && text.contains("DeleteUser") && text.contains(record.timestamp))
    #expect(text.contains("the account has been locked") && text.contains("openLoginLatch()"))
    #expect(!text.contains("pass word"))
  }

  @Test
  func twoClientsWithTheSameLoginShareOneTrial() async throws {
    let stub = StubTransport { .failedLogin(of: $0.method) }
    let latch = MemoryLoginLatch()
    let clients = try (0..<20).map { _ in try Self.client(stub, latch: latch) }
    await withTaskGroup { group in
      for client in clients { group.addTask { _ = await Self.code(client) } }
    }
    #expect(stub.requests.count == 1)
  }

  /// The portal locks the account, so another password doesn't justify another login.
  @Test(arguments: ["interface", "INTERFACE", "Interface", "\u{FF49}nterface"])
  func afterAFailureNoOtherPasswordIsTriedUntilTheLatchIsOpened(userName: String) async throws {
    let latch = MemoryLoginLatch()
    let stub = StubTransport { request in
      request.parameter("loginPassword") == "hunter2-right"
        ? .success(of: request.method) : .failedLogin(of: request.method)
    }
    #expect(await Self.code(try Self.client(stub, password: "hunter2-wrong", latch: latch)) == .loginFailed)
    let right = try Self.client(stub, userName: userName, password: "hunter2-right", latch: latch)
    #expect(await Self.code(right) == .loginLatched)
    #expect(stub.requests.count == 1)
    try right.openLoginLatch()
    #expect(await Self.code(right) == nil)
    #expect(stub.requests.count == 2)
  }

  /// Two clients of a process with two passwords share the account, so one of them waits.
  @Test
  func twoPasswordsOfOneAccountAreTriedOneAfterTheOther() async throws {
    let latch = MemoryLoginLatch()
    let (arrived, go) = (Gathering(), Gathering())
    let stub = StubTransport { request in
      arrived.arrive()
      await go.wait()
      return .failedLogin(of: request.method)
    }
    let clients = try (0..<8).map { try Self.client(stub, password: "hunter2-\($0)", latch: latch) }
    let calls = clients.map { client in Task { await Self.code(client) } }
    await arrived.wait()
    go.arrive()
    var codes: [ProvisionError.Code?: Int] = [:]
    for call in calls { codes[await call.value, default: 0] += 1 }
    #expect(codes == [.loginFailed: 1, .loginLatched: 7])
    #expect(stub.requests.count == 1)
  }

  @Test
  func aSettledFailureOpensTheLatchOnceAndALaterOneDoesNot() async throws {
    let latch = MemoryLoginLatch()
    let stub = StubTransport { .failedLogin(of: $0.method) }
    let portal = try Self.client(stub, latch: latch)
    #expect(await Self.code(portal) == .loginFailed)
    var configuration = ProvisionClient.Configuration(endpoint: "https://portal.example.com/P.asmx")
    configuration.settledLoginFailure = try #require(try portal.loginLatchRecord()).date
    for expected in [ProvisionError.Code.loginFailed, .loginLatched, .loginLatched] {
      let settled = try ProvisionClient(
        credentials: Credentials(userName: "interface", password: "hunter2-new"),
        configuration: configuration,
        transport: stub, latch: latch)
      #expect(await Self.code(settled) == expected)
    }
    #expect(stub.requests.count == 2)
  }

  @Test
  func onlyOpeningTheLatchLetsCallsThroughAgain() async throws {
    let unlocked = Gathering()
    let stub = StubTransport { unlocked.count > 0 ? .success(of: $0.method) : .failedLogin(of: $0.method) }
    let portal = try Self.client(stub)
    #expect(try portal.openLoginLatch().isEmpty)
    #expect(await Self.code(portal) == .loginFailed)
    unlocked.arrive()
    #expect(await Self.code(portal) == .loginLatched)
    #expect(try portal.openLoginLatch().map(\.operation) == ["DeleteUser"])
    #expect(try portal.loginLatchRecord() == nil)
    #expect(await Self.code(portal) == nil)
    #expect(stub.requests.count == 2)
  }

  @Test
  func aFailureAfterSuccessClosesTheLatchToo() async throws {
    let calls = Gathering()
    let stub = StubTransport { request in
      calls.arrive()
      return calls.count == 1 ? .success(of: request.method) : .failedLogin(of: request.method)
    }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == nil)
    #expect(await Self.code(portal) == .loginFailed)
    #expect(await Self.code(portal) == .loginLatched)
    #expect(calls.count == 2)
  }

  @Test
  func aLateSuccessOfAnOlderCallProvesNothing() async throws {
    let slow = Gathering()
    let go = Gathering()
    let calls = Gathering()
    let stub = StubTransport { request in
      calls.arrive()
      switch request.parameter("resellerId") {
      case "first": return .success(of: request.method)
      case "slow":
        slow.arrive()
        await go.wait()
        return .success(of: request.method)
      default: return .failedLogin(of: request.method)
      }
    }
    let portal = try Self.client(stub)
    try await portal.addReseller(serverHostName: "sp", resellerId: "first")
    let late = Task { try await portal.addReseller(serverHostName: "sp", resellerId: "slow") }
    await slow.wait()
    #expect(await Self.code(portal) == .loginFailed)
    go.arrive()
    #expect(try await late.value.success)
    try portal.openLoginLatch()
    let before = calls.count
    await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { _ = await Self.code(portal) } }
    }
    #expect(calls.count == before + 1)
  }

  @Test
  func aLatchOpenedByAnotherProcessMustBeProvenAgain() async throws {
    let latch = MemoryLoginLatch()
    let wrong = Gathering()
    let calls = Gathering()
    let stub = StubTransport { request in
      calls.arrive()
      return wrong.count > 0 ? .failedLogin(of: request.method) : .success(of: request.method)
    }
    let portal = try Self.client(stub, latch: latch)
    #expect(await Self.code(portal) == nil)
    wrong.arrive()
    #expect(await Self.code(portal) == .loginFailed)
    #expect(await Self.code(portal) == .loginLatched)
    try latch.open(endpoint: "https://PORTAL.example.com:443/p.asmx", userName: "interface")
    let before = calls.count
    await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { _ = await Self.code(portal) } }
    }
    #expect(calls.count == before + 1)
  }

  @Test
  func oneAccountHasOneLatchInAnySpellingOfItsEndpoint() async throws {
    let latch = MemoryLoginLatch()
    let stub = StubTransport { .failedLogin(of: $0.method) }
    for endpoint in [
      "https://p.example.com/a/P.asmx", "https://P.Example.com:443/a/P.asmx",
      "HTTPS://p.example.com/A/p.asmx",
      "https://p.example.com./a/P.asmx", "https://p.example.com/a/P.asmx/",
      "https://p.example.com//a//P.asmx",
      "https://p.example.com/a/./P.asmx", "https://p.example.com/a/x/../P.asmx",
      "https://p.example.com/%61/P.asm%78",
    ] {
      var configuration = ProvisionClient.Configuration(endpoint: endpoint)
      configuration.contractCheck = .off
      let portal = try ProvisionClient(
        credentials: Credentials(userName: "interface", password: "x"), configuration: configuration,
        transport: stub, latch: latch)
      _ = await Self.code(portal)
    }
    #expect(stub.requests.count == 1)
  }

  /// User names come from tenants, and no name may hide that the login failed.
  @Test(arguments: [
    "has failed and the account has been locked", "login", "account", "SqlException", "BroadWorks",
    "Reseller already exists", "A login attempt",
  ])
  func noNameOfARowHidesAFailedLogin(name: String) async throws {
    let stub = StubTransport { request in
      .rejection(
        of: request.method,
        message:
          "A login attempt for \(request.parameter("userName") ?? "") has failed and the account has been locked."
      )
    }
    let portal = try Self.client(stub)
    for row in 1...5 {
      let error = await #expect(throws: ProvisionError.self) {
        try await portal.addUserWithHierarchy(
          serverHostName: "sp", resellerId: "login", groupId: "account",
          broadworksUserId: "user\(row)@acme.example.com",
          userName: name)
      }
      #expect(error?.code == (row == 1 ? .loginFailed : .loginLatched))
    }
    #expect(stub.requests.count == 1)
  }

  /// The portal may refuse the login in a form that isn't an answer of the method.
  @Test(arguments: [
    "<DeleteUserResponse><DeleteUserResult><success>False</success><errorMessage>A login attempt has failed and the account has been locked.</errorMessage></DeleteUserResult></DeleteUserResponse>",
    "<DeleteUserResponse><Result><message>A login attempt has failed</message></Result></DeleteUserResponse>",
    "<s:Fault><faultcode>s:Server</faultcode><faultstring>Error</faultstring><detail><m>The account has been locked.</m></detail></s:Fault>",
  ])
  func aFailedLoginOfAnyShapeClosesTheLatch(body: String) async throws {
    let stub = StubTransport { _ in
      .xml(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\(body)</s:Body></s:Envelope>"
      )
    }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == .loginFailed)
    #expect(await Self.code(portal) == .loginLatched)
    #expect(stub.requests.count == 1)
  }

  @Test(arguments: ["h\u{FFFD}rse", "\u{FEFF}secret"])
  func aPasswordThatWasReadInAnotherEncodingIsRefused(password: String) {
    let error = #expect(throws: ProvisionError.self) {
      try Self.client(StubTransport { .success(of: $0.method) }, password: password)
    }
    #expect(error?.code == .invalidConfiguration && error?.description.contains("UTF-8") == true)
  }

  @Test
  func passwordsThatOnlyLookAlikeAreTwo() {
    #expect(
      Credentials(userName: "a", password: "h\u{F6}") != Credentials(userName: "a", password: "ho\u{308}"))
    #expect(Set([Secret("h\u{F6}"), Secret("ho\u{308}"), Secret("h\u{F6}")]).count == 2)
  }

  @Test
  func oneCallAtATimeGoesOutUntilTheLoginIsProven() async throws {
    let arrived = Gathering()
    let answer = Gathering()
    let stub = StubTransport { request in
      arrived.arrive()
      await answer.wait()
      return .success(of: request.method)
    }
    let portal = try Self.client(stub)
    let calls = (0..<30).map { _ in Task { await Self.code(portal) } }
    await arrived.wait()
    #expect(stub.requests.count == 1)
    answer.arrive()
    for call in calls { #expect(await call.value == nil) }
    #expect(stub.requests.count == 30)
  }

  @Test
  func aProvenLoginCostsNoSerialisation() async throws {
    let arrived = Gathering()
    let stub = StubTransport { request in
      arrived.arrive()
      // After the first answer, all fifty calls must be in flight at once, or none is answered.
      if arrived.count > 1 { await arrived.wait(for: 51) }
      return .success(of: request.method)
    }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == nil)
    await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { #expect(await Self.code(portal) == nil) } }
    }
    #expect(stub.requests.count == 51)
  }

  @Test
  func aRefusalAfterALookUpProvesTheLogin() async throws {
    let arrived = Gathering()
    let stub = StubTransport { request in
      arrived.arrive()
      if arrived.count > 1 { await arrived.wait(for: 11) }
      return .rejection(of: request.method, message: "User a@b does not exist.")
    }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == .rejected)
    await withTaskGroup { group in
      for _ in 0..<10 { group.addTask { #expect(await Self.code(portal) == .rejected) } }
    }
  }

  @Test
  func aCancelledTrialHandsTheRoleOn() async throws {
    let arrived = Gathering()
    let stub = StubTransport { request in
      arrived.arrive()
      guard arrived.count == 1 else { return .success(of: request.method) }
      await withTaskCancellationHandler {
        await Gathering.untilCancelled()
      } onCancel: {
      }
      throw TransportError(.cancelled, requestMayHaveBeenSent: true, reason: "cancelled")
    }
    let portal = try Self.client(stub)
    let first = Task { await Self.code(portal) }
    await arrived.wait()
    let others = (0..<20).map { _ in Task { await Self.code(portal) } }
    first.cancel()
    #expect(await first.value == .cancelled)
    for other in others { #expect(await other.value == nil) }
    #expect(stub.requests.count == 21)
  }

  @Test
  func cancelledWaitersEndAtOnceAndNothingIsSentForThem() async throws {
    let arrived = Gathering()
    let answer = Gathering()
    let stub = StubTransport { request in
      arrived.arrive()
      await answer.wait()
      return .success(of: request.method)
    }
    let portal = try Self.client(stub)
    let first = Task { await Self.code(portal) }
    await arrived.wait()
    let others = (0..<100).map { _ in Task { await Self.code(portal) } }
    for other in others { other.cancel() }
    for other in others { #expect(await other.value == .cancelled) }
    answer.arrive()
    #expect(await first.value == nil)
    #expect(stub.requests.count == 1)
  }

  /// An answer that doesn't show whether the login was accepted proves nothing, and three such answers are enough.
  @Test(arguments: [
    "Request failed.", "1001", "Object reference not set to an instance of an object.", "Fehler 17",
    "The service is unavailable, try again later.", "Timeout expired.", "Error.", "",
  ])
  func unclearRefusalsGoOutOneAtATimeAndThreeAtMost(message: String) async throws {
    let inFlight = Locked((now: 0, most: 0))
    let stub = StubTransport { request in
      inFlight.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      await Task.yield()
      inFlight.withLock { $0.now -= 1 }
      return .rejection(of: request.method, message: message)
    }
    let portal = try Self.client(stub)
    let codes = await withTaskGroup { group in
      for _ in 0..<10 { group.addTask { await Self.code(portal) } }
      return await group.reduce(into: [:] as [ProvisionError.Code?: Int]) { $0[$1, default: 0] += 1 }
    }
    #expect(codes == [.rejected: 3, .loginLatched: 7])
    #expect(stub.requests.count == 3 && inFlight.withLock { $0.most } == 1)
    let record = try #require(try portal.loginLatchRecord())
    #expect(record.cause == .unclear)
    let error = await #expect(throws: ProvisionError.self) {
      try await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
    }
    #expect(error?.description.contains("3 answers, the last") == true)
  }

  /// Words that may be about the row's user close the latch only while the login isn't proven.
  @Test(arguments: [false, true])
  func ambiguousWordsCountAsFailedUntilTheLoginIsProven(isProven: Bool) async throws {
    let calls = Gathering()
    let stub = StubTransport { request in
      calls.arrive()
      return isProven && calls.count == 1
        ? .success(of: request.method) : .rejection(of: request.method, message: "The user is locked out")
    }
    let portal = try Self.client(stub)
    if isProven { #expect(await Self.code(portal) == nil) }
    #expect(await Self.code(portal) == (isProven ? .rejected : .loginFailed))
    #expect(await Self.code(portal) == (isProven ? .rejected : .loginLatched))
    #expect(try portal.loginLatchRecord() == nil ? isProven : !isProven)
  }

  @Test
  func aSuccessAfterUnclearAnswersBeginsTheirCountAgain() async throws {
    let calls = Gathering()
    let stub = StubTransport { request in
      calls.arrive()
      return calls.count == 3 ? .success(of: request.method) : .rejection(of: request.method, message: "1001")
    }
    let portal = try Self.client(stub)
    for expected in [ProvisionError.Code.rejected, .rejected, nil, .rejected, .rejected, .rejected] {
      #expect(await Self.code(portal) == expected)
    }
    #expect(try portal.loginLatchRecord() == nil)
  }

  /// A process that saw the old login accepted must not send it after another process's failure.
  @Test
  func aProofDoesNotOutliveAFailureOfAnotherProcess() async throws {
    let folder = TestTraces.path("latch")
    defer { TestTraces.remove(folder) }
    let path = folder.appending(path: "latch.json").path(percentEncoded: false)
    let (isLocked, calls) = (Gathering(), Gathering())
    let stub = StubTransport { request in
      calls.arrive()
      return isLocked.count > 0 ? .failedLogin(of: request.method) : .success(of: request.method)
    }
    let one = try Self.client(stub, latch: FileLoginLatch(path: path))
    let other = try Self.client(stub, latch: FileLoginLatch(path: path))
    #expect(await Self.code(one) == nil)
    #expect(await Self.code(other) == nil)
    isLocked.arrive()
    #expect(await Self.code(other) == .loginFailed)
    #expect(await Self.code(one) == .loginLatched)
    try other.openLoginLatch()
    let before = calls.count
    await withTaskGroup { group in
      for _ in 0..<10 { group.addTask { _ = await Self.code(one) } }
    }
    #expect(calls.count == before + 1)
  }

  @Test(arguments: [503, 403])
  func anAnswerThatSaysNothingAboutTheLoginLetsTheNextCallTry(status: Int) async throws {
    let stub = StubTransport { _ in .html(status: status, "<html><body>no</body></html>") }
    let portal = try Self.client(stub)
    let inFlight = Gathering()
    await withTaskGroup { group in
      for _ in 0..<10 {
        group.addTask {
          #expect(await Self.code(portal) != nil)
          inFlight.arrive()
        }
      }
    }
    #expect(inFlight.count == 10)
    #expect(stub.requests.count == 10)
  }

  @Test
  func waitingForTheTrialEndsWithTheDeadline() async throws {
    let arrived = Gathering()
    let answer = Gathering()
    let stub = StubTransport { request in
      arrived.arrive()
      await answer.wait()
      return .success(of: request.method)
    }
    let latch = MemoryLoginLatch()
    let patient = try Self.client(stub, latch: latch)
    let hasty = try Self.client(stub, latch: latch, timeout: .milliseconds(30))
    let first = Task { await Self.code(patient) }
    await arrived.wait()
    let error = await #expect(throws: ProvisionError.self) {
      try await hasty.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
    }
    #expect(error?.code == .timedOut)
    #expect(error?.delivery == .notSent)
    answer.arrive()
    #expect(await first.value == nil)
    #expect(stub.requests.count == 1)
  }

  @Test
  func theLongestTimeoutIsWaitedFor() async throws {
    let (begun, go) = (Gathering(), Gathering())
    let stub = StubTransport { request in
      begun.arrive()
      await go.wait()
      return .success(of: request.method)
    }
    let latch = MemoryLoginLatch()
    let patient = try Self.client(stub, latch: latch, timeout: .seconds(Int64.max))
    let first = Task { await Self.code(patient) }
    await begun.wait()
    let second = Task { await Self.code(patient) }
    #expect(await Self.code(try Self.client(stub, latch: latch, timeout: .milliseconds(50))) == .timedOut)
    go.arrive()
    #expect(await first.value == nil)
    #expect(await second.value == nil)
  }

  /// The trial is recorded before the login is sent, so a latch that can't store it stops the call.
  @Test(arguments: [false, true])
  func aLatchThatCannotBeReadOrWrittenStopsTheCall(readable: Bool) async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let portal = try Self.client(stub, latch: BrokenLatch(readable: readable))
    #expect(await Self.code(portal) == .latchUnavailable)
    #expect(stub.requests.isEmpty)
  }

  /// A server that answers with a page may still have tried the login.
  @Test(arguments: [
    (403, "text/html", "<html><body><h1>Login failed</h1><p>The account has been locked.</p></body></html>"),
    (500, "text/html", "<p>A login attempt for <b>interface</b> has failed.</p>"),
    (500, "text/html", "<title>Runtime Error</title><p>Invalid user name or password</p>"),
    (400, "application/json", "{\"error\":\"invalid_credentials\"}"),
    (200, "text/xml", "<broken>The account has been locked"),
    (200, "text/xml; charset=x-unknown", "<a>Login failed</a>"),
  ])
  func aPageThatReportsAFailedLoginClosesTheLatch(status: Int, type: String, body: String) async throws {
    let stub = StubTransport { _ in
      TransportResponse(
        head: HTTPResponse(status: .init(code: status), headerFields: [.contentType: type]),
        body: Array(body.utf8))
    }
    let portal = try Self.client(stub)
    let codes = await withTaskGroup { group in
      for _ in 0..<20 { group.addTask { await Self.code(portal) } }
      return await group.reduce(into: [:] as [ProvisionError.Code?: Int]) { $0[$1, default: 0] += 1 }
    }
    #expect(codes == [.loginFailed: 1, .loginLatched: 19])
    #expect(stub.requests.count == 1)
  }

  /// Markup for a browser says nothing about the login.
  @Test(arguments: [
    "<html><head><meta http-equiv=\"refresh\" content=\"0;url=/login?error=invalid\"></head></html>",
    "<script>location = '/login?reason=denied'</script>",
    "<form><p>Sign in. Invalid login attempts are logged.</p><input type='password'></form>",
    "<p>Login failed for user 'IIS APPPOOL\\Provision'.</p>",
  ])
  func markupIsNotThePortalsWordOnTheLogin(page: String) async throws {
    let stub = StubTransport { _ in .html(status: 200, page) }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == .unexpectedResponse)
    #expect(try portal.loginLatchRecord() == nil)
  }

  @Test func aPageOfAnExceptionDoesNotShowWhetherTheMethodRan() async throws {
    let stub = StubTransport { _ in .html(status: 500, "<p>Login failed for user 'interface'.</p>") }
    let portal = try Self.client(stub)
    let error = await #expect(throws: ProvisionError.self) {
      try await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
    }
    #expect(error?.code == .loginFailed && error?.delivery == .mayHaveApplied)
  }

  /// A challenge of the web server or a proxy is about a login that the client never sends.
  @Test(arguments: [401, 407])
  func aChallengeIsNotThePortalsWordOnTheLogin(status: Int) async throws {
    let stub = StubTransport { _ in .html(status: status, "<p>Logon failed. Authentication failed.</p>") }
    let portal = try Self.client(stub)
    #expect(await Self.code(portal) == .accessRefused)
    #expect(try portal.loginLatchRecord() == nil)
  }

  @Test
  func aLoginThatALatchCouldNotRecordIsNotUsedByAnyClientOfTheProcess() async throws {
    let stub = StubTransport { .failedLogin(of: $0.method) }
    let clients = try (0..<3).map { _ in
      try Self.client(stub, userName: "unsaved", latch: BrokenLatch(readable: true, updates: 1))
    }
    #expect(await Self.code(clients[0]) == .loginFailed)
    #expect(await Self.code(clients[1]) == .loginLatched)
    #expect(await Self.code(clients[2]) == .loginLatched)
    #expect(stub.requests.count == 1)
  }

  /// The failure of a call that went out freely doesn't end a trial that began later.
  @Test
  func aLateFailureLetsNoSecondTrialOut() async throws {
    let (calls, lateMayEnd, trialMayEnd) = (Gathering(), Gathering(), Gathering())
    let stub = StubTransport { request in
      calls.arrive()
      switch request.parameter("resellerId") {
      case "late":
        await lateMayEnd.wait()
        return .failedLogin(of: request.method)
      case "trial": await trialMayEnd.wait()
      case "wrong": return .failedLogin(of: request.method)
      default: break
      }
      return .success(of: request.method)
    }
    let latch = MemoryLoginLatch()
    let portal = try Self.client(stub, latch: latch)
    let hasty = try Self.client(stub, latch: latch, timeout: .milliseconds(50))
    let call = { @Sendable (id: String) in
      _ = try await portal.addReseller(serverHostName: "sp", resellerId: id)
    }
    try await call("right")
    let late = Task { try await call("late") }
    await calls.wait(for: 2)
    await #expect(throws: ProvisionError.self) { try await call("wrong") }
    try portal.openLoginLatch()
    let trial = Task { try await call("trial") }
    await calls.wait(for: 4)
    lateMayEnd.arrive()
    await #expect(throws: ProvisionError.self) { try await late.value }
    try portal.openLoginLatch()
    #expect(await Self.code(hasty) == .timedOut)
    #expect(calls.count == 4)
    trialMayEnd.arrive()
    try await trial.value
  }

  @Test
  func aLatchThatCannotBeWrittenStillStopsThisProcess() async throws {
    let stub = StubTransport { .failedLogin(of: $0.method) }
    let portal = try Self.client(stub, userName: "unwritten", latch: BrokenLatch(readable: true, updates: 1))
    let error = await #expect(throws: ProvisionError.self) {
      try await portal.deleteUser(serverHostName: "sp", broadworksUserId: "a@b")
    }
    #expect(error?.code == .loginFailed)
    #expect(error?.description.contains("other processes may send") == true)
    #expect(await Self.code(portal) == .loginLatched)
    #expect(stub.requests.count == 1)
  }
}

extension Gathering {
  /// Waits until the current task is cancelled.
  static func untilCancelled() async {
    let never = AsyncStream<Void> { _ in }
    for await _ in never {}
  }
}

/// A latch that fails after some updates.
private final class BrokenLatch: LoginLatch {
  struct Broken: Error {}

  private let updates: Locked<Int>
  private let memory = MemoryLoginLatch()
  private let readable: Bool

  /// - Parameters:
  ///   - readable: Whether the latch can be read.
  ///   - updates: How many updates it stores before it fails.
  init(readable: Bool, updates: Int = 0) {
    self.readable = readable
    self.updates = Locked(updates)
  }

  func state(of account: LoginAccount) throws -> LoginState {
    guard readable else { throw Broken() }
    return memory.state(of: account)
  }

  func update<Result: Sendable>(
    _ account: LoginAccount, _ change: (inout LoginState) throws -> Result
  ) throws -> Result {
    try updates.withLock { updates throws in
      guard updates > 0 else { throw Broken() }
      updates -= 1
    }
    return try memory.update(account, change)
  }

  func claimTrial(of account: LoginAccount) throws -> LoginTrial? { memory.claimTrial(of: account) }
}
