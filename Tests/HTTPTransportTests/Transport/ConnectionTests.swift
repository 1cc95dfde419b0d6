import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// Connections are reused while they can be trusted.
@Suite(.timeLimit(.minutes(10))) struct TransportConnectionTests {
  @Test(arguments: TestedTransport.allCases)
  func connectionsToOneHostAreLimited(tested: TestedTransport) async throws {
    let transport = try tested.make(maximumConnectionsPerHost: 2)
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask { _ = try await transport.send(.post(to: server.authority)) }
      }
      try await group.waitForAll()
    }
    #expect(server.requests.count == 40)
    #expect((1...2).contains(server.connectionCount))
  }

  @Test(arguments: TestedTransport.allCases)
  func oneCallAtATimeStaysOnOneConnection(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    for _ in 0..<20 { _ = try await transport.send(.post(to: server.authority)) }
    #expect(server.connectionCount == 1)
  }

  /// The server reads a request on a reused connection and closes it, so it may have carried the request out.
  @Test(arguments: TestedTransport.allCases, [false, true])
  func requestOnADyingConnectionIsNotSentAgain(tested: TestedTransport, byReset: Bool) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(body: "first")
      guard connection.readRequest() != nil else { return }
      if byReset { connection.reset() }
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority, body: "one"))
    // Otherwise this call would last until its timeout of ten minutes.
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, body: "two"))
    }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
    #expect(server.requests.filter { $0.body == Array("two".utf8) }.count == 1)
    // The lost connection doesn't hold up other calls.
    #expect(try await transport.send(.post(to: server.authority, body: "three")).text == "first")
    #expect(server.requests.filter { $0.body == Array("two".utf8) }.count == 1)
  }

  /// The engine would repeat a request without a body by itself.
  @Test(arguments: TestedTransport.allCases, [false, true])
  func requestWithoutBodyIsNotSentAgain(tested: TestedTransport, isPost: Bool) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard let request = connection.readRequest() else { return }
      guard !request.body.isEmpty else { return }
      connection.respond()
      _ = connection.readRequest()
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    var request = TransportRequest.get(from: server.authority)
    if isPost { request.head.method = .post }
    let error = try await transportError { try await transport.send(request) }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
    #expect(server.requests.filter(\.body.isEmpty).count == 1)
  }

  /// Bytes left on a connection aren't the answer of another request.
  @Test(arguments: TestedTransport.allCases)
  func secondAnswerIsIgnored(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        let body = String(decoding: request.body, as: UTF8.self)
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        connection.write(answer + answer)
      }
    }
    defer { server.stop() }
    var answered = 0
    for number in 1...50 {
      do {
        let response = try await transport.send(.post(to: server.authority, body: "call \(number)"))
        #expect(response.text == "call \(number)")
        answered += 1
      } catch let error as TransportError {
        #expect(!error.requestMayHaveBeenSent, "\(error)")
      }
    }
    #expect(answered > 0)
    #expect(server.requests.count == answered)
  }

  /// The server announces the end of the connection and closes it after each answer.
  @Test(arguments: TestedTransport.allCases)
  func connectionThatTheServerEndsIsNotUsedAgain(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(headers: ["Connection: close"], body: "bye")
    }
    defer { server.stop() }
    for _ in 1...10 {
      #expect(try await transport.send(.post(to: server.authority)).text == "bye")
    }
    #expect(server.requests.count == 10)
  }
}
