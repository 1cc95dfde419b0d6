#if AsyncHTTPClient
import HTTPTransport
import TestServers
import Testing

/// Behaviour that URLSession on Linux lacks or doesn't survive.
@Suite(.timeLimit(.minutes(10))) struct AsyncHTTPClientTransportTests {
  @Test func connectionThatIsNotUsedIsClosed() async throws {
    let transport = try AsyncHTTPClientTransport(
      configuration: .init(idleConnectionLifetime: .milliseconds(1)))
    let ended = Signal()
    let server = try LoopbackServer { connection in
      connection.respondToAll()
      ended.fire()
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    await ended.wait()
  }

  /// Here Foundation on Linux ends the process (swift-corelibs-foundation #5285).
  @Test(arguments: ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"])
  func endInsideTheHeadIsALostAnswer(answer: String) async throws {
    let transport = try AsyncHTTPClientTransport()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
    }
    defer { server.stop() }
    let error = try await transportError { try await transport.send(.post(to: server.authority)) }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
  }

  /// The underlying client takes it for an interim answer and traps at its end.
  @Test(arguments: ["000", "099"])
  func statusBelowAHundredIsALostAnswer(status: String) async throws {
    let transport = try AsyncHTTPClientTransport()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 \(status) Odd\r\nContent-Length: 0\r\n\r\n")
      connection.waitForEnd()
    }
    defer { server.stop() }
    let error = try await transportError { try await transport.send(.post(to: server.authority)) }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
  }

  @Test func connectTimeoutEndsTheCall() async throws {
    let transport = try AsyncHTTPClientTransport(configuration: .init(connectTimeout: .milliseconds(50)))
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, scheme: "https"))
    }
    #expect(error.code == .cannotConnect, "\(error)")
    #expect(!error.requestMayHaveBeenSent)
  }

  @Test func numericIPv6HostIsTried() async throws {
    let transport = try AsyncHTTPClientTransport()
    let error = try await transportError { try await transport.send(.post(to: "[::1]:1")) }
    #expect(error.code == .cannotConnect, "\(error)")
  }

  @Test func lengthBeyondReasonIsNotReserved() async throws {
    let transport = try AsyncHTTPClientTransport()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(Int.max)\r\n\r\nok")
    }
    defer { server.stop() }
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, maximumResponseBytes: .max))
    }
    #expect(error.code == .connectionLost)
  }

  /// An array that grows on demand may reserve up to twice as much.
  @Test func roomIsMadeForTheAnnouncedBodyAndNoMore() async throws {
    let transport = try AsyncHTTPClientTransport()
    let body = String(repeating: "x", count: (1 << 19) + 1)
    let server = try LoopbackServer { $0.respondToAll(body: body) }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority))
    #expect(response.body == Array(body.utf8))
    #expect(response.body.capacity < body.utf8.count + (1 << 16))
  }
}
#endif
