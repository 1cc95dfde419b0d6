import Testing
import WSDL

@Suite struct ImportTests {
  private static let types = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:types" targetNamespace="urn:types">
    <xs:include schemaLocation="more/parts.xsd"/>
    <xs:element name="Ask" type="t:Question"/>
    </xs:schema>
    """
  /// Has no namespace of its own and takes that of the schema that includes it.
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

  @Test func asksForNothingWithoutBeingGivenAWay() throws {
    let reading = try WSDLReader().read(Array(Self.main.utf8), location: "dir/main.wsdl")
    #expect(reading.definitions.operations.isEmpty)
    #expect(reading.messages(.error).contains("The imported document dir/abstract.wsdl is not to be had."))
    #expect(reading.messages(.error).contains { $0.contains("port type {urn:abstract}P is referred to") })
  }

  @Test func saysWhichDocumentCannotBeRead() throws {
    struct Denied: Error, CustomStringConvertible { var description: String { "no permission" } }
    let thrown = try WSDLReader().read(Array(Self.main.utf8)) { _ in throw Denied() }
    #expect(
      thrown.messages(.error).contains("The imported document abstract.wsdl cannot be read: no permission"))
    for (text, words) in [
      ("<html/>", "neither WSDL 1.1 nor XML Schema"), ("<broken", "cannot be read"),
      ("<!DOCTYPE a><a/>", "DOCTYPE"),
    ] {
      var files = Self.files
      files["dir/abstract.wsdl"] = text
      let (reading, _) = try read(files)
      #expect(reading.messages(.error).contains { $0.contains(words) })
    }
  }

  @Test func saysThatANamespaceIsNotTheOneExpected() throws {
    var files = Self.files
    files["dir/types.xsd"] = Self.types.replacing(
      "targetNamespace=\"urn:types\"", with: "targetNamespace=\"urn:else\"")
    let (reading, _) = try read(files)
    #expect(
      reading.messages(.error).contains(
        "The xsd:import is for namespace urn:types, but the document has urn:else."))
  }

  @Test func stopsAtTheLimitOfDocuments() throws {
    var limits = WSDLLimits()
    limits.imports = 5
    var asked = 0
    let reading = try WSDLReader(limits: limits).read(Array(Self.main.utf8)) { location in
      asked += 1
      let next =
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><import location='x\(asked).wsdl'/></definitions>"
      return Array(next.utf8)
    }
    #expect(asked == 5)
    #expect(reading.messages(.error).contains { $0.contains("More than 5 documents") })
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
