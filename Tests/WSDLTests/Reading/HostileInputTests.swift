import TestWSDLs
import KakapoProvision
import Testing
import WSDL
import XMLCore

@Suite struct HostileInputTests {
  private func refusal(_ text: String, limits: WSDLLimits = .init()) -> WSDLReadingError? {
    #expect(throws: WSDLReadingError.self) { try WSDLReading.reading(text, limits: limits) }
  }

  @Test(arguments: [
    ("<!DOCTYPE html><html><body>Maintenance</body></html>", WSDLReadingError.Code.notWSDL, "web page"),
    ("<html xmlns='http://www.w3.org/1999/xhtml'/>", .notWSDL, "web page"),
    ("<HTML><br></HTML>", .notWSDL, "web page"),
    ("", .notXML, "empty"),
    ("not xml", .notXML, "well-formed"),
    ("<a><b></a>", .notXML, "well-formed"),
    ("<root/>", .notWSDL, "root element is root"),
    ("<definitions/>", .notWSDL, "namespace"),
    ("<description xmlns='http://www.w3.org/ns/wsdl'/>", .notWSDL, "WSDL 2.0"),
    ("<schema xmlns='http://www.w3.org/2001/XMLSchema'/>", .notWSDL, "is an XML schema"),
    ("<discovery xmlns='http://schemas.xmlsoap.org/disco/'/>", .notWSDL, "discovery"),
    ("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", .notWSDL, "SOAP message"),
    (
      "<!DOCTYPE d [<!ENTITY a '&b;&b;'><!ENTITY b 'bomb'>]><definitions>&a;</definitions>", .notXML,
      "DOCTYPE"
    ),
    ("<x:definitions/>", .notXML, "prefix"),
  ])
  func refusesOtherDocuments(text: String, code: WSDLReadingError.Code, words: String) {
    let error = refusal(text)
    #expect(error?.code == code)
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func refusesDeepNesting() {
    let depth = 100_000
    let text = ServiceText(
      parameters: String(repeating: "<s:sequence>", count: depth)
        + String(repeating: "</s:sequence>", count: depth)
    ).text
    #expect(refusal(text)?.code == .tooLarge)
  }

  @Test func readsWhatIsNestedUpToTheLimit() throws {
    let open = String(repeating: "<s:element name='a'><s:complexType><s:sequence>", count: 18)
    let close = String(repeating: "</s:sequence></s:complexType></s:element>", count: 18)
    let definitions = try ServiceText(parameters: open + close).definitions()
    #expect(definitions.operations.first?.input.parameters.count == 1)
    #expect(definitions == definitions)
  }

  @Test func refusesDocumentsBeyondTheLimits() {
    var limits = WSDLLimits()
    limits.totalBytes = 1000
    #expect(refusal(ServiceText().text, limits: limits)?.code == .tooLarge)
    limits = WSDLLimits()
    limits.document.nodes = 20
    #expect(refusal(ServiceText().text, limits: limits)?.code == .tooLarge)
  }

  @Test func refusesNamespacesThatMakeReadingSlow() {
    let long = String(repeating: "x", count: 5000)
    #expect(refusal(ServiceText(namespace: "urn:\(long)").text)?.code == .tooLarge)
    let many = (0..<200).map { "xmlns:p\($0)='urn:\($0)'" }.joined(separator: " ")
    let inner = (0..<200).map { "xmlns:q\($0)='urn:\($0)'" }.joined(separator: " ")
    let text = ServiceText().text.replacing("<wsdl:types>", with: "<wsdl:types \(many)>")
      .replacing("<s:schema ", with: "<s:schema \(inner) ")
    #expect(refusal(text)?.code == .tooLarge)
  }

  @Test func limitsWhatItSays() throws {
    var limits = WSDLLimits()
    limits.diagnostics = 10
    let text = ServiceText(components: String(repeating: "<s:oddity/>\n", count: 500)).text
    let reading = try WSDLReading.reading(text, limits: limits)
    #expect(reading.diagnostics.count == 11)
    #expect(reading.diagnostics.last?.message == "490 further findings are not listed.")
  }

  @Test func reportsTypesThatAreDerivedFromThemselves() throws {
    let reading = try WSDLReading.reading(
      ServiceText(
        parameters: "<s:element name='a' type='tns:A'/><s:element name='s' type='tns:S'/>",
        components: """
          <s:complexType name='A'><s:complexContent><s:extension base='tns:B'/></s:complexContent></s:complexType>
          <s:complexType name='B'><s:complexContent><s:extension base='tns:A'><s:sequence>
          <s:element name='x' type='s:string'/></s:sequence></s:extension></s:complexContent></s:complexType>
          <s:simpleType name='S'><s:restriction base='tns:S'/></s:simpleType>
          <s:simpleType name='U'><s:union memberTypes='s:int tns:L'/></s:simpleType>
          <s:simpleType name='L'><s:list itemType='tns:U'/></s:simpleType>
          """
      ).text)
    let errors = reading.messages(.error)
    #expect(errors.filter { $0.contains("derived from itself") }.count == 3)
    let schemas = reading.definitions.schemas
    let namespace = "http://example.test/"
    #expect(schemas.builtInBase(of: .named(QualifiedName("S", namespace: namespace))) == nil)
    guard case .complex(let type)? = schemas.types[QualifiedName("A", namespace: namespace)] else {
      Issue.record("A is no complex type")
      return
    }
    #expect(!schemas.content(of: type).isComplete)
  }

  @Test func reportsGroupsThatContainThemselves() throws {
    let reading = try WSDLReading.reading(
      ServiceText(
        parameters: "<s:group ref='tns:G'/>",
        components: """
          <s:group name='G'><s:sequence><s:element name='x' type='s:int'/><s:group ref='tns:H'/></s:sequence></s:group>
          <s:group name='H'><s:choice><s:group ref='tns:G'/></s:choice></s:group>
          <s:attributeGroup name='T'><s:attributeGroup ref='tns:T'/></s:attributeGroup>
          """
      ).text)
    #expect(reading.messages(.error).contains { $0.hasPrefix("Group") && $0.hasSuffix("contains itself.") })
    #expect(reading.messages(.error).contains { $0.hasPrefix("Attribute group") })
    #expect(reading.definitions.operations.first?.input.hasMore == true)
  }

  @Test func boundsGroupsThatMultiply() throws {
    let groups = (0..<60).map {
      "<s:group name='G\($0)'><s:sequence><s:group ref='tns:G\($0 + 1)'/><s:group ref='tns:G\($0 + 1)'/></s:sequence></s:group>"
    }
    let reading = try WSDLReading.reading(
      ServiceText(
        operations: (0..<50).map { "Add\($0)" }, parameters: "<s:group ref='tns:G0'/>",
        components: groups.joined() + "<s:group name='G60'><s:sequence/></s:group>"
      ).text)
    #expect(reading.definitions.operations.count == 50)
    #expect(reading.definitions.operations.allSatisfy { $0.input.hasMore })
  }

  @Test func keepsTheFirstOfTwoComponentsOfAName() throws {
    let reading = try WSDLReading.reading(
      ServiceText(
        parameters: "<s:element name='a' type='tns:A'/>",
        components: """
          <s:simpleType name='A'><s:restriction base='s:int'/></s:simpleType>
          <s:complexType name='A'/><s:element name='Add'/>
          """
      ).text)
    #expect(
      reading.messages(.error) == [
        "A second complexType A is left out; the first counts.",
        "A second element Add is left out; the first counts.",
      ])
    let type = try #require(reading.definitions.operation(named: "Add")?.input.parameters.first?.type)
    #expect(reading.definitions.schemas.builtInBase(of: type) == .int)
  }

  @Test func readsTenThousandOperations() throws {
    let names = (0..<10_000).map { "Operation\($0)" }
    let definitions = try ServiceText(operations: names).definitions()
    #expect(definitions.operations.map(\.name) == names)
    #expect(Contract(definitions).differences(from: Contract(definitions)) == [])
  }

  @Test func survivesHugeCounts() throws {
    let definitions = try ServiceText(
      parameters: """
        <s:sequence minOccurs="9999999999999999999" maxOccurs="9999999999999999999">
        <s:element name="a" type="s:int" minOccurs="9223372036854775807" maxOccurs="9223372036854775807"/>
        </s:sequence>
        """
    ).definitions()
    #expect(definitions.operations.first?.input.parameters.first?.isRequired == true)
  }
}
