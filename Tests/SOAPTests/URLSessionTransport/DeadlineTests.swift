import SOAP
import Testing

/// The deadline covers the whole exchange, to a fraction of a second.
@Suite(.timeLimit(.minutes(2))) struct URLSessionTransportDeadlineTests {
  let timeout = Duration.milliseconds(300)
  /// Waits as long as it takes for the proof that nothing was sent.
  let transport = URLSessionTransport(
    configuration: .init(maximumConnectionsPerHost: 1), stopConfirmation: .seconds(60),
    now: { ContinuousClock.now })

  private func expectTimeout(
    _ request: TransportRequest, mayHaveBeenSent: Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let start = ContinuousClock.now
    let error = try await transportError { try await transport.send(request) }
    #expect(error.code == .timedOut, sourceLocation: sourceLocation)
    #expect(error.requestMayHaveBeenSent == mayHaveBeenSent, sourceLocation: sourceLocation)
    #expect(ContinuousClock.now - start >= request.timeout, sourceLocation: sourceLocation)
  }

  @Test func silence() async throws {
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForEnd()
      ended.fire()
    }
    defer { server.stop() }
    try await expectTimeout(.post(to: server.authority, timeout: timeout), mayHaveBeenSent: true)
    await ended.wait()
  }

  /// The client has to end this connection: Foundation on Linux ends the process when a server ends one inside
  /// the head of an answer (swift-corelibs-foundation #5285).
  @Test func dribblingHead() async throws {
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nX-Long: ")
      while connection.isQuiet(forMilliseconds: 10), connection.write("x") {}
      ended.fire()
    }
    defer { server.stop() }
    try await expectTimeout(.post(to: server.authority, timeout: timeout), mayHaveBeenSent: true)
    await ended.wait()
  }

  @Test func dribblingBody() async throws {
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      while connection.isQuiet(forMilliseconds: 10), connection.write("x") {}
    }
    defer { server.stop() }
    try await expectTimeout(.post(to: server.authority, timeout: timeout), mayHaveBeenSent: true)
  }

  /// A server that does not read is not proof: the bytes wait for it in the kernel.
  @Test func serverThatNeverReads() async throws {
    let ended = Signal()
    let server = try LoopbackServer { _ in ended.block() }
    defer {
      ended.fire()
      server.stop()
    }
    let body = String(repeating: "x", count: 1 << 24)
    try await expectTimeout(
      .post(to: server.authority, body: body, timeout: timeout), mayHaveBeenSent: true)
  }

  @Test func handshakeThatNeverEnds() async throws {
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    try await expectTimeout(
      .post(to: server.authority, scheme: "https", timeout: timeout), mayHaveBeenSent: false)
  }

  @Test func waitForAFreeConnection() async throws {
    let received = Signal()
    let release = Signal()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        received.fire()
        release.block()
        connection.respond(body: "late")
      }
    }
    defer {
      release.fire()
      server.stop()
    }
    async let first = transport.send(.post(to: server.authority))
    await received.wait()
    try await expectTimeout(.post(to: server.authority, timeout: timeout), mayHaveBeenSent: false)
    release.fire()
    #expect(try await first.text == "late")
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)])
  func timeThatIsAlreadyUp(timeout: Duration) async throws {
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

  @Test func timeBeyondAllMeasure() async throws {
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let response = try await transport.send(
      .post(to: server.authority, timeout: .seconds(Int64.max)))
    #expect(response.text == "ok")
  }
}
