import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

/// Every typed web method, called as a user calls it.
@Suite struct OperationsTests {
  @Test(arguments: GoldenCall.all)
  func theBodyIsTheGoldenRequest(_ golden: GoldenCall) async throws {
    let stub = StubTransport.succeeding()
    _ = try await golden.call(ProvisionClient(stub))
    let sent = try #require(stub.requests.first)
    #expect(stub.requests.count == 1)
    #expect(
      try sent.body == Fixtures.request(golden.name), "sent: \(String(decoding: sent.body, as: UTF8.self))")
  }

  @Test(arguments: GoldenCall.all)
  func theOperationValueSendsTheSame(_ golden: GoldenCall) async throws {
    let stub = StubTransport.succeeding()
    let response = try await ProvisionClient(stub).response(to: golden.operation)
    #expect(response.success)
    #expect(try stub.requests.map(\.body) == [Fixtures.request(golden.name)])
  }

  @Test func everyGoldenRequestIsCalled() throws {
    #expect(try Fixtures.requestNames == GoldenCall.all.map(\.name).sorted())
    #expect(GoldenCall.complete.map(\.method) == Contract.builtIn.operations.map(\.name))
  }

  @Test(arguments: GoldenCall.complete)
  func theRequestGoesToTheDocumentedPlace(_ golden: GoldenCall) async throws {
    let stub = StubTransport.succeeding()
    _ = try await golden.call(ProvisionClient(stub))
    let head = try #require(stub.requests.first).head
    #expect(head.method == .post)
    #expect(head.scheme == "https")
    #expect(head.authority == "portal.unityclient.com")
    #expect(head.path == "/KakapoProvision/ProvisionV3.asmx")
    // Without the charset the server reads ASCII, and a password with an umlaut locks the account.
    #expect(head.headerFields[.contentType] == "text/xml; charset=utf-8")
    let action = try #require(HTTPField.Name("SOAPAction"))
    #expect(head.headerFields[values: action] == ["\"http://kakaposystems.com/\(golden.method)\""])
  }

  @Test(arguments: GoldenCall.all)
  func anOperationHasAValueForEachParameter(_ golden: GoldenCall) {
    #expect(golden.operation.values.count == golden.contract.parameters.count)
    let required = zip(golden.contract.parameters, golden.operation.values).filter { $0.0.isRequired }
    #expect(required.allSatisfy { $0.1 != nil })
  }

  @Test(arguments: GoldenCall.all)
  func theTypeHasTheMethodsName(_ golden: GoldenCall) {
    #expect("\(type(of: golden.operation))" == golden.contract.name)
    #expect(golden.contract.name == golden.method)
    #expect(Contract.builtIn.operation(named: golden.method) == golden.contract)
  }

  @Test(arguments: GoldenCall.complete)
  func aSuccessIsReturned(_ golden: GoldenCall) async throws {
    let stub = StubTransport(try Fixtures.response("success-\(golden.method)"))
    let response = try await golden.call(ProvisionClient(stub))
    #expect(response.success)
    #expect(response.operation == golden.method)
    #expect(response.errorMessage == nil)
  }

  @Test(arguments: GoldenCall.complete)
  func aRefusalIsThrownWithTheAnswer(_ golden: GoldenCall) async throws {
    let stub = StubTransport(try Fixtures.response("refusal-\(golden.method)"))
    let portal = try ProvisionClient(stub)
    let error = try await provisionError { _ = try await golden.call(portal) }
    let message = try #require(error.response?.errorMessage)
    #expect(error.code == .rejected)
    #expect(error.delivery == .answered)
    #expect(error.operation == golden.method)
    #expect(error.response?.success == false)
    #expect(error.serverText == message)
    #expect(!message.isEmpty)
    #expect(error.description.hasPrefix("\(golden.method): "))
    #expect(error.description.contains(message))
  }

  @Test(arguments: GoldenCall.complete)
  func aRefusalIsReturnedIfTheAnswerIsRequested(_ golden: GoldenCall) async throws {
    let stub = StubTransport(try Fixtures.response("refusal-\(golden.method)"))
    let response = try await ProvisionClient(stub).response(to: golden.operation)
    #expect(!response.success)
    #expect(response.errorMessage?.isEmpty == false)
  }

  @Test func mediaStreamsBeyondTheCutListAreSentAsGiven() async throws {
    let stub = StubTransport.succeeding()
    try await ProvisionClient(stub).addMediaStream(
      serverHostName: "sp.example.com", resellerId: "Acme", queueId: "Support",
      mediaStreamType: MediaStreamType(rawValue: "Carrier Pigeon"))
    #expect(stub.requests.first?.parameter("mediaStreamType") == "Carrier Pigeon")
    #expect(
      MediaStreamType.documented.map(\.rawValue)
        == ["WebChat", "Callback", "IMAP", "SMS", "Twitter", "Facebook"])
  }
}
