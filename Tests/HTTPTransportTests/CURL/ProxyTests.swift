import Foundation
import CURLTransport
import HTTPTransport
import TestServers
import Testing

/// https requests go through the proxy's tunnel, http requests never do.
@Suite(.enabled(if: TLSServer.isAvailable, "openssl is not installed"), .timeLimit(.minutes(10)))
struct CURLTransportProxyTests {
  private static let password = "pr0xy & passwörd"
  /// `user:` and the password in base64, as RFC 7617 says.
  private static let authorization = "Basic dXNlcjpwcjB4eSAmIHBhc3N3w7ZyZA=="

  /// A proxy that opens a tunnel for callers with the password.
  private static func proxy() throws -> LoopbackServer {
    try LoopbackServer { connection in
      guard let request = connection.readRequest() else { return }
      guard request.head.hasPrefix("CONNECT "), request.values(of: "Proxy-Authorization") == [authorization],
        let port = request.head.split(separator: " ")[1].split(separator: ":").last.flatMap({ UInt16($0) })
      else { return connection.respond("407 Proxy Authentication Required") }
      connection.write("HTTP/1.1 200 Connection established\r\n\r\n")
      connection.tunnel(to: port)
    }
  }

  private func transport(
    through proxy: LoopbackServer, userName: String? = "user", password: String = password
  ) throws -> CURLTransport {
    try CURLTransport(
      configuration: .init(
        tls: .init(trust: .only(file: TLSServer.path(of: "authority.pem"))),
        proxy: .proxy(.init(host: "127.0.0.1", port: Int(proxy.port), userName: userName, password: password))
      ))
  }

  @Test func requestGoesThroughTheTunnel() async throws {
    let proxy = try Self.proxy()
    defer { proxy.stop() }
    try await TLSServer.run { server in
      let response = try await transport(through: proxy).send(
        .post(to: "localhost:\(server.port)", scheme: "https"))
      #expect(response.text == "ok")
      #expect(proxy.requests.map(\.head).first?.hasPrefix("CONNECT localhost:\(server.port) ") == true)
      #expect(proxy.requests.count == 1)
      #expect(server.requests.count == 1)
      #expect(server.requests.allSatisfy { !$0.contains("Proxy-Authorization") })
    }
  }

  @Test(arguments: [nil, "user"])
  func proxyThatRefusesGetsNothingElse(userName: String?) async throws {
    let proxy = try Self.proxy()
    defer { proxy.stop() }
    try await TLSServer.run { server in
      let error = try await transportError {
        try await transport(through: proxy, userName: userName, password: "wrong").send(
          .post(to: "localhost:\(server.port)", scheme: "https"))
      }
      #expect(error.code == .cannotConnect)
      #expect(!error.requestMayHaveBeenSent)
      #expect(error.reason.contains("the proxy 127.0.0.1:\(proxy.port) asks for a user name and password"))
      #expect(!"\(error)".contains("wrong"))
      #expect(proxy.requests.count == 1)
      #expect(server.requests.isEmpty)
    }
  }

  @Test(arguments: RefusingProxy.all)
  func nothingIsSentBehindAProxyThatRefuses(refusing: RefusingProxy) async throws {
    let proxy = try refusing.start()
    defer { proxy.stop() }
    try await refusing.expectRefusal(
      at: proxy.authority, on: transport(through: proxy, password: RefusingProxy.password))
    proxy.expectNothingButTheTunnel(refusing)
  }

  @Test func plainHTTPPassesByTheProxy() async throws {
    let proxy = try Self.proxy()
    let server = try LoopbackServer { $0.respondToAll() }
    defer {
      proxy.stop()
      server.stop()
    }
    #expect(try await transport(through: proxy).send(.post(to: server.authority)).text == "ok")
    #expect(proxy.connectionCount == 0)
  }

  /// Plain http for this machine would leave it in the clear.
  @Test(arguments: ["http_proxy", "all_proxy"])
  func plainHTTPForThisMachinePassesByAProxyOfTheEnvironment(variable: String) async throws {
    let proxy = try LoopbackServer { $0.respondToAll(body: "proxy") }
    let server = try LoopbackServer { $0.respondToAll() }
    defer {
      proxy.stop()
      server.stop()
    }
    await #expect(processExitsWith: .success) {
      [variable = variable as String, proxy = proxy.authority as String, server = server.authority as String]
      in
      setenv(variable, "http://\(proxy)", 1)
      let transport = try CURLTransport()
      #expect(try await transport.send(.post(to: server)).text == "ok")
      #expect(try await transport.send(.get(from: "portal.invalid")).text == "proxy")
    }
    #expect(proxy.requests.map { $0.head.prefix(27) } == ["GET http://portal.invalid/s"])
  }

  @Test func addressOfAServerIsComparedWithItsCertificate() async throws {
    let proxy = try Self.proxy()
    defer { proxy.stop() }
    try await TLSServer.run { server in
      let error = try await transportError {
        try await transport(through: proxy).send(.post(to: "127.0.0.1:\(server.port)", scheme: "https"))
      }
      #expect(error.code == .cannotConnect && !error.requestMayHaveBeenSent)
      #expect(error.reason.hasSuffix("its certificate is for another host name"), "\(error)")
    }
  }

  @Test func proxyIsReadFromAURL() throws {
    let whole = try #require(CURLTransport.Proxy(url: "http://us%40er:p%3Aw@proxy.example:3128/"))
    #expect(whole == .init(host: "proxy.example", port: 3128, userName: "us@er", password: "p:w"))
    #expect(CURLTransport.Proxy(url: "proxy.example") == .init(host: "proxy.example", port: 1080))
    #expect(CURLTransport.Proxy(url: "http://[::1]:3128") == .init(host: "::1", port: 3128))
    for text in ["", "socks5://proxy.example", "https://proxy.example", "http://", "http://host/path", "a b"]
    {
      #expect(CURLTransport.Proxy(url: text) == nil, "\(text)")
    }
  }

  @Test func passwordIsNotPrinted() throws {
    let proxy = CURLTransport.Proxy(
      host: "proxy.example", port: 3128, userName: "user", password: Self.password)
    let configuration = CURLTransport.Configuration(proxy: .proxy(proxy))
    var dumped = ""
    dump(configuration, to: &dumped)
    dump(try CURLTransport(configuration: configuration), to: &dumped)
    for text in ["\(proxy)", String(reflecting: proxy), "\(configuration)", dumped] {
      #expect(!text.contains(Self.password))
      #expect(!text.contains(Self.authorization.dropFirst("Basic ".count)))
    }
    #expect("\(proxy)" == "proxy.example:3128")
  }

  @Test(arguments: [("", 80, "user"), ("host", 0, "user"), ("host", 65536, "user"), ("host", 80, "us:er")])
  func impossibleProxyIsRefused(host: String, port: Int, userName: String) {
    let error = #expect(throws: TransportError.self) {
      try CURLTransport(
        configuration: .init(
          proxy: .proxy(.init(host: host, port: port, userName: userName, password: Self.password))))
    }
    #expect(error?.code == .invalidRequest)
  }
}
