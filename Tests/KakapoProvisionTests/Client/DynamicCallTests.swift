import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

/// Calls by method name.
@Suite struct DynamicCallTests {
  private func refusal(
    _ method: String, _ parameters: [(name: String, value: String)],
    checkedAgainst contract: Contract? = .builtIn
  ) async throws -> ProvisionError {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    let error = try await provisionError {
      try await portal.call(method, parameters: parameters, checkedAgainst: contract)
    }
    #expect(error.code == .invalidParameter)
    #expect(error.delivery == .notSent)
    #expect(error.operation == method)
    #expect(stub.requests.isEmpty)
    return error
  }

  @Test func anUnknownMethodIsSentAsGiven() async throws {
    let stub = StubTransport.succeeding()
    let response = try await ProvisionClient(stub).call(
      "AddSomethingNew", parameters: [("zeta", " 1 "), ("alpha", ""), ("Zeta", "&")])
    #expect(response.operation == "AddSomethingNew")
    let request = try #require(stub.requests.first)
    #expect(
      String(decoding: request.body, as: UTF8.self).contains(
        "</loginPassword><zeta> 1 </zeta><alpha /><Zeta>&amp;</Zeta></AddSomethingNew>"))
    let action = try #require(HTTPField.Name("SOAPAction"))
    #expect(request.head.headerFields[action] == "\"http://kakaposystems.com/AddSomethingNew\"")
  }

  @Test(arguments: GoldenCall.all)
  func aKnownMethodIsPutInOrder(_ golden: GoldenCall) async throws {
    let given = zip(golden.contract.parameters, golden.operation.values)
      .compactMap { parameter, value in value.map { (name: parameter.name, value: $0) } }
    let stub = StubTransport.succeeding()
    try await ProvisionClient(stub).call(golden.method, parameters: given.reversed())
    #expect(try stub.requests.map(\.body) == [Fixtures.request(golden.name)])
  }

  @Test(arguments: ["adduserlicense", "AddUserlicense", "ADDUSERLICENSE"])
  func aMethodInAnotherLetterCaseIsRefused(_ method: String) async throws {
    let error = try await refusal(method, [])
    #expect(error.parameter == "method")
    #expect(error.advice.contains("Did you mean AddUserLicense?"))
  }

  @Test(arguments: ["serverhostname", "SERVERHOSTNAME", "ServerHostName"])
  func aParameterInAnotherLetterCaseIsRefused(_ name: String) async throws {
    let error = try await refusal(
      "DeleteUser", [(name, "sp.example.com"), ("broadworksUserId", "jane@acme.example.com")])
    #expect(error.parameter == name)
    #expect(error.advice.contains("Did you mean serverHostName?"))
    #expect(error.advice.contains("broadworksUserId"))
  }

  @Test func aParameterOfAnotherMethodIsRefused() async throws {
    let error = try await refusal(
      "DeleteUser", [("serverHostName", "sp.example.com"), ("userId", "jane@acme.example.com")])
    #expect(error.parameter == "userId")
    #expect(error.reason.contains("DeleteUser has no such parameter"))
    #expect(error.advice.contains("serverHostName, broadworksUserId"))
  }

  @Test(arguments: ["loginUserName", "loginPassword", "loginUsername", "LOGINPASSWORD"])
  func theLoginIsNotAParameter(_ name: String) async throws {
    for contract in [Contract.builtIn, nil] {
      let error = try await refusal("AddSomethingNew", [(name, "hunter2")], checkedAgainst: contract)
      #expect(error.parameter == name)
      #expect(error.reason.contains("added from the credentials"))
      #expect(!error.description.contains("hunter2"))
    }
  }

  @Test func aParameterGivenTwiceIsRefused() async throws {
    for contract in [Contract.builtIn, nil] {
      let error = try await refusal(
        "DeleteReseller", [("serverHostName", "a"), ("resellerId", "b"), ("serverHostName", "c")],
        checkedAgainst: contract)
      #expect(error.parameter == "serverHostName")
      #expect(error.reason.contains("given twice"))
    }
  }

  @Test(arguments: ["", " ", "Add User", "1Add", "a:b", "<x>", "x/>", "\u{0}", "x\u{1F}"])
  func textsThatAreNotNamesAreRefused(_ name: String) async throws {
    for contract in [Contract.builtIn, nil] {
      #expect(try await refusal(name, [], checkedAgainst: contract).parameter == "method")
      let error = try await refusal("AddSomethingNew", [(name, "x")], checkedAgainst: contract)
      #expect(error.reason.contains("isn't an XML name"))
    }
  }

  @Test func aValueOfAnUnknownMethodIsCheckedForWhatXMLCanCarry() async throws {
    let error = try await refusal("AddSomethingNew", [("fine", "x"), ("broken", "a\u{B}b")])
    #expect(error.parameter == "broken")
    #expect(error.reason.contains("character 2 is "))
  }

  @Test func withoutAContractNothingElseIsChecked() async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    try await portal.call("DeleteUser", parameters: [("broadworksUserId", "nobody")], checkedAgainst: nil)
    try await portal.call("deleteuser", parameters: [("BroadworksUserID", " ")], checkedAgainst: nil)
    #expect(stub.requests.map(\.method) == ["DeleteUser", "deleteuser"])
    #expect(stub.requests.first?.parameter("broadworksUserId") == "nobody")
    #expect(stub.requests.first?.parameter("serverHostName") == nil)
    #expect(stub.requests.last?.parameter("BroadworksUserID") == " ")
  }

  @Test func aRefusalIsThrownByCallAndReturnedByResponse() async throws {
    let portal = try ProvisionClient(StubTransport { .rejection(of: $0.method, message: "No such thing.") })
    let error = try await provisionError { try await portal.call("AddSomethingNew") }
    #expect(error.code == .rejected)
    #expect(error.serverText == "No such thing.")
    let response = try await portal.response(toMethod: "AddSomethingNew")
    #expect(!response.success)
    #expect(response.errorMessage == "No such thing.")
  }

  @Test func theRestOfTheAnswerIsKept() async throws {
    let portal = try ProvisionClient(
      StubTransport { .success(of: $0.method, details: "<id>17</id><list><x a=\"1\"/></list>") })
    let response = try await portal.call("AddSomethingNew")
    #expect(response.details.map(\.name) == ["id", "list"])
    #expect(response.details.first?.text == "17")
    #expect(response.details.last?.child("x")?.attribute("a") == "1")
  }
}
