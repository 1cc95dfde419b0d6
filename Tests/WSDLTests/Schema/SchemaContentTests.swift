import TestWSDLs
import Testing
import WSDL

/// The content of `Fixtures/WSDL/Constructs.wsdl`, read and combined.
@Suite struct SchemaContentTests {
  private let reading: WSDLReading
  private let schemas: SchemaSet

  init() throws {
    reading = try Samples.fixture("Constructs.wsdl")
    schemas = reading.definitions.schemas
  }

  private func name(_ name: String) -> QualifiedName { QualifiedName(name, namespace: "urn:constructs") }

  private func complex(_ local: String) throws -> ComplexType {
    guard case .complex(let type) = try #require(schemas.types[name(local)]) else {
      throw Missing(name: local)
    }
    return type
  }

  private func simple(_ local: String) throws -> SimpleType {
    guard case .simple(let type) = try #require(schemas.types[name(local)]) else {
      throw Missing(name: local)
    }
    return type
  }

  private struct Missing: Error { let name: String }

  @Test func nothingIsLeftOut() {
    #expect(reading.diagnostics == [])
    #expect(reading.definitions.name == "Constructs")
    #expect(schemas.schemas.map(\.targetNamespace) == ["urn:constructs", "urn:other"])
    #expect(schemas.schemas.map(\.qualifiesElements) == [true, false])
  }

  @Test func parametersKnowTheirNamespacesCountsAndValues() throws {
    let operation = try #require(reading.definitions.operation(named: "Store"))
    let parameters = operation.input.parameters
    #expect(
      parameters.map(\.name) == [
        name("item"), name("tree"), QualifiedName("Note", namespace: "urn:other"),
        QualifiedName("local", namespace: nil), name("options"),
      ])
    #expect(parameters.map(\.occurs.description) == ["1..1", "0..1", "0..3", "1..1", "0..1"])
    #expect(parameters.map(\.isNillable) == [true, false, false, false, false])
    #expect(parameters.map(\.isRequired) == [false, false, false, true, false])
    #expect(parameters.map(\.defaultValue) == [nil, nil, nil, "here", nil])
    #expect(parameters[2].type.builtIn == .string)
    guard case .anonymous(.complex(let options)) = parameters[4].type else {
      Issue.record("options has no type in place")
      return
    }
    let content = schemas.content(of: options)
    #expect(content.isUnordered)
    #expect(content.elements.map(\.name.name) == ["fast", "cheap"])
    #expect(content.elements.map(\.fixedValue) == ["true", nil])
    #expect(!operation.input.hasMore)
    #expect(operation.input.wrapperType?.name == nil)
  }

  @Test func anExtensionAddsToItsBase() throws {
    let book = try complex("Book")
    #expect(book.derivation == .extension(of: name("Thing")))
    let content = schemas.content(of: book)
    #expect(content.elements.map(\.name.name) == ["id", "title", "subtitle", "series", "volume", "binding"])
    #expect(content.elements.map(\.occurs.minimum) == [1, 1, 0, 0, 0, 1])
    #expect(content.hasChoice)
    #expect(
      content.attributes.map(\.name.description) == [
        "owner", "colour", "{http://www.w3.org/XML/1998/namespace}lang", "{urn:other}rank",
      ])
    #expect(content.attributes.map(\.use) == [.required, .optional, .optional, .required])
    #expect(content.attributes[1].defaultValue == "red")
    #expect(content.attributes[3].type.builtIn == .int)
    #expect(content.anyAttribute?.processing == "lax")
    #expect(content.isComplete)
    #expect(!content.isElementList)
    let thing = try complex("Thing")
    #expect(thing.isAbstract)
    #expect(thing.documentation?.contains("stored") == true)
  }

  @Test func aRestrictionTakesThePlaceOfTheElementsAndKeepsAttributes() throws {
    let content = schemas.content(of: try complex("PlainBook"))
    #expect(content.elements.map(\.name.name) == ["id"])
    #expect(!content.hasChoice)
    #expect(content.attributes.map(\.name.name) == ["owner", "lang", "rank"])
  }

  @Test func recursiveTypesReferToThemselvesByName() throws {
    let content = schemas.content(of: try complex("Node"))
    #expect(content.elements[1].type == .named(name("Node")))
    #expect(content.elements[1].occurs.description == "0..*")
    #expect(content.elements[1].occurs.isRepeated)
  }

  @Test func textWithAttributesKnowsItsType() throws {
    let content = schemas.content(of: try complex("Price"))
    #expect(content.text?.builtIn == .decimal)
    #expect(content.attributes.map(\.name.name) == ["currency"])
    #expect(content.elements.isEmpty)
  }

  @Test func anyElementAndMixedTextAreRecorded() throws {
    let content = schemas.content(of: try complex("Answer"))
    #expect(content.isMixed)
    #expect(content.wildcards.map(\.namespaces) == ["##any"])
    #expect(content.wildcards.map(\.occurs.description) == ["0..*"])
  }

  @Test func simpleTypesKnowTheirValues() throws {
    let binding = try simple("Binding")
    #expect(binding.enumeration.map(\.value) == ["Hard", "Soft"])
    #expect(binding.enumeration.map(\.documentation) == ["With boards.", nil])
    guard case .restriction(_, let facets) = try simple("ShortText").variety else {
      Issue.record("ShortText is no restriction")
      return
    }
    #expect(facets.map(\.kind) == [.maxLength, .pattern])
    #expect(facets.map(\.value) == ["80", "[A-Z].*"])
    #expect(schemas.builtInBase(of: .named(name("ShortText"))) == .string)
    guard case .union(let members) = try simple("Colour").variety,
      case .anonymous(.simple(let list))? = members.last
    else {
      Issue.record("Colour is no union with a list")
      return
    }
    #expect(members.count == 3)
    #expect(list.variety == .list(of: .named(BuiltInType.short.qualifiedName)))
    #expect(schemas.builtInBase(of: .named(name("Colour"))) == nil)
  }

  @Test func theAnswerIsRecordedAsMoreThanAList() throws {
    let operation = try #require(reading.definitions.operation(named: "Store"))
    #expect(operation.result?.type == .named(name("Answer")))
    #expect(operation.output?.hasMore == false)
  }

  @Test func anElementOfSeveralPositionsIsListedOnce() throws {
    let definitions = try ServiceText(
      parameters: """
        <s:choice><s:sequence><s:element name="a" type="s:int"/><s:element name="b" type="s:int"/></s:sequence>
        <s:sequence><s:element name="a" type="s:int"/><s:element name="c" type="s:int"/></s:sequence></s:choice>
        """
    ).definitions()
    let input = try #require(definitions.operation(named: "Add")).input
    #expect(input.parameters.map(\.name.name) == ["a", "b", "c"])
    #expect(input.parameters.map(\.occurs.description) == ["0..1", "0..1", "0..1"])
    #expect(input.hasMore)
    let repeated = try ServiceText(
      parameters: """
        <s:sequence maxOccurs="2"><s:element name="a" type="s:int"/></s:sequence>
        <s:element name="a" type="s:int" minOccurs="0" maxOccurs="unbounded"/>
        """
    ).definitions()
    #expect(repeated.operation(named: "Add")?.input.parameters.map(\.occurs.description) == ["1..*"])
  }
}
