import HTTPTransport
import TestServers
import Testing

/// The deadline covers the whole exchange, to a fraction of a second.
@Suite(.timeLimit(.minutes(10))) struct TransportDeadlineTests {
  let timeout = Duration.milliseconds(300)

  private func expectTimeout(
    _ request: TransportRequest, on transport: any Transport,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> TransportError {
    let start = ContinuousClock.now
    let error = try await transportError { try await transport.send(request) }
    #expect(error.code == .timedOut, sourceLocation: sourceLocation)
    #expect(ContinuousClock.now - start >= request.timeout, sourceLocation: sourceLocation)
    return error
  }

  /// Expects a timeout after the server has got the request.
  ///
  /// On a busy machine the time may be up before the server has the request, so the test retries with more time.
  private func expectTimeoutOfAnswer(
    on tested: TestedTransport, by serve: @escaping @Sendable (ServerConnection) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let transport = try tested.make()
    for patience in [1, 4, 16, 64] {
      let ended = Signal()
      let server = try LoopbackServer { connection in
        defer { ended.fire() }
        guard connection.readRequest() != nil else { return }
        serve(connection)
      }
      defer { server.stop() }
      let error = try await expectTimeout(
        .post(to: server.authority, timeout: timeout * patience), on: transport,
        sourceLocation: sourceLocation)
      guard error.requestMayHaveBeenSent else {
        #expect(server.requests.isEmpty, sourceLocation: sourceLocation)
        continue
      }
      // The client must end the connection: Foundation on Linux ends the process if a server does so inside the head of
      // an answer (swift-corelibs-foundation #5285).
      await ended.wait()
      return
    }
    Issue.record("The request did not reach the server.", sourceLocation: sourceLocation)
  }

  @Test(arguments: TestedTransport.allCases)
  func silence(tested: TestedTransport) async throws {
    try await expectTimeoutOfAnswer(on: tested) { $0.waitForEnd() }
  }

  @Test(arguments: TestedTransport.allCases)
  func dribblingHead(tested: TestedTransport) async throws {
    try await expectTimeoutOfAnswer(on: tested) { connection in
      connection.write("HTTP/1.1 200 OK\r\nX-Long: ")
      while connection.isQuiet(forMilliseconds: 10), connection.write("x") {}
    }
  }

  @Test(arguments: TestedTransport.allCases)
  func dribblingBody(tested: TestedTransport) async throws {
    try await expectTimeoutOfAnswer(on: tested) { connection in
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      while connection.isQuiet(forMilliseconds: 10), connection.write("x") {}
    }
  }

  @Test(arguments: TestedTransport.allCases)
  func handshakeThatNeverEnds(tested: TestedTransport) async throws {
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    let error = try await expectTimeout(
      .post(to: server.authority, scheme: "https", timeout: timeout), on: tested.make())
    #expect(!error.requestMayHaveBeenSent)
  }

  @Test(arguments: TestedTransport.allCases)
  func waitForAFreeConnection(tested: TestedTransport) async throws {
    let transport = try tested.make(maximumConnectionsPerHost: 1)
    let late = try LateServer()
    defer { late.end() }
    let server = late.server
    async let first = transport.send(.post(to: server.authority))
    await late.received.wait()
    let error = try await expectTimeout(
      .post(to: server.authority, timeout: timeout), on: transport)
    #expect(!error.requestMayHaveBeenSent)
    late.release.fire()
    #expect(try await first.text == "late")
    #expect(server.requests.count == 1)
  }

  @Test(arguments: TestedTransport.allCases, [Duration.zero, .seconds(-1), .nanoseconds(1)])
  func timeAlreadyElapsed(tested: TestedTransport, timeout: Duration) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
    }
    defer { server.stop() }
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, timeout: timeout))
    }
    #expect(error.code == .timedOut)
  }

  @Test(arguments: TestedTransport.allCases)
  func timeBeyondAllMeasure(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let response = try await transport.send(
      .post(to: server.authority, timeout: .seconds(Int64.max)))
    #expect(response.text == "ok")
  }
}
