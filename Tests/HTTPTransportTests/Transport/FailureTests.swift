import Foundation
import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// The error of a call without an answer, and whether the request may have been sent.
@Suite(.timeLimit(.minutes(10))) struct TransportFailureTests {
  private static let secret = "hunter2-passw0rd"

  private func expect(
    _ code: TransportError.Code, mayHaveBeenSent: Bool, from request: TransportRequest,
    on transport: any Transport,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let error = try await transportError { try await transport.send(request) }
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    #expect(error.requestMayHaveBeenSent == mayHaveBeenSent, "\(error)", sourceLocation: sourceLocation)
    #expect(
      error.description.hasSuffix(
        mayHaveBeenSent ? "The request may have been carried out." : "The request was not sent."),
      "\(error)", sourceLocation: sourceLocation)
    var dumped = ""
    dump(error, to: &dumped)
    for text in [error.reason, "\(error)", "\(error as any Error)", String(reflecting: error), dumped] {
      #expect(!text.contains(Self.secret), sourceLocation: sourceLocation)
    }
  }

  private func post(to authority: String, scheme: String = "http") -> TransportRequest {
    .post(
      to: authority, scheme: scheme, headers: [.authorization: "Basic \(Self.secret)"],
      body: "<password>\(Self.secret)</password>")
  }

  @Test(arguments: TestedTransport.allCases)
  func refusedConnection(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let authority = try LoopbackServer.unusedAuthority()
    try await expect(.cannotConnect, mayHaveBeenSent: false, from: post(to: authority), on: transport)
    try await expect(.cannotConnect, mayHaveBeenSent: false, from: .get(from: authority), on: transport)
  }

  @Test(arguments: TestedTransport.allCases)
  func unknownHost(tested: TestedTransport) async throws {
    let transport = try tested.make()
    try await expect(
      .cannotConnect, mayHaveBeenSent: false, from: post(to: "no-such-host.invalid"), on: transport)
    try await expect(
      .cannotConnect, mayHaveBeenSent: false, from: .get(from: "no-such-host.invalid"), on: transport)
  }

  @Test(arguments: TestedTransport.allCases, ["this is not TLS\n\n", ""])
  func failedHandshake(tested: TestedTransport, answer: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      connection.write(answer)
      // The server has received part of the handshake, or the client is gone.
      _ = connection.isQuiet(forMilliseconds: 60_000)
    }
    defer { server.stop() }
    try await expect(
      .cannotConnect, mayHaveBeenSent: false, from: post(to: server.authority, scheme: "https"), on: transport
    )
    #expect(server.requests.isEmpty)
  }

  /// The connection ends after each answer.
  @Test(
    arguments: TestedTransport.allCases,
    [
      "",
      "garbage\r\n\r\nmore of it",
      "SSH-2.0-OpenSSH_9.2\r\n",
      "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Envelope>",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<Envelope>",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n<Envelope>\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<Envelope>",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<Envelope>",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n<Envelope>",
      "HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 10\r\n\r\n<Envelope>",
    ])
  func brokenAnswer(tested: TestedTransport, answer: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
    }
    defer { server.stop() }
    try await expect(.connectionLost, mayHaveBeenSent: true, from: post(to: server.authority), on: transport)
    try await expect(
      .connectionLost, mayHaveBeenSent: true, from: .get(from: server.authority), on: transport)
    #expect(server.requests.count == 2)
  }

  @Test(
    arguments: TestedTransport.allCases, ["", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Envelope>"])
  func reset(tested: TestedTransport, answer: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
      connection.reset()
    }
    defer { server.stop() }
    try await expect(.connectionLost, mayHaveBeenSent: true, from: post(to: server.authority), on: transport)
  }
}
