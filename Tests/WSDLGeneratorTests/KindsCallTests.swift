import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing
import XMLCore

/// Calls through code generated from `Kinds.wsdl`: bodies without a wrapper, headers, one way, fixed values.
@Suite struct KindsCallTests {
  private func client(
    _ stub: StubTransport, _ check: ContractCheck? = nil
  ) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration.patient
    configuration.contractCheck =
      check ?? .file(Repository.root.appending(path: "Fixtures/WSDL/Kinds.wsdl").path())
    return try ProvisionClient(
      credentials: Credentials(userName: "parent", password: "hunter2"), configuration: configuration,
      transport: stub, latch: MemoryLoginLatch())
  }

  private func answering(_ body: String, status: Int = 200) -> StubTransport {
    StubTransport { _ in
      var head = HTTPResponse(status: .init(code: status))
      head.headerFields[.contentType] = "text/xml"
      let envelope =
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\(body)</soap:Body>"
        + "</soap:Envelope>"
      return TransportResponse(head: head, body: Array((body == "nothing" ? "" : envelope).utf8))
    }
  }

  private var order: Kinds.Order {
    Kinds.Order(
      address: Kinds.Address(street: "s", country: "c"), fixed: Kinds.Fixed(level: 2),
      shape: .ring(Kinds.Circle(name: "r", radius: 1)), remark: [.warning("w"), .remark("m")],
      texts: Kinds.Texts(asIs: " a ", replaced: "b", collapsed: ["c"], narrowed: nil))
  }

  @Test("A request and an answer may have an empty body")
  func emptyBodies() async throws {
    let stub = answering("")
    try await client(stub).ping()
    #expect(stub.onlyCall == "")
    let filled = answering("<Odd/>")
    let error = await #expect(throws: ProvisionError.self) { try await client(filled).ping() }
    #expect(error?.code == .unexpectedResponse)
    #expect(error?.delivery == .mayHaveApplied)
  }

  @Test("An answer with an empty body needs its envelope and a good status", arguments: [200, 202, 206, 500])
  func emptyAnswers(status: Int) async throws {
    await #expect(throws: ProvisionError.self) {
      try await client(answering("nothing", status: status)).ping()
    }
    if status >= 206 {
      await #expect(throws: ProvisionError.self) { try await client(answering("", status: status)).ping() }
    }
  }

  @Test("The body of a request and of an answer may be one element of text")
  func bareBodies() async throws {
    let stub = answering("<TextBack xmlns=\"urn:kinds\">  a\n b </TextBack>")
    #expect(try await client(stub).echo(text: "x & y") == "a b")
    #expect(stub.onlyCall == "<Text xmlns=\"urn:kinds\">x &amp; y</Text>")
  }

  @Test("A call without an answer succeeds if the server took it", arguments: [200, 202, 204])
  func oneWay(status: Int) async throws {
    let stub = answering("nothing", status: status)
    try await client(stub).notify(text: "t")
    #expect(stub.onlyCall == "<Note xmlns=\"urn:kinds\"><text>t</text></Note>")
    try await client(answering("", status: status)).notify(text: "t")
  }

  @Test("A call without an answer fails with a fault, a page or a bad status")
  func oneWayThatFails() async throws {
    let fault = answering(
      "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>no</faultstring></soap:Fault>", status: 500)
    await #expect(throws: ProvisionError.self) { try await client(fault).notify(text: "t") }
    await #expect(throws: ProvisionError.self) {
      try await client(answering("nothing", status: 503)).notify(text: "t")
    }
    let page = StubTransport { _ in
      TransportResponse(head: HTTPResponse(status: .ok), body: Array("<html>Sign in</html>".utf8))
    }
    await #expect(throws: ProvisionError.self) { try await client(page).notify(text: "t") }
  }

  @Test("Headers are sent if they are given, and a password in one is kept out of errors")
  func headers() async throws {
    var order = self.order
    let plain = answering("<Odd/>")
    await #expect(throws: ProvisionError.self) { try await client(plain).perform(order) }
    #expect(String(decoding: plain.requests[0].body, as: UTF8.self).contains("Header") == false)
    order.session = Kinds.OrderSession(token: Secret("t-1"), password: Secret("very secret"))
    order.trace = "x"
    let stub = answering("<Odd>very secret</Odd>")
    let error = await #expect(throws: ProvisionError.self) { try await client(stub).perform(order) }
    #expect(error?.description.contains("very secret") == false)
    let body = String(decoding: try #require(stub.requests.first).body, as: UTF8.self)
    #expect(
      body.contains(
        "<soap:Header><Session xmlns=\"urn:kinds\"><token>t-1</token><password>very secret</password></Session>"
          + "<Trace xmlns=\"urn:kinds\">x</Trace></soap:Header><soap:Body><Order"))
  }

  @Test("Fixed values need not be given, and another value is not sent")
  func fixedValues() async throws {
    let stub = answering("<Odd/>")
    await #expect(throws: ProvisionError.self) { try await client(stub).perform(self.order) }
    #expect(
      stub.onlyCall?.contains(
        "<fixed version=\"1.0\"><kind>7</kind><since>2024-01-01</since><level>2</level>"
          + "<colour>dark_x0020_red</colour></fixed>") == true)
    var order = self.order
    order.fixed?.kind = 8
    let refused = answering("")
    let error = await #expect(throws: ProvisionError.self) { try await client(refused).perform(order) }
    #expect(error?.code == .invalidParameter)
    #expect(error?.description.contains("fixed/kind is \"8\", where only \"7\" is allowed") == true)
    #expect(refused.requests.isEmpty)
  }

  @Test("The second service's method with a known name takes the operation")
  func secondService() async throws {
    let stub = answering("<AdminPingResponse xmlns=\"urn:kinds\"/>")
    try await client(stub, .off).ping(KindsAdmin.Ping())
    #expect(stub.onlyCall == "<AdminPing xmlns=\"urn:kinds\"></AdminPing>")
  }

  @Test("An answer with two alternatives of one choice is refused")
  func twoAlternatives() throws {
    func choices(_ content: String) throws -> Kinds.Choices {
      try Kinds.Choices(
        from: TypedElement(
          XMLReader().read(
            Array(
              "<c xmlns=\"urn:kinds\">\(content)<years>1</years><days>2</days><unordered><one>1</one></unordered></c>"
                .utf8))))
    }
    #expect(try choices("<a>x</a>").choice == .a("x"))
    #expect(throws: TypedValueError.self) { try choices("<a>x</a><b>1</b>") }
    #expect(throws: TypedValueError.self) {
      try choices("<a>x</a><from>2024-01-01</from><to>2024-01-01</to><always>1</always>")
    }
  }
}
