import KakapoProvision
import Testing
import XMLCore

@Suite("An element read by the names of a WSDL")
struct TypedElementTests {
  private static func element(_ markup: String) throws -> TypedElement {
    TypedElement(try XMLReader().read(Array(markup.utf8)))
  }

  @Test("is found by namespace and local name, never by the local name alone")
  func names() throws {
    let element = try Self.element(
      "<a xmlns=\"urn:a\" xmlns:x=\"urn:x\"><x:status>internal</x:status><code>mine</code></a>")
    #expect(try element.optional("status", "urn:a") as String? == nil)
    #expect(try element.optional("status", "urn:x") as String? == "internal")
    #expect(try element.optional("code", "urn:x") as String? == nil)
    #expect(try element.repeated("status", "urn:a") as [String] == [])
    let others = element.any(except: [TypedName("status", "urn:a"), TypedName("code", "urn:a")])
    #expect(others.map { $0.received?.namespace } == ["urn:x"])
  }

  @Test("is an error if it occurs twice where one is expected")
  func twice() throws {
    let element = try Self.element("<a><b>1</b><b>2</b></a>")
    #expect(throws: TypedValueError.self) { try element.element("b", "") as String }
    #expect(throws: TypedValueError.self) { try element.optional("b", "") as String? }
    #expect(throws: TypedValueError.self) { try element.optionalNillable("b", "") as Nillable<String>? }
    #expect(try element.repeated("b", "") as [String] == ["1", "2"])
  }

  @Test("has no elements where text is expected, and no text where elements are expected")
  func content() throws {
    let error = #expect(throws: TypedValueError.self) {
      try Self.element("<a><n>x<b>y</b>z</n></a>").element("n", "") as String
    }
    #expect(error?.description == "n: has the element \"b\", where only text is expected")
    #expect(throws: TypedValueError.self) { try Self.element("<a>gold</a>").requireNoText() }
    #expect(throws: Never.self) { try Self.element("<a> <b/> </a>").requireNoText() }
  }

  @Test("is a list of one kind of items")
  func items() throws {
    #expect(throws: Never.self) { try Self.element("<a><i/><i/></a>").requireOnly("i", "") }
    #expect(throws: TypedValueError.self) { try Self.element("<a><i/><j/></a>").requireOnly("i", "") }
    #expect(throws: TypedValueError.self) {
      try Self.element("<a><i xmlns=\"urn:x\"/></a>").requireOnly("i", "")
    }
  }

  @Test("has the default of its schema if it is empty, and none if it is absent")
  func defaults() throws {
    let element = try Self.element("<a><b/><c>5</c></a>")
    #expect(try element.element("b", "", rules: TextRules(default: "7")) as Int32 == 7)
    #expect(try element.element("c", "", rules: TextRules(default: "7")) as Int32 == 5)
    #expect(try element.optional("d", "", rules: TextRules(default: "7")) as Int32? == nil)
  }
}
