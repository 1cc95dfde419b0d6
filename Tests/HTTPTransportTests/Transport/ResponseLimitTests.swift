import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// The limit of an answer's size.
@Suite(.timeLimit(.minutes(10))) struct TransportResponseLimitTests {
  private func expectTooLarge(
    _ server: LoopbackServer, limit: Int, on transport: any Transport
  ) async throws {
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, maximumResponseBytes: limit))
    }
    #expect(error.code == .responseTooLarge)
    #expect(error.requestMayHaveBeenSent)
    #expect(error.reason.contains("\(limit) bytes"))
  }

  @Test(arguments: TestedTransport.allCases)
  func answerOfExactlyTheLimitIsReturned(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll(body: "0123456789") }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority, maximumResponseBytes: 10))
    #expect(response.text == "0123456789")
    try await expectTooLarge(server, limit: 9, on: transport)
  }

  /// The server announces a body but never sends it, so only the announcement can end the call.
  @Test(arguments: TestedTransport.allCases)
  func announcedLengthEndsTheCallAtOnce(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n")
      connection.waitForEnd()
      ended.fire()
    }
    defer { server.stop() }
    try await expectTooLarge(server, limit: 10, on: transport)
    await ended.wait()
  }

  @Test(arguments: TestedTransport.allCases)
  func endlessAnswerEnds(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      while connection.write("400\r\n" + String(repeating: "x", count: 0x400) + "\r\n") {}
      ended.fire()
    }
    defer { server.stop() }
    try await expectTooLarge(server, limit: 1 << 16, on: transport)
    await ended.wait()
  }

  @Test(arguments: TestedTransport.allCases)
  func limitCountsDecompressedBytes(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let compressed = CompressedZeros.gzip
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.write(
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(compressed.count)\r\n\r\n")
        connection.write(compressed)
      }
    }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority, maximumResponseBytes: 100_000))
    #expect(response.body == [UInt8](repeating: 0, count: 100_000))
    try await expectTooLarge(server, limit: 99_999, on: transport)
  }

  @Test(arguments: TestedTransport.allCases)
  func lengthOfAnAnswerToHeadIsNotABody(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
      connection.waitForEnd()
    }
    defer { server.stop() }
    var request = TransportRequest.get(from: server.authority, maximumResponseBytes: 10)
    request.head.method = .head
    #expect(try await transport.send(request).head.status == .ok)
  }
}
