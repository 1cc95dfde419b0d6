import Foundation
import HTTPTypes
import SOAP
import TestTurns
import Testing

/// The limit of an answer's size.
@Suite(.timeLimit(.minutes(10)), .inTurn) struct URLSessionTransportResponseLimitTests {
  let transport = URLSessionTransport()

  private func expectTooLarge(_ server: LoopbackServer, limit: Int) async throws {
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, maximumResponseBytes: limit))
    }
    #expect(error.code == .responseTooLarge)
    #expect(error.requestMayHaveBeenSent)
    #expect(error.reason.contains("\(limit) bytes"))
  }

  @Test func answerOfExactlyTheLimitIsReturned() async throws {
    let server = try LoopbackServer { $0.respondToAll(body: "0123456789") }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority, maximumResponseBytes: 10))
    #expect(response.text == "0123456789")
    try await expectTooLarge(server, limit: 9)
  }

  /// The server never sends the body it announces, so only the announcement can have ended the call.
  @Test(arguments: ["11", "99999999999999999999"])
  func announcedLengthEndsTheCallAtOnce(length: String) async throws {
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n")
      connection.waitForEnd()
      ended.fire()
    }
    defer { server.stop() }
    try await expectTooLarge(server, limit: 10)
    await ended.wait()
  }

  @Test func endlessAnswerEnds() async throws {
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      while connection.write("400\r\n" + String(repeating: "x", count: 0x400) + "\r\n") {}
      ended.fire()
    }
    defer { server.stop() }
    try await expectTooLarge(server, limit: 1 << 16)
    await ended.wait()
  }

  /// 100,000 zeros, compressed to 132 bytes.
  private static let zeros =
    "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA"

  @Test func limitCountsDecompressedBytes() async throws {
    let compressed = Array(try #require(Data(base64Encoded: Self.zeros)))
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
    try await expectTooLarge(server, limit: 99_999)
  }

  @Test func lengthOfAnAnswerToHeadIsNoBody() async throws {
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
