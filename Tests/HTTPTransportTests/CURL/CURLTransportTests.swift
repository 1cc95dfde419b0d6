import CURLTransport
import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// Behaviour that URLSession on Linux lacks or doesn't survive.
@Suite(.timeLimit(.minutes(10))) struct CURLTransportTests {
  @Test func connectionThatIsNotUsedIsClosed() async throws {
    let transport = try CURLTransport(configuration: .init(idleConnectionLifetime: .milliseconds(1)))
    let ended = Signal()
    let server = try LoopbackServer { connection in
      connection.respondToAll()
      ended.fire()
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    await ended.wait()
    // libcurl doesn't know that the connection has ended.
    #expect(try await transport.send(.post(to: server.authority)).text == "ok")
    #expect(server.requests.map(\.connection) == [1, 2])
  }

  /// Of two connections, one is used all the time and the other never again.
  @Test func connectionThatIsNotUsedIsClosedWhileOthersAreUsed() async throws {
    let transport = try CURLTransport(configuration: .init(idleConnectionLifetime: .seconds(1)))
    let (received, release, ended) = (Signal(), Signal(), Signal())
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.body == Array("slow".utf8) {
          received.fire()
          release.block()
        }
        connection.respond(body: "ok")
      }
      ended.fire()
    }
    defer { server.stop() }
    async let slow = transport.send(.post(to: server.authority, body: "slow"))
    await received.wait()
    _ = try await transport.send(.post(to: server.authority))
    release.fire()
    _ = try await slow
    let user = Task {
      while !Task.isCancelled { _ = try? await transport.send(.post(to: server.authority)) }
    }
    await ended.wait()
    user.cancel()
    #expect(server.connectionCount <= 3)
  }

  /// libcurl takes what a server sends unasked for the answer to the next request.
  @Test(arguments: ["ok", "of another request"])
  func strayAnswerIsNotTheNextOne(body: String) async throws {
    let transport = try CURLTransport()
    let (answered, sent) = (Signal(), Signal())
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(body: "\(connection.number)")
      if connection.number == 1 {
        answered.block()
        connection.respond(body: body)
        sent.fire()
      }
      _ = connection.readRequest()
    }
    defer { server.stop() }
    #expect(try await transport.send(.post(to: server.authority)).text == "1")
    answered.fire()
    await sent.wait()
    #expect(try await transport.send(.post(to: server.authority)).text == "2")
    #expect(server.requests.count == 2)
  }

  /// Here Foundation on Linux ends the process (swift-corelibs-foundation #5285), and libcurl reports a success.
  @Test(arguments: [
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
  ])
  func endInsideTheHeadIsALostAnswer(answer: String) async throws {
    try await expectLoss(of: answer)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 1\r\n\r\nok",
    "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\nok",
    "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nok", "HTTP/1.1 000 Odd\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n folded\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Zero: a\0b\r\n\r\n",
    "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\na name: b\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
  ])
  func answerThatIsNotHTTPIsLost(answer: String) async throws {
    try await expectLoss(of: answer, isKept: true)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\n", "it ended in its header"),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 1\r\n\r\n",
      "its Content-Length contradicts itself"
    ),
    ("HTTP/1.1 101 Switching Protocols\r\n\r\n", "it changes the protocol"),
    ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/0.9"), ("", "Empty reply"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "9 bytes remaining"),
  ])
  func reasonIsGiven(answer: String, words: String) async throws {
    let transport = try CURLTransport()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
    }
    defer { server.stop() }
    let error = try await transportError { try await transport.send(.post(to: server.authority)) }
    #expect(error.reason.contains(words), "\(error)")
  }

  private func expectLoss(of answer: String, isKept: Bool = false) async throws {
    let transport = try CURLTransport()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
      if isKept, !answer.hasSuffix("\r\n\r\n") { connection.waitForEnd() }
    }
    defer { server.stop() }
    let error = try await transportError { try await transport.send(.post(to: server.authority)) }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
    #expect(server.requests.count == 1)
  }

  /// Bytes of values as they are, fields in order, folded lines as one.
  @Test func headerFieldsAreThoseOfTheServer() async throws {
    let transport = try CURLTransport()
    let name = try #require(HTTPField.Name("X-Name"))
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.write("HTTP/1.1 200 Sehr gut\r\nX-Name:Zo")
        connection.write([0xEB] as [UInt8])
        connection.write("\r\nX-Other:\r\nx-name: \t a \r\n\t b\r\nX-Name: c\r\nContent-Length: 2\r\n\r\nok")
      }
    }
    defer { server.stop() }
    let head = try await transport.send(.post(to: server.authority)).head
    #expect(head.status.reasonPhrase == "Sehr gut")
    #expect(
      head.headerFields.map(\.name.rawName) == ["X-Name", "X-Other", "x-name", "X-Name", "Content-Length"])
    let values = head.headerFields[fields: name].map { $0.withUnsafeBytesOfValue { Array($0) } }
    #expect(values == [Array("Zo".utf8) + [0xEB], Array("a b".utf8), Array("c".utf8)])
  }

  @Test func onlyTheFieldsOfTheRequestAreSent() async throws {
    let transport = try CURLTransport()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    let names = server.requests.first?.head.split(separator: "\r\n").dropFirst().map {
      $0.prefix { $0 != ":" }
    }
    #expect(names == ["Host", "Accept-Encoding", "Content-Length"])
  }

  @Test func connectTimeoutEndsTheCall() async throws {
    let transport = try CURLTransport(configuration: .init(connectTimeout: .milliseconds(50)))
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, scheme: "https"))
    }
    #expect(error.code == .cannotConnect, "\(error)")
    #expect(!error.requestMayHaveBeenSent)
  }

  @Test func numericIPv6HostIsTried() async throws {
    let transport = try CURLTransport()
    let error = try await transportError { try await transport.send(.post(to: "[::1]:1")) }
    #expect(error.code == .cannotConnect, "\(error)")
    #expect(error.reason.contains("[::1]:1"))
  }

  @Test func lengthBeyondReasonIsNotReserved() async throws {
    let transport = try CURLTransport()
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
    let transport = try CURLTransport()
    let body = String(repeating: "x", count: (1 << 19) + 1)
    let server = try LoopbackServer { $0.respondToAll(body: body) }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority))
    #expect(response.body == Array(body.utf8))
    #expect(response.body.capacity < body.utf8.count + (1 << 16))
  }
}
