import HTTPTransport
import TestServers
import Testing

/// A proxy's answer other than opening a tunnel.
struct RefusingProxy: Sendable, CustomTestStringConvertible {
  /// The text that the error contains besides the proxy's name; `nil` if the text may vary.
  let words: String?
  let testDescription: String
  private let answer: @Sendable (ServerConnection) -> Void
  /// Whether the proxy never answers, so that the caller must time out.
  let isSilent: Bool

  private init(
    _ name: String, words: String? = nil, isSilent: Bool = false,
    answer: @escaping @Sendable (ServerConnection) -> Void
  ) {
    testDescription = name
    self.words = words
    self.isSilent = isSilent
    self.answer = answer
  }

  private static func status(_ status: String, _ headers: String..., words: String? = nil) -> RefusingProxy {
    RefusingProxy(status, words: words) { connection in
      connection.respond(status, headers: headers + ["Content-Type: text/html"], body: page)
    }
  }

  private static let page = "<html><body><form><input type=\"password\"></form></body></html>"

  static let all: [RefusingProxy] = [
    .status(
      "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"p\"",
      words: "asks for a user name and password"),
    .status(
      "407 Only Digest", "Proxy-Authenticate: Digest realm=\"p\", nonce=\"n\"",
      words: "asks for a user name and password"),
    .status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"p\"", words: "did not connect"),
    .status("403 Forbidden", words: "did not connect"),
    .status("404 Not Found", words: "did not connect"),
    .status("429 Too Many Requests", "Retry-After: 5", words: "did not connect"),
    .status("500 Internal Server Error", words: "did not connect"),
    .status("502 Bad Gateway", words: "did not connect"),
    .status("503 Service Unavailable", "Retry-After: 5", words: "did not connect"),
    .status("504 Gateway Timeout", words: "did not connect"),
    .status("302 Found", "Location: http://login.example/", words: "did not connect"),
    .status("307 Temporary Redirect", "Location: https://login.example/", words: "did not connect"),
    // The client reads the page as the start of the server's handshake.
    .status("200 OK"),
    RefusingProxy("more than is accepted", words: "did not connect") { connection in
      connection.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 99999999999\r\n\r\nsorry")
    },
    RefusingProxy("chunks", words: "did not connect") { connection in
      connection.write("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n")
    },
    RefusingProxy("the end after the head") { $0.write("HTTP/1.1 200 Connection established\r\n\r\n") },
    RefusingProxy("the end in the head") { $0.write("HTTP/1.1 503 Service Unavailable\r\n") },
    RefusingProxy("nothing, and closes") { _ in },
    RefusingProxy("a reset") { $0.reset() },
    RefusingProxy("something that is not HTTP") { $0.write("SSH-2.0-OpenSSH_9.2\r\n\r\n") },
    RefusingProxy("nothing, and waits", isSilent: true) { $0.waitForEnd() },
    RefusingProxy("a tunnel to nobody", isSilent: true) { connection in
      connection.write("HTTP/1.1 200 Connection established\r\n\r\n")
      connection.waitForEnd()
    },
  ]

  /// The requested server, which only the proxy would resolve.
  static let target = "portal.invalid:443"

  static let password = "pr0xy-s3cret"

  /// Starts the proxy.
  ///
  /// - Throws: `POSIXError` if there is no free port.
  func start() throws -> LoopbackServer {
    try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      answer(connection)
    }
  }

  /// Sends a request that doesn't get past the proxy.
  ///
  /// - Parameters:
  ///   - proxy: Host and port of the proxy.
  ///   - transport: The transport.
  /// - Throws: If there is an answer.
  func expectRefusal(at proxy: String, on transport: any Transport) async throws {
    let error = try await transportError {
      try await transport.send(
        .post(
          to: Self.target, scheme: "https", timeout: isSilent ? .milliseconds(300) : .seconds(600),
          maximumResponseBytes: 1000))
    }
    #expect(error.code == (isSilent ? .timedOut : .cannotConnect), "\(self): \(error)")
    #expect(!error.requestMayHaveBeenSent, "\(self): \(error)")
    #expect(error.reason.contains("the proxy \(proxy)"), "\(self): \(error)")
    if let words { #expect(error.reason.contains(words), "\(self): \(error)") }
    #expect(!"\(error) \(error.underlyingError.map { "\($0)" } ?? "")".contains(Self.password), "\(self)")
  }
}

extension LoopbackServer {
  /// Expects that the proxy was asked for one tunnel and received nothing else.
  func expectNothingButTheTunnel(_ proxy: RefusingProxy) {
    let lines = requests.map { String($0.head.split(separator: "\r\n")[0]) }
    #expect(lines == ["CONNECT \(RefusingProxy.target) HTTP/1.1"], "\(proxy)")
  }
}
