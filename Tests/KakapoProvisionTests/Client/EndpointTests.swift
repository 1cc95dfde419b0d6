import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The endpoints that a client accepts.
@Suite struct EndpointTests {
  struct Accepted: Sendable, CustomTestStringConvertible {
    let endpoint: String
    let scheme: String
    let authority: String
    let path: String

    var testDescription: String { endpoint }
  }

  @Test(arguments: [
    Accepted(
      endpoint: "https://portal.example.com/ProvisionV3.asmx", scheme: "https",
      authority: "portal.example.com", path: "/ProvisionV3.asmx"),
    Accepted(
      endpoint: "HTTPS://portal.example.com", scheme: "https", authority: "portal.example.com", path: "/"),
    Accepted(
      endpoint: "https://portal.example.com:8443/a%20b", scheme: "https",
      authority: "portal.example.com:8443", path: "/a%20b"),
    Accepted(endpoint: "http://localhost:8080/x", scheme: "http", authority: "localhost:8080", path: "/x"),
    Accepted(endpoint: "http://LocalHost/x", scheme: "http", authority: "localhost", path: "/x"),
    Accepted(endpoint: "http://127.0.0.1:1/x", scheme: "http", authority: "127.0.0.1:1", path: "/x"),
    Accepted(endpoint: "http://127.255.0.9/x", scheme: "http", authority: "127.255.0.9", path: "/x"),
    Accepted(endpoint: "http://[::1]:8080/x", scheme: "http", authority: "[::1]:8080", path: "/x"),
    Accepted(endpoint: "https://[2001:db8::1]/x", scheme: "https", authority: "[2001:db8::1]", path: "/x"),
  ])
  func aSafeEndpointIsUsed(_ accepted: Accepted) async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub, configuration: .init(endpoint: accepted.endpoint))
    try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
    let head = try #require(stub.requests.first).head
    #expect(head.scheme == accepted.scheme)
    #expect(head.authority == accepted.authority)
    #expect(head.path == accepted.path)
  }

  /// One account has one latch, whatever name of this machine the endpoint uses.
  @Test(arguments: ["http://[::1]:8080/X", "http://localhost:8080/x", "http://127.0.0.2:8080/x"])
  func thisMachineHasOneName(_ endpoint: String) {
    #expect(
      LoginAccount(endpoint: endpoint, userName: "joe")
        == LoginAccount(endpoint: "http://127.0.0.1:8080/x", userName: "joe"))
  }

  @Test(arguments: [
    "http://portal.example.com/x", "http://127.0.0.1.example.com/x", "http://localhost.example.com/x",
    "http://127.0.0.256/x", "http://127.1/x", "http://0.0.0.0/x", "http://[::2]/x", "http://10.0.0.1/x",
    "HTTP://portal.example.com/x", "ftp://localhost/x", "file:///etc/passwd",
  ])
  func anEndpointInTheClearIsRefused(_ endpoint: String) throws {
    let error = try refusal(of: endpoint)
    #expect(error.description.contains(endpoint))
    #expect(error.advice.contains("https") || error.advice.contains("own address"))
  }

  @Test(arguments: [
    "", " ", "portal.example.com/x", "/ProvisionV3.asmx", "https:", "https://", "https:///x", "://", "?",
    "\u{0}",
    "https://[::1/x", "https://a b/x",
  ])
  func aTextThatIsNotAURLIsRefused(_ endpoint: String) throws {
    let error = try refusal(of: endpoint)
    #expect(error.advice.contains("https://host/path"))
  }

  @Test(arguments: [
    "https://user:hunter2@portal.example.com/x", "https://hunter2@portal.example.com/x",
    "http://user:hunter2@localhost/x", "https://us er:hunter2@portal.example.com/x",
    "user:hunter2@portal.example.com/x",
  ])
  func aLoginInTheEndpointIsRefusedAndNotShown(_ endpoint: String) throws {
    let error = try refusal(of: endpoint)
    #expect(!error.description.contains("hunter2"))
  }

  @Test(arguments: [
    "https://portal.example.com/x?WSDL", "https://portal.example.com/x?", "https://portal.example.com/x#top",
  ])
  func aQueryIsRefused(_ endpoint: String) throws {
    let error = try refusal(of: endpoint)
    #expect(error.description.contains(endpoint))
    #expect(error.advice.contains("without ?WSDL"))
  }

  private func refusal(of endpoint: String) throws -> ProvisionError {
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try ProvisionClient(StubTransport.succeeding(), configuration: .init(endpoint: endpoint))
      })
    #expect(error.code == .invalidConfiguration)
    #expect(error.delivery == .notSent)
    #expect(error.operation == nil)
    return error
  }
}
