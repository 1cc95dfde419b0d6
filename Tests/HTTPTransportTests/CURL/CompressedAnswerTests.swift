import CURLTransport
import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// Answers in gzip, which CURLTransport decodes itself.
@Suite(.timeLimit(.minutes(10))) struct CompressedAnswerTests {
  private static let hello: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 87, 0, 0, 246, 249, 129, 237, 6, 0, 0, 0,
  ]
  private static let world: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 43, 207, 47, 202, 73, 1, 0, 67, 17, 119, 58, 5, 0, 0, 0,
  ]

  private func answer(
    _ body: [UInt8], coding: String = "gzip", piece: Int = .max, limit: Int = 1000
  ) async throws -> TransportResponse {
    let transport = try CURLTransport()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.write(
          "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n")
        for start in stride(from: 0, to: body.count, by: min(piece, max(1, body.count))) {
          connection.write(Array(body[start..<min(body.count, start + min(piece, body.count))]))
        }
      }
    }
    defer { server.stop() }
    // The second answer shows that nothing is left of the first one.
    _ = try await transport.send(.post(to: server.authority, maximumResponseBytes: limit))
    return try await transport.send(.post(to: server.authority, maximumResponseBytes: limit))
  }

  @Test("Several members are one body, however they arrive", arguments: [1, 7, 25, .max])
  func severalMembers(piece: Int) async throws {
    for body in [Self.hello + Self.world, Self.hello + Self.world + [0, 0, 0]] {
      #expect(try await answer(body, piece: piece).text == "hello world")
    }
  }

  @Test(
    "The coding may be spelled in any letter case, or be none",
    arguments: ["GZip", "x-gzip", "identity, gzip"])
  func spellings(coding: String) async throws {
    #expect(try await answer(Self.hello, coding: coding).text == "hello ")
    #expect(try await answer(Array("plain".utf8), coding: "identity").text == "plain")
    #expect(try await answer([]).text == "")
  }

  @Test("A body that isn't gzip to its end is an error")
  func broken() async throws {
    let bodies = [
      Array("plain".utf8), Self.hello + Array("more".utf8), Self.hello + [0] + Self.world,
      Self.hello.dropLast(),
      Self.hello.dropLast(9), Array(Self.hello.prefix(5)), Self.hello.dropLast(8) + [1, 2, 3, 4, 6, 0, 0, 0],
    ].map { Array($0) }
    for body in bodies {
      let error = await #expect(throws: TransportError.self, "\(body)") { try await answer(body) }
      #expect(error?.code == .connectionLost)
      #expect(error?.requestMayHaveBeenSent == true)
    }
    for coding in ["br", "gzip, gzip", "deflate"] {
      await #expect(throws: TransportError.self, "\(coding)") { try await answer(Self.hello, coding: coding) }
    }
  }

  @Test("A body that decodes to nothing ends, too")
  func nothingWithoutEnd() async throws {
    // A member with nothing in it.
    let empty: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let transport = try CURLTransport()
    let members = Array([[UInt8]](repeating: empty, count: 1000).joined())
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
      while connection.write(members) {}
    }
    defer { server.stop() }
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(.post(to: server.authority, maximumResponseBytes: 1000))
    }
    #expect(error?.code == .responseTooLarge)
  }

  @Test("An answer that can't have a body may announce any length", arguments: [204, 304])
  func announcedForNothing(status: Int) async throws {
    let transport = try CURLTransport()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.write("HTTP/1.1 \(status) X\r\nContent-Length: 99999\r\n\r\n")
      }
    }
    defer { server.stop() }
    let answer = try await transport.send(.post(to: server.authority, maximumResponseBytes: 10))
    #expect(answer.head.status.code == status)
  }

  @Test("The limit counts what is decoded of all members")
  func limit() async throws {
    #expect(try await answer(Self.hello + Self.world, limit: 51).text == "hello world")
    let error = await #expect(throws: TransportError.self) {
      try await answer(Self.hello + Self.world + Self.hello + Self.hello, limit: 22)
    }
    #expect(error?.code == .responseTooLarge)
  }
}
