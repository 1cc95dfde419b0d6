import HTTPTransport
import HTTPTypes
import TestServers
import Testing

/// Requests as a server receives them, and requests that are refused before.
@Suite(.timeLimit(.minutes(10))) struct TransportRequestTests {
  @Test(arguments: TestedTransport.allCases)
  func requestReachesTheServerWhole(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let soapAction = try #require(HTTPField.Name("SOAPAction"))
    let response = try await transport.send(
      .post(
        to: server.authority, path: "/a%20b/service.asmx?x=1&y=%26",
        headers: [.contentType: "text/xml; charset=utf-8", soapAction: "\"http://tempuri.org/Add\""],
        body: "<naïve/>"))
    #expect(response.head.status == .ok)
    #expect(response.text == "ok")
    let request = try #require(server.requests.first)
    #expect(request.head.hasPrefix("POST /a%20b/service.asmx?x=1&y=%26 HTTP/1.1\r\n"))
    #expect(request.values(of: "Host") == [server.authority])
    #expect(request.values(of: "Content-Type") == ["text/xml; charset=utf-8"])
    #expect(request.values(of: "SOAPAction") == ["\"http://tempuri.org/Add\""])
    #expect(request.values(of: "Expect") == [])
    #expect(request.body == Array("<naïve/>".utf8))
  }

  @Test(arguments: TestedTransport.allCases)
  func emptyHeaderValueIsSent(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let name = try #require(HTTPField.Name("X-Empty"))
    _ = try await transport.send(.post(to: server.authority, headers: [name: ""]))
    #expect(server.requests.first?.values(of: "X-Empty") == [""])
  }

  @Test(arguments: TestedTransport.allCases)
  func largeBodyIsSentWhole(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let body = String(repeating: "0123456789abcdef", count: 1 << 16)
    _ = try await transport.send(.post(to: server.authority, body: body))
    #expect(server.requests.first?.body == Array(body.utf8))
  }

  /// A head that fills the send buffer is still sent.
  @Test(arguments: TestedTransport.allCases)
  func veryLongHeadIsSentWithItsBody(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let value = String(repeating: "x", count: 70_000)
    let name = try #require(HTTPField.Name("X-Long"))
    _ = try await transport.send(.post(to: server.authority, headers: [name: value], body: "<body/>"))
    #expect(server.requests.first?.values(of: "X-Long") == [value])
    #expect(server.requests.first?.body == Array("<body/>".utf8))
  }

  /// No part of one request appears in the next.
  @Test(arguments: TestedTransport.allCases)
  func eachRequestGoesToItsOwnAddress(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let servers = try (0..<2).map { number in try LoopbackServer { $0.respondToAll(body: "server \(number)") }
    }
    defer { for server in servers { server.stop() } }
    for path in ["/a", "/a", "/a?x=1", "/b"] {
      for (number, server) in servers.enumerated() {
        let answer = try await transport.send(.post(to: server.authority, path: path, body: path))
        #expect(answer.text == "server \(number)")
        _ = try await transport.send(.get(from: server.authority, path: path))
      }
    }
    for server in servers {
      let lines = server.requests.map { $0.head.prefix { $0 != "\r\n" } }
      #expect(
        lines == ["/a", "/a", "/a?x=1", "/b"].flatMap { ["POST \($0) HTTP/1.1", "GET \($0) HTTP/1.1"] })
      #expect(server.requests.map(\.body.isEmpty) == [false, true, false, true, false, true, false, true])
    }
  }

  @Test(arguments: TestedTransport.allCases, [HTTPRequest.Method.get, .head, .post, .delete])
  func requestWithoutBodyIsAnswered(tested: TestedTransport, method: HTTPRequest.Method) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
      if method != .head { connection.write("hello") }
      connection.waitForEnd()
    }
    defer { server.stop() }
    var request = TransportRequest.get(from: server.authority)
    request.head.method = method
    let response = try await transport.send(request)
    #expect(response.text == (method == .head ? "" : "hello"))
    #expect(server.requests.first?.head.hasPrefix("\(method.rawValue) ") == true)
  }

  @Test(arguments: TestedTransport.allCases)
  func lineBreakInHeaderAddsNoHeader(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let name = try #require(HTTPField.Name("X-Value"))
    _ = try await transport.send(
      .post(to: server.authority, headers: [name: "a\r\nX-Smuggled: b", .contentType: "text/xml"]))
    let request = try #require(server.requests.first)
    #expect(request.values(of: "X-Smuggled") == [])
    #expect(request.values(of: "X-Value").count == 1)
  }

  @Test(
    arguments: TestedTransport.allCases,
    [
      "", "user:secret@127.0.0.1", "exa mple", "host/elsewhere", "host?x", "host#x", "host\\x", "host:99999",
      "host:port", "a\r\nb",
    ])
  func unusableHostIsRefused(tested: TestedTransport, authority: String) async throws {
    let transport = try tested.make()
    let error = try await transportError { try await transport.send(.post(to: authority)) }
    #expect(error.code == .invalidRequest)
    #expect(!error.requestMayHaveBeenSent)
    #expect(!error.reason.contains("secret"))
  }

  @Test(
    arguments: TestedTransport.allCases,
    ["", "relative", "/a b", "/%zz", "/a#fragment", "/a\r\nX-Smuggled: b", "*"])
  func unusablePathIsRefused(tested: TestedTransport, path: String) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, path: path))
    }
    #expect(error.code == .invalidRequest)
    #expect(!error.requestMayHaveBeenSent)
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: TestedTransport.allCases, ["ftp", "file", ""])
  func otherSchemesAreRefused(tested: TestedTransport, scheme: String) async throws {
    let transport = try tested.make()
    let error = try await transportError {
      try await transport.send(.post(to: "127.0.0.1", scheme: scheme))
    }
    #expect(error.code == .invalidRequest)
  }

  @Test(arguments: TestedTransport.allCases)
  func contradictoryFramingIsRefused(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    for headers: HTTPFields in [[.contentLength: "3"], [.transferEncoding: "chunked"]] {
      let error = try await transportError {
        try await transport.send(.post(to: server.authority, headers: headers, body: "four"))
      }
      #expect(error.code == .invalidRequest)
    }
    _ = try await transport.send(
      .post(to: server.authority, headers: [.contentLength: "4"], body: "four"))
    #expect(server.requests.map { $0.values(of: "Content-Length") } == [["4"]])
  }

  @Test(arguments: TestedTransport.allCases, [HTTPRequest.Method.get, .head])
  func bodyWhereNoneBelongsIsRefused(tested: TestedTransport, method: HTTPRequest.Method) async throws {
    let transport = try tested.make()
    var request = TransportRequest.post(to: "127.0.0.1")
    request.head.method = method
    let error = try await transportError { try await transport.send(request) }
    #expect(error.code == .invalidRequest)
  }
}
