import TestWSDLs
import Testing
import WSDL

@Suite struct ImportTests {
  private static let types = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:types" targetNamespace="urn:types">
    <xs:include schemaLocation="more/parts.xsd"/>
    <xs:element name="Ask" type="t:Question"/>
    </xs:schema>
    """
  /// A schema without a namespace, which takes that of the schema that includes it.
  private static let parts = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:include schemaLocation="../types.xsd"/>
    <xs:complexType name="Question"><xs:sequence>
    <xs:element name="text" type="Words"/></xs:sequence></xs:complexType>
    <xs:simpleType name="Words"><xs:restriction base="xs:string"/></xs:simpleType>
    </xs:schema>
    """
  private static let main = """
    <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
      xmlns:a="urn:abstract" targetNamespace="urn:main">
    <import namespace="urn:abstract" location="abstract.wsdl"/>
    <binding name="B" type="a:P"><soap:binding/><operation name="Ask"><input><soap:body use="literal"/></input>
    </operation></binding>
    </definitions>
    """
  private static let abstract = """
    <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:a="urn:abstract" xmlns:t="urn:types"
      targetNamespace="urn:abstract">
    <import namespace="urn:main" location="main.wsdl"/>
    <types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:import namespace="urn:types" schemaLocation="types.xsd"/></xs:schema></types>
    <message name="M"><part name="p" element="t:Ask"/></message>
    <portType name="P"><operation name="Ask"><input message="a:M"/></operation></portType>
    </definitions>
    """
  private static let files = [
    "dir/main.wsdl": main, "dir/abstract.wsdl": abstract, "dir/types.xsd": types, "dir/more/parts.xsd": parts,
  ]

  private func read(_ files: [String: String]) throws -> (WSDLReading, asked: [String]) {
    var asked: [String] = []
    let reading = try WSDLReader().read(
      Array((files["dir/main.wsdl"] ?? "").utf8), location: "dir/main.wsdl"
    ) { location in
      asked.append(location)
      return files[location].map { Array($0.utf8) }
    }
    return (reading, asked)
  }

  @Test func putsDocumentsTogetherAndReadsEachOnce() throws {
    let (reading, asked) = try read(Self.files)
    #expect(reading.messages(.error) == [])
    let operation = try #require(reading.definitions.operation(named: "Ask"))
    #expect(operation.input.wrapper == QualifiedName("Ask", namespace: "urn:types"))
    #expect(operation.input.parameters.map(\.name) == [QualifiedName("text", namespace: nil)])
    #expect(operation.input.parameters[0].type.name == QualifiedName("Words", namespace: "urn:types"))
    #expect(operation.input.parameters[0].place.location == "dir/more/parts.xsd")
    #expect(Set(asked) == ["dir/abstract.wsdl", "dir/types.xsd", "dir/more/parts.xsd", "dir/main.wsdl"])
    #expect(asked.count <= 6)
  }

  private func refusal(_ files: [String: String]) -> WSDLReadingError? {
    #expect(throws: WSDLReadingError.self) { try read(files) }
  }

  @Test func refusesIncompleteDescriptionsWithTheDocumentAndTheReason() throws {
    struct Denied: Error, CustomStringConvertible { var description: String { "no permission." } }
    let alone = #expect(throws: WSDLReadingError.self) {
      try WSDLReader().read(Array(Self.main.utf8), location: "dir/main.wsdl")
    }
    #expect(alone?.code == .incomplete && alone?.location == "dir/abstract.wsdl")
    #expect(
      alone?.description
        == "dir/abstract.wsdl, which dir/main.wsdl imports, cannot be read: it is not available.")
    let denied = #expect(throws: WSDLReadingError.self) {
      try WSDLReader().read(Array(Self.main.utf8)) { _ in throw Denied() }
    }
    #expect(denied?.description == "abstract.wsdl, which the WSDL imports, cannot be read: no permission.")
    for (name, text, words) in [
      ("dir/abstract.wsdl", "<root/>", "neither WSDL 1.1 nor XML Schema"),
      ("dir/abstract.wsdl", "<html/>", "it is a web page."),
      ("dir/abstract.wsdl", "<broken", "well-formed"), ("dir/abstract.wsdl", "<!DOCTYPE a><a/>", "DOCTYPE"),
      ("dir/types.xsd", "<broken", "well-formed"), ("dir/more/parts.xsd", "<broken", "well-formed"),
      // A server that gives the same document for every request.
      ("dir/types.xsd", Self.main, "it is the same as dir/main.wsdl."),
      ("dir/more/parts.xsd", Self.types, "it is the same as dir/types.xsd."),
    ] {
      var files = Self.files
      files[name] = text
      let error = refusal(files)
      #expect(error?.code == .incomplete && error?.location == name, "\(name) \(words)")
      #expect(error?.description.contains(words) == true, "\(words): \(String(describing: error))")
    }
  }

  @Test func aMissingUnusedDocumentIsAWarning() throws {
    let schema = "<s:schema xmlns:s=\"http://www.w3.org/2001/XMLSchema\">"
    let text = ServiceText().text.replacing(
      "<wsdl:types>",
      with: """
        <wsdl:types>\(schema)<s:import namespace="urn:unused" schemaLocation="unused.xsd"/>
        <s:import namespace="http://schemas.xmlsoap.org/soap/encoding/"
          schemaLocation="http://schemas.xmlsoap.org/soap/encoding/"/></s:schema>
        """)
    var asked: [String] = []
    let reading = try WSDLReader().read(Array(text.utf8)) { location in
      asked.append(location)
      return nil
    }
    #expect(asked == ["unused.xsd"])
    #expect(
      reading.diagnostics.map(\.message) == [
        "The imported document unused.xsd is not used: it is not available."
      ])
    #expect(reading.definitions.operations.count == 1)
    let used = text.replacing("type=\"s:string\"", with: "type=\"u:T\" xmlns:u=\"urn:unused\"")
    #expect(throws: WSDLReadingError.self) { try WSDLReader().read(Array(used.utf8)) }
  }

  @Test func saysThatANamespaceIsNotTheOneExpected() throws {
    var files = Self.files
    files["dir/types.xsd"] = Self.types.replacing(
      "targetNamespace=\"urn:types\"", with: "targetNamespace=\"urn:else\"")
    #expect(refusal(files)?.description.contains("it does not describe the namespace urn:types.") == true)
    files["dir/types.xsd"] =
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:else'/>"
    files["dir/abstract.wsdl"] = Self.abstract.replacing("element=\"t:Ask\"", with: "type=\"xs:int\"")
      .replacing("<definitions ", with: "<definitions xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" ")
    #expect(
      try read(files).0.messages(.error).contains(
        "The xsd:import is for namespace urn:types, but the document has urn:else."))
  }

  @Test func stopsAtTheLimitOfDocuments() throws {
    var limits = WSDLLimits()
    limits.imports = 5
    var asked = 0
    let error = #expect(throws: WSDLReadingError.self) {
      try WSDLReader(limits: limits).read(Array(Self.main.utf8)) { location in
        asked += 1
        let next =
          "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><import location='x\(asked).wsdl'/></definitions>"
        return Array(next.utf8)
      }
    }
    #expect(asked == 5 && error?.code == .tooLarge)
    #expect(error?.description.contains("more than 5 documents are imported") == true)
  }

  @Test func saysThatAnImportWithoutALocationIsNotSatisfied() throws {
    let reading = try WSDLReading.reading(
      ServiceText().text.replacing(
        "<s:element name=\"Add\">", with: "<s:import namespace=\"urn:gone\"/><s:element name=\"Add\">"))
    #expect(reading.messages(.warning).contains { $0.contains("urn:gone is imported without a location") })
    let known = try WSDLReading.reading(
      ServiceText().text.replacing(
        "<s:element name=\"Add\">",
        with: "<s:import namespace=\"http://www.w3.org/2001/XMLSchema\"/><s:element name=\"Add\">"))
    #expect(known.diagnostics == [])
  }
}
