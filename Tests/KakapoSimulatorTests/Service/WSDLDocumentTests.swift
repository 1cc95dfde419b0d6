import KakapoProvision
import KakapoProvisionTesting
import Testing
import XMLCore

@testable import KakapoSimulator

@Suite("The WSDL")
struct WSDLDocumentTests {
  private static let fixturePath = "Fixtures/Contract/ProvisionV3.wsdl"

  @Test("of the contract is the fixture, byte for byte")
  func fixture() throws {
    let fixture = try Repository.bytes(Self.fixturePath)
    let rendered = WSDLDocument().bytes()
    // Compared by line first, so that a failure shows a line instead of two documents.
    let lines = [fixture, rendered].map { String(decoding: $0, as: UTF8.self).split(separator: "\n") }
    let difference = zip(lines[0], lines[1]).first { $0 != $1 }
    #expect(difference == nil)
    #expect(fixture == rendered)
  }

  /// Reads the fixture without the code that wrote it.
  @Test("describes the contract: methods, parameters, order, types and summaries")
  func meaning() throws {
    let definitions = try XMLReader().read(try Repository.bytes(Self.fixturePath))
    let contract = Contract.builtIn
    #expect(definitions.name == "definitions")
    #expect(definitions.attribute("targetNamespace") == contract.namespace)
    let schema = try #require(definitions.child("types")?.child("schema"))
    #expect(schema.attribute("elementFormDefault") == "qualified")
    #expect(schema.attribute("targetNamespace") == contract.namespace)

    let portType = try #require(definitions.child("portType"))
    let operations = portType.children(named: "operation")
    #expect(operations.map { $0.attribute("name") } == contract.operations.map(\.name))
    for (element, operation) in zip(operations, contract.operations) {
      try Self.check(element, operation, schema)
    }
  }

  private static func check(
    _ element: ElementTree, _ operation: OperationDescription, _ schema: ElementTree
  ) throws {
    let wrapper = try #require(schema.children.first { $0.attribute("name") == operation.name })
    let fields = try #require(wrapper.child("complexType")?.child("sequence")).children
    let expected =
      [("loginUserName", "string"), ("loginPassword", "string")]
      + operation.parameters.map { ($0.name, $0.schemaType) }
    #expect(fields.map { $0.attribute("name") } == expected.map(\.0))
    #expect(fields.map { $0.attribute("type") } == expected.map { "s:\($0.1)" })
    #expect(fields.map { $0.attribute("minOccurs") } == expected.map { $0.1 == "int" ? "1" : "0" })

    let documentation = try #require(element.child("documentation")).text
    #expect(documentation == operation.summary)
  }

  @Test("has both bindings with the actions, and a port for each")
  func bindings() throws {
    let definitions = try XMLReader().read(WSDLDocument().bytes())
    for (binding, namespace) in zip(
      definitions.children(named: "binding"),
      ["http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"])
    {
      #expect(binding.child("binding")?.namespace == namespace)
      for operation in binding.children(named: "operation") {
        let name = try #require(operation.attribute("name"))
        #expect(operation.child("operation")?.attribute("soapAction") == "http://kakaposystems.com/\(name)")
        #expect(operation.child("input")?.child("body")?.attribute("use") == "literal")
      }
    }
    let ports = try #require(definitions.child("service")).children(named: "port")
    #expect(ports.map { $0.attribute("name") } == ["ProvisionV3Soap", "ProvisionV3Soap12"])
    #expect(ports.allSatisfy { $0.child("address")?.attribute("location") == Contract.builtIn.endpoint })
  }

  @Test(
    "is served whatever the letter case, with the request's own host", arguments: ["?WSDL", "?wsdl", "?Wsdl"])
  func served(query: String) async throws {
    try await Caller.run { caller in
      let response = try await caller.get(query)
      #expect(response.status == 200)
      #expect(response.headers["content-type"] == "text/xml; charset=utf-8")
      let address = "http://localhost:\(caller.simulator.port)/KakapoProvision/ProvisionV3.asmx"
      #expect(response.body == WSDLDocument().bytes(address: address))
      #expect(caller.portal.loginHistory.isEmpty)
    }
  }

  @Test("follows a deviation from the contract")
  func deviation() throws {
    var deviation = ContractDeviation()
    deviation.namespace = "urn:other"
    deviation.renamedParameters = ["loginUserName": "loginUsername"]
    deviation.reversesParameters = true
    deviation.missingMethods = ["AddGroup"]
    deviation.addedParameters = ["DeleteUser": ["reason"]]
    let service = ServiceDescription(deviation: deviation)
    let definitions = try XMLReader().read(WSDLDocument(service.contract).bytes())
    #expect(definitions.attribute("targetNamespace") == "urn:other")
    let elements = try #require(definitions.child("types")?.child("schema")).children(named: "element")
    #expect(!elements.contains { $0.attribute("name") == "AddGroup" })
    let deleteUser = elements.first { $0.attribute("name") == "DeleteUser" }
    let fields = deleteUser?.child("complexType")?.child("sequence")?.children.map { $0.attribute("name") }
    #expect(fields == ["reason", "broadworksUserId", "serverHostName", "loginPassword", "loginUsername"])
  }
}
