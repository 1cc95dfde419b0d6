import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// Every answer is returned, whatever its status, and the transport acts on none.
@Suite(.timeLimit(.minutes(10))) struct TransportAnswerTests {
  @Test(arguments: TestedTransport.allCases, [200, 201, 300, 400, 403, 404, 407, 415, 500, 503, 599])
  func statusAndBodyAreReturned(tested: TestedTransport, status: Int) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.respond("\(status) Text", headers: ["X-Name: value"], body: "<answer/>")
      }
    }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority))
    #expect(response.head.status.code == status)
    #expect(response.head.headerFields[try #require(HTTPField.Name("x-name"))] == "value")
    #expect(response.text == "<answer/>")
  }

  @Test(arguments: TestedTransport.allCases, ["202 Accepted", "204 No Content"])
  func answerWithoutBodyIsReturned(tested: TestedTransport, status: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(
        "HTTP/1.1 \(status)\r\n" + (status.hasPrefix("202") ? "Content-Length: 0\r\n\r\n" : "\r\n"))
      connection.waitForEnd()
    }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority))
    #expect(response.head.status.code == Int(status.prefix(3)))
    #expect(response.body.isEmpty)
  }

  @Test(arguments: TestedTransport.allCases)
  func chunkedAnswerAndInterimAnswerAreRead(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      connection.write("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")
      connection.waitForEnd()
    }
    defer { server.stop() }
    #expect(try await transport.send(.post(to: server.authority)).text == "onetwo")
  }

  /// What comes first, from a proxy or in advance, is not the answer, even when that is never announced.
  @Test(arguments: TestedTransport.allCases, ["200 OK", "302 Found", "404 Not Found"])
  func interimAnswerIsNotTheAnswer(tested: TestedTransport, status: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n")
        connection.respond(status, headers: ["X-Name: value"], body: "")
      }
    }
    defer { server.stop() }
    for _ in 1...2 {
      let response = try await transport.send(.post(to: server.authority))
      #expect(response.head.status.code == Int(status.prefix(3)))
      #expect(response.head.headerFields[try #require(HTTPField.Name("x-name"))] == "value")
    }
  }

  @Test(arguments: TestedTransport.allCases)
  func answerEndedByTheConnectionIsRead(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.0 200 OK\r\n\r\nall of it")
    }
    defer { server.stop() }
    #expect(try await transport.send(.post(to: server.authority)).text == "all of it")
  }

  @Test(arguments: TestedTransport.allCases, [301, 302, 303, 307, 308])
  func redirectIsReturnedAndNotFollowed(tested: TestedTransport, status: Int) async throws {
    let transport = try tested.make()
    let target = try LoopbackServer { $0.respondToAll() }
    defer { target.stop() }
    let location = "http://\(target.authority)/elsewhere"
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.respond("\(status) Moved", headers: ["Location: \(location)"], body: "moved")
      }
    }
    defer { server.stop() }
    for request in [TransportRequest.post(to: server.authority), .get(from: server.authority)] {
      let response = try await transport.send(request)
      #expect(response.head.status.code == status)
      #expect(response.head.headerFields[.location] == location)
      #expect(response.text == "moved")
    }
    #expect(server.requests.count == 2)
    #expect(target.connectionCount == 0)
  }

  @Test(
    arguments: TestedTransport.allCases,
    [
      "relative", "//", ":", "?q", "http://", "//[::1", "mailto:a@b", "/a?%zz", "//host:99999/x",
    ])
  func redirectToNowhereIsReturned(tested: TestedTransport, location: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.respond("302 Found", headers: ["Location: \(location)"])
      }
    }
    defer { server.stop() }
    let response = try await transport.send(.post(to: server.authority))
    #expect(response.head.status == .found)
    #expect(response.head.headerFields[.location] == location)
    #expect(server.requests.count == 1)
  }

  @Test(arguments: TestedTransport.allCases, [301, 302, 303, 304, 305, 307, 308])
  func redirectWithoutLocationIsReturned(tested: TestedTransport, status: Int) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil { connection.respond("\(status) Moved") }
    }
    defer { server.stop() }
    #expect(try await transport.send(.post(to: server.authority)).head.status.code == status)
  }

  @Test(
    arguments: TestedTransport.allCases,
    [
      #"Basic realm="portal""#, #"Digest realm="portal", nonce="n", qop="auth""#, "NTLM", "Negotiate",
      "Bearer",
      #"Negotiate, Basic realm="portal""#, "Basic",
    ])
  func challengeIsReturnedUnanswered(tested: TestedTransport, challenge: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.respond("401 Unauthorized", headers: ["WWW-Authenticate: \(challenge)"], body: "who?")
      }
    }
    defer { server.stop() }
    for count in 1...2 {
      let response = try await transport.send(.post(to: server.authority))
      #expect(response.head.status == .unauthorized)
      #expect(response.head.headerFields[.wwwAuthenticate] == challenge)
      #expect(response.text == "who?")
      #expect(server.requests.count == count)
    }
    #expect(server.requests.allSatisfy { $0.values(of: "Authorization") == [] })
  }

  @Test(arguments: TestedTransport.allCases)
  func nothingIsKeptBetweenRequests(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.respond(
          headers: ["Set-Cookie: session=1; Path=/", "Cache-Control: max-age=3600", "ETag: \"1\""],
          body: "first")
      }
    }
    defer { server.stop() }
    for _ in 1...2 {
      _ = try await transport.send(.get(from: server.authority))
      _ = try await transport.send(.post(to: server.authority))
    }
    let requests = server.requests
    #expect(requests.count == 4)
    for name in ["Cookie", "If-None-Match", "If-Modified-Since"] {
      #expect(requests.allSatisfy { $0.values(of: name) == [] }, "\(name)")
    }
  }
}
