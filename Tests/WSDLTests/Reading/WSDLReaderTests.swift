import TestWSDLs
import Testing
import WSDL

@Suite struct WSDLReaderTests {
  @Test func readsWhatAnASMXHostWrites() throws {
    let reading = try WSDLReading.reading(
      ServiceText(
        parameters: """
          <s:element minOccurs="0" maxOccurs="1" name="name" type="s:string"/>
          <s:element minOccurs="1" maxOccurs="1" name="count" type="s:int"/>
          """
      ).text)
    #expect(reading.diagnostics == [])
    let definitions = reading.definitions
    #expect(definitions.targetNamespace == "http://example.test/")
    let service = try #require(definitions.services.all.first)
    #expect(service.name == QualifiedName("Service", namespace: "http://example.test/"))
    #expect(service.ports.map(\.name) == ["ServiceSoap", "ServiceSoap12"])
    #expect(service.ports.first?.address == "http://h/s")
    #expect(definitions.bindings.all.map(\.kind) == [.soap11, .soap12])
    #expect(definitions.bindings.all[0].transport == "http://schemas.xmlsoap.org/soap/http")

    #expect(definitions.operations.count == 1)
    let operation = try #require(definitions.operation(named: "Add"))
    #expect(operation.shape == .wrapped)
    #expect(operation.soapAction == "http://example.test/Add")
    #expect(operation.documentation == "Does Add.")
    #expect(operation.service == service.name)
    #expect(operation.port == "ServiceSoap")
    #expect(operation.input.wrapper == QualifiedName("Add", namespace: "http://example.test/"))
    #expect(operation.input.parameters.map(\.name.name) == ["name", "count"])
    #expect(
      operation.input.parameters.map(\.name.namespace) == Array(repeating: "http://example.test/", count: 2))
    #expect(operation.input.parameters.map(\.type.builtIn) == [.string, .int])
    #expect(operation.input.parameters.map(\.isRequired) == [false, true])
    #expect(!operation.input.hasMore)
    #expect(operation.output?.wrapper?.name == "AddResponse")
    #expect(operation.result?.name.name == "AddResult")
    #expect(operation.place.line > 1)
    #expect(operation.place.path == "definitions/portType[ServiceSoap]/operation[Add]")
  }

  @Test func readsANamespaceWithAnAmpersand() throws {
    let reading = try WSDLReading.reading(ServiceText(namespace: "urn:a&amp;b#").text)
    #expect(reading.diagnostics == [])
    #expect(reading.definitions.targetNamespace == "urn:a&b#")
    let operation = try #require(reading.definitions.operation(named: "Add"))
    #expect(operation.input.wrapper == QualifiedName("Add", namespace: "urn:a&b#"))
    #expect(operation.soapAction == "urn:a&b#Add")
  }

  @Test func prefersTheElementNamedResultOverOtherOnes() throws {
    let definitions = try ServiceText(
      result: """
        <s:element minOccurs="0" name="warnings" type="s:string"/>
        <s:element minOccurs="0" name="AddResult" type="s:string"/>
        """
    ).definitions()
    #expect(definitions.operation(named: "Add")?.result?.name.name == "AddResult")
    let unclear = try ServiceText(
      result: """
        <s:element minOccurs="0" name="one" type="s:string"/><s:element name="two" type="s:string"/>
        """
    ).definitions()
    #expect(unclear.operation(named: "Add")?.result == nil)
    #expect(unclear.operation(named: "Add")?.output?.parameters.count == 2)
  }

  @Test func readsTheStyleOfTheSOAPEncoding() throws {
    let reading = try Samples.fixture("RPCEncoded.wsdl")
    let definitions = reading.definitions
    let find = try #require(definitions.operation(named: "Find"))
    #expect(find.shape == .rpc)
    #expect(find.input.use == .encoded)
    #expect(find.input.wrapper == QualifiedName("Find", namespace: "urn:lists"))
    #expect(
      find.input.parameters.map(\.name) == [
        QualifiedName("prefix", namespace: nil), QualifiedName("limit", namespace: nil),
      ])
    #expect(find.input.parameters.map(\.type.builtIn) == [.string, .int])
    #expect(find.output?.wrapper?.name == "FindResponse")
    let names = try #require(find.result?.type.name)
    guard case .complex(let type)? = definitions.schemas.types[names] else {
      Issue.record("Names is no complex type")
      return
    }
    #expect(type.soapArray?.itemType == BuiltInType.string.qualifiedName)
    #expect(definitions.schemas.content(of: type).soapArray?.rank == "[]")
    let forget = try #require(definitions.operation(named: "Forget"))
    #expect(forget.output == nil)
    #expect(forget.soapAction == "")
    #expect(reading.messages(.error) == [])
    let unsupported = reading.diagnostics.filter { $0.severity == .unsupported }
    #expect(unsupported.count == 2)
    #expect(unsupported.contains { $0.message.contains("rank [,]") && $0.place?.line == 20 })
    #expect(unsupported.contains { $0.message.contains("SOAP encoding") })
  }

  @Test func distinguishesOverloadsByTheNamesOfTheirMessages() throws {
    let text = ServiceText(operations: ["Add", "AddTwo"]).text
      .replacing("<wsdl:operation name=\"AddTwo\">", with: "<wsdl:operation name=\"Add\">")
      .replacing(
        "<wsdl:input message=\"tns:AddTwoIn\"/>",
        with: "<wsdl:input name=\"AddTwo\" message=\"tns:AddTwoIn\"/>"
      )
      .replacing(
        "soapAction=\"http://example.test/AddTwo\" style=\"document\"/>\n<wsdl:input>",
        with: "soapAction=\"http://example.test/AddTwo\" style=\"document\"/>\n<wsdl:input name=\"AddTwo\">")
    let operations = try WSDLReading.reading(text).definitions.operations
    #expect(operations.map(\.name) == ["Add", "Add"])
    #expect(operations.map(\.inputName) == [nil, "AddTwo"])
    #expect(operations.map(\.input.wrapper?.name) == ["Add", "AddTwo"])
  }

  @Test func readsBindingsThatNoServiceRefersTo() throws {
    let text = ServiceText().text
    let start = try #require(text.firstRange(of: "<wsdl:service")).lowerBound
    let reading = try WSDLReading.reading(text[..<start] + "</wsdl:definitions>")
    #expect(reading.definitions.operations.map(\.name) == ["Add"])
    #expect(reading.definitions.operations[0].service == nil)
    #expect(reading.messages(.warning).contains { $0.contains("no service") })
  }

  @Test func saysThatThereIsNoSOAP11() throws {
    let text = ServiceText().text.replacing(
      "<soap:binding", with: "<soap12:binding")
    let reading = try WSDLReading.reading(text)
    #expect(reading.definitions.operations.isEmpty)
    #expect(
      reading.messages(.unsupported) == ["The WSDL has no SOAP 1.1 binding, so no operation can be called."])
  }

  @Test func takesHeadersOutOfTheBody() throws {
    let reading = try WSDLReading.reading(
      ServiceText(headers: #"<soap:header message="tns:AddHead" part="Head" use="literal"/>"#).text)
    let input = try #require(reading.definitions.operation(named: "Add")).input
    #expect(input.headers.map(\.name.name) == ["AddResponse"])
    #expect(input.parameters.map(\.name.name) == ["name"])
    #expect(reading.diagnostics == [])
  }

  @Test(arguments: [
    (
      "<wsdl:part name=\"parameters\" element=\"tns:Add\"/>", "<wsdl:part name=\"parameters\"/>",
      "neither an element nor a type"
    ),
    (
      "type=\"tns:ServiceSoap\">\n<soap:", "type=\"tns:Other\">\n<soap:",
      "port type {http://example.test/}Other is referenced"
    ),
    ("message=\"tns:AddIn\"", "message=\"tns:Gone\"", "message {http://example.test/}Gone is referenced"),
    ("message=\"tns:AddIn\"", "message=\"gone:AddIn\"", "prefix of \"gone:AddIn\" is not declared"),
    ("message=\"tns:AddIn\"", "message=\"a:b:c\"", "is not a qualified name"),
    ("style=\"document\"", "style=\"fancy\"", "The style \"fancy\" is unknown"),
    ("use=\"literal\"", "use=\"fancy\"", "The use \"fancy\" is unknown"),
    ("<wsdl:portType name=\"ServiceSoap\">", "<wsdl:portType name=\"9 lives\">", "is not an XML name"),
    ("<wsdl:types>", "<wsdl:types/><wsdl:oddity/><wsdl:types>", "oddity is not allowed here"),
    (
      "<s:complexType><s:sequence><s:element", "<s:complexType><s:oddity/><s:sequence><s:element",
      "xs:oddity is not allowed here"
    ),
    (
      "type=\"s:string\"", "type=\"s:strnig\"", "type {http://www.w3.org/2001/XMLSchema}strnig is referenced"
    ),
    ("maxOccurs=\"1\"", "maxOccurs=\"many\"", "maxOccurs \"many\" is not a number"),
    ("minOccurs=\"0\"", "minOccurs=\"2\"", "minOccurs 2 is more than maxOccurs 1"),
  ])
  func saysWhatIsWrongAndWhere(old: String, new: String, expected: String) throws {
    let text = ServiceText().text
    #expect(text.contains(old))
    let reading = try WSDLReading.reading(text.replacing(old, with: new))
    let found = reading.diagnostics.filter { $0.severity == .error && $0.message.contains(expected) }
    #expect(!found.isEmpty, "\(reading.diagnostics)")
    #expect(found.allSatisfy { ($0.place?.line ?? 0) > 0 && $0.place?.path.hasPrefix("definitions") == true })
  }

  @Test(arguments: ["key", "notation", "assert"])
  func saysWhatIsNotSupported(construct: String) throws {
    let isGlobal = ["notation"].contains(construct)
    var service = ServiceText(
      parameters: isGlobal ? "" : "<s:element name=\"a\" type=\"s:string\"><s:\(construct)/></s:element>")
    service.components = isGlobal ? "<s:\(construct)/>" : ""
    let reading = try WSDLReading.reading(service.text)
    #expect(reading.messages(.unsupported) == ["xs:\(construct) is not supported and is left out."])
  }

  @Test func namesExtensionsOnce() throws {
    let text = ServiceText(operations: ["Add", "Remove"]).text
      .replacing("<wsdl:documentation>", with: "<p:Policy xmlns:p=\"urn:policy\"/><wsdl:documentation>")
    let reading = try WSDLReading.reading(text)
    #expect(reading.messages(.warning) == ["The extension {urn:policy}Policy is ignored."])
    let required = text.replacing(
      "xmlns:p=\"urn:policy\"", with: "xmlns:p=\"urn:policy\" wsdl:required=\"true\"")
    #expect(try WSDLReading.reading(required).messages(.unsupported).count == 2)
  }

  @Test func assumesNamesWithoutPrefixAreInTheTargetNamespace() throws {
    let text = ServiceText().text.replacing("type=\"tns:ServiceSoap\"", with: "type=\"ServiceSoap\"")
    let reading = try WSDLReading.reading(text)
    #expect(reading.definitions.operations.map(\.name) == ["Add"])
    #expect(reading.messages(.error) == [])
    #expect(reading.messages(.warning).contains { $0.hasPrefix("\"ServiceSoap\" has no prefix") })
  }
}
