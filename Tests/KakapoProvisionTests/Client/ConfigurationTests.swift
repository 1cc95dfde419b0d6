import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

@Suite struct ConfigurationTests {
  private let action = HTTPField.Name("SOAPAction")

  private func request(
    _ change: (inout ProvisionClient.Configuration) -> Void
  ) async throws -> TransportRequest {
    var configuration = ProvisionClient.Configuration()
    change(&configuration)
    let stub = StubTransport.succeeding()
    configuration.contractCheck = .off
    let portal = try ProvisionClient(stub, configuration: configuration)
    #expect(portal.configuration == configuration)
    try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
    return try #require(stub.requests.first)
  }

  private func refusal(
    _ change: (inout ProvisionClient.Configuration) -> Void
  ) throws -> ProvisionError {
    var configuration = ProvisionClient.Configuration()
    change(&configuration)
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try ProvisionClient(StubTransport.succeeding(), configuration: configuration)
      })
    #expect(error.code == .invalidConfiguration)
    #expect(error.delivery == .notSent)
    return error
  }

  @Test func theDefaultsAreTheVendors() {
    let configuration = ProvisionClient.Configuration()
    #expect(configuration.endpoint == "https://portal.unityclient.com/KakapoProvision/ProvisionV3.asmx")
    #expect(configuration.namespace == "http://kakaposystems.com/")
    #expect(configuration.soapActionPrefix == nil)
    #expect(configuration.timeout == .seconds(60))
    #expect(configuration.maximumResponseBytes == 16 * 1024 * 1024)
  }

  @Test func aNamespaceWithoutASlashKeepsItselfAndTheActionGetsOne() async throws {
    let request = try await request { $0.namespace = "http://kakaposystems.com" }
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(body.contains("<DeleteReseller xmlns=\"http://kakaposystems.com\">"))
    #expect(
      try request.head.headerFields[#require(action)] == "\"http://kakaposystems.com/DeleteReseller\"")
  }

  @Test func aNamespaceIsWrittenAsGiven() async throws {
    let request = try await request {
      $0.namespace = "urn:a&b\"c"
      $0.soapActionPrefix = "urn:"
    }
    #expect(String(decoding: request.body, as: UTF8.self).contains("xmlns=\"urn:a&amp;b&quot;c\""))
  }

  @Test(arguments: ["urn:", "", "http://other.example.com/Service#"])
  func anActionPrefixIsPutBeforeTheMethodAsGiven(_ prefix: String) async throws {
    let request = try await request { $0.soapActionPrefix = prefix }
    #expect(try request.head.headerFields[#require(action)] == "\"\(prefix)DeleteReseller\"")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        .contains("<DeleteReseller xmlns=\"http://kakaposystems.com/\">"))
  }

  @Test(arguments: ["", "urn:\u{1}", "urn:\u{FFFF}"])
  func aNamespaceThatXMLCannotCarryIsRefused(_ namespace: String) throws {
    let error = try refusal {
      $0.namespace = namespace
      $0.soapActionPrefix = "urn:"
    }
    #expect(error.reason.contains("namespace"))
  }

  @Test(arguments: ["a b/", "a\"b/", "a\r\nX-Injected: 1/", "ä/"])
  func anActionThatNoHeaderCarriesIsRefused(_ prefix: String) throws {
    #expect(try refusal { $0.soapActionPrefix = prefix }.reason.contains("SOAPAction"))
    #expect(try refusal { $0.namespace = prefix }.reason.contains("SOAPAction"))
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(-1)])
  func aTimeoutOfNothingIsRefused(_ timeout: Duration) throws {
    #expect(try refusal { $0.timeout = timeout }.reason.contains("timeout"))
  }

  @Test(arguments: [0, -1])
  func aLimitOfNothingIsRefused(_ limit: Int) throws {
    #expect(try refusal { $0.maximumResponseBytes = limit }.reason.contains("response limit"))
  }

  @Test func theLimitsReachTheTransport() async throws {
    let request = try await request {
      $0.timeout = .milliseconds(1500)
      $0.maximumResponseBytes = 1234
    }
    #expect(request.maximumResponseBytes == 1234)
    #expect(request.timeout <= .milliseconds(1500))
    #expect(request.timeout > .zero)
  }
}
