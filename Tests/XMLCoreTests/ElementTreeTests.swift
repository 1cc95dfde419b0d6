import Testing
import XMLCore

@Suite struct ElementTreeTests {
  private let answer = """
    <?xml version="1.0" encoding="utf-8"?>
    <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\
    <soap:Body><GetResponse xmlns="urn:k"><GetResult kind="a &amp; b" xsi:type="xsd:string"><success>true</success>\
    <empty /><nothing xsi:nil="true"/><none xsi:nil="1"/><some xsi:nil="false">x</some><odd nil="true"/>\
    <name>Ann</name><name>Bob</name></GetResult></GetResponse></soap:Body></soap:Envelope>
    """

  private func result() throws -> ElementTree {
    let root = try XMLReader().read(Array(answer.utf8))
    return try #require(root.child("Body")?.child("GetResponse")?.child("GetResult"))
  }

  @Test("Attributes around an element don't slow down the search for a prefix", .timeLimit(.minutes(10)))
  func prefixesBelowManyAttributes() throws {
    let attributes = (0..<990).map { " a\($0)=''" }.joined()
    let deep = String(repeating: "<e\(attributes)>", count: 250) + String(repeating: "</e>", count: 250)
    var element = try XMLReader().read(Array("<e xmlns:p='urn:p'>\(deep)</e>".utf8))
    while let child = element.childElements.first(where: { _ in true }) { element = child }
    for _ in 0..<5000 { #expect(element.resolve(prefix: "p") == "urn:p") }
  }

  @Test func namesAndNamespaces() throws {
    let root = try XMLReader().read(Array(answer.utf8))
    #expect(root.name == "Envelope")
    #expect(root.namespace == "http://schemas.xmlsoap.org/soap/envelope/")
    #expect(try result().namespace == "urn:k")
    #expect(try XMLReader().read(Array("<a/>".utf8)).namespace == nil)
  }

  @Test(
    "An & in a namespace has the same meaning as in an attribute",
    arguments: [
      ("urn:a&amp;b", "urn:a&b"), ("urn:a&#38;b", "urn:a&b"), ("urn:a&amp;#38;b", "urn:a&#38;b"),
      ("urn:a&amp;amp;&lt;&quot;b", "urn:a&amp;<\"b"), ("&#x26;", "&"),
    ])
  func ampersandsInNamespaces(written: String, meant: String) throws {
    let text = "<a xmlns='\(written)' xmlns:p='\(written)' t='\(written)' p:q='x'><p:b/></a>"
    let root = try XMLReader().read(Array(text.utf8))
    #expect(root.namespace == meant && root.attribute("t") == meant)
    #expect(root.child("b")?.namespace == meant && root.attribute("q", namespace: meant) == "x")
    #expect(root.resolve(prefix: "p") == meant && root.resolve(prefix: "") == meant)
    #expect(try XMLReader().read(Array(root.description.utf8)) == root)
  }

  @Test func theDefaultNamespaceCanBeTakenBack() throws {
    let root = try XMLReader().read(Array("<a xmlns='u'><b xmlns=''><c/></b><d/></a>".utf8))
    #expect(root.child("b")?.namespace == nil)
    #expect(root.child("b")?.child("c")?.namespace == nil)
    #expect(root.child("d")?.namespace == "u")
    #expect(root.child("b")?.resolve(prefix: "") == nil)
    #expect(root.child("d")?.resolve(prefix: "") == "u")
  }

  @Test func anInnerDeclarationHidesAnOuterOne() throws {
    let root = try XMLReader().read(
      Array("<p:a xmlns:p='1'><p:b xmlns:p='2' p:x='y'><p:c/></p:b><p:d/></p:a>".utf8))
    #expect(root.namespace == "1")
    let inner = try #require(root.child("b"))
    #expect(inner.namespace == "2")
    #expect(inner.attribute("x", namespace: "2") == "y")
    #expect(inner.attribute("x") == nil)
    #expect(inner.attribute("x", namespace: "1") == nil)
    #expect(inner.child("c")?.namespace == "2")
    #expect(root.child("d")?.namespace == "1")
    #expect(inner.child("c")?.resolve(prefix: "p") == "2")
    #expect(root.child("d")?.resolve(prefix: "p") == "1")
    #expect(root.resolve(prefix: "q") == nil)
    #expect(root.resolve(prefix: "xml") == "http://www.w3.org/XML/1998/namespace")
    #expect(inner.namespaceDeclarations.map(\.prefix) == ["p"])
    #expect(inner.namespaceDeclarations.map(\.uri) == ["2"])
  }

  @Test func attributesComeWithoutDeclarationsAndResolved() throws {
    let attributes = try result().attributes
    #expect(attributes.map(\.name) == ["kind", "type"])
    #expect(attributes.map(\.namespace) == [nil, "http://www.w3.org/2001/XMLSchema-instance"])
    #expect(attributes.map(\.value) == ["a & b", "xsd:string"])
    #expect(try result().attribute("kind") == "a & b")
    #expect(try result().attribute("Kind") == nil)
    #expect(try result().resolve(prefix: "xsd") == "http://www.w3.org/2001/XMLSchema")
  }

  @Test func childrenAreFoundByLocalName() throws {
    let result = try result()
    #expect(
      result.children.map(\.name) == ["success", "empty", "nothing", "none", "some", "odd", "name", "name"])
    #expect(result.child("name")?.text == "Ann")
    #expect(result.child("Name") == nil)
    #expect(result.children(named: "name").map(\.text) == ["Ann", "Bob"])
    #expect(result.children(named: "nobody").isEmpty)
    #expect(result.hasElementChildren)
    #expect(result.child("name")?.hasElementChildren == false)
    var visited: [String] = []
    result.forEachChild { visited.append($0.name) }
    #expect(visited == result.children.map(\.name))
  }

  @Test func namesAreComparedWithoutStrings() throws {
    let success = try #require(try result().child("success"))
    let constant: StaticString = "success"
    let longer: StaticString = "successful"
    #expect(success.nameEquals("success"))
    #expect(!success.nameEquals("Success"))
    #expect(!success.nameEquals("succes"))
    #expect(success.nameEquals(constant))
    #expect(!success.nameEquals(longer))
  }

  @Test func descendantsAreFoundAtAnyDepth() throws {
    let root = try XMLReader().read(Array("<a><a>1<b><a>2</a></b></a><c/><a>3</a></a>".utf8))
    #expect(root.descendants(named: "a").map(\.text) == ["1", "2", "3"])
    #expect(root.child("c")?.descendants(named: "a").isEmpty == true)
    #expect(try XMLReader().read(Array("<a/>".utf8)).descendants(named: "a").isEmpty)
  }

  @Test func textIsTheElementsOwn() throws {
    let root = try XMLReader().read(
      Array("<a> one<b>two</b> <![CDATA[<three> &amp;]]><!-- no --><?no no?> four &lt;&#65;</a>".utf8))
    #expect(root.text == " one <three> &amp; four <A")
    #expect(root.child("b")?.text == "two")
    #expect(try result().child("empty")?.text == "")
    #expect(try result().text == "")
  }

  @Test(arguments: [
    "<a>1\r\n2\r3\n\r4</a>", "<a><![CDATA[1\r\n2\r3\n\r4]]></a>", "<a>1\r\n2<![CDATA[\r3\n]]>\r4</a>",
  ])
  func lineEndsAreReadAsLineFeeds(_ text: String) throws {
    let found = try XMLReader().read(Array(text.utf8)).text
    #expect(Array(found.utf8) == Array("1\n2\n3\n\n4".utf8))
  }

  @Test(arguments: [
    ("nothing", true), ("none", true), ("some", false), ("odd", false), ("empty", false), ("success", false),
  ])
  func nilIsReadFromTheSchemaInstanceNamespace(_ name: String, isNil: Bool) throws {
    #expect(try result().child(name)?.isNil == isNil)
  }

  @Test func linesCountFromTheStartOfTheDocument() throws {
    let root = try XMLReader().read(Array("\r\n\n<?xml version='1.0'?>\n<a>\n<b/>\n\n<c\n/></a>".utf8))
    #expect(root.line == 4)
    #expect(root.child("b")?.line == 5)
    #expect(root.child("c")?.line == 8)
  }

  @Test func anElementOutlivesEverythingElseOfItsDocument() throws {
    func inner() throws -> ElementTree? { try result().child("name") }
    let kept = try inner()
    #expect(kept?.text == "Ann")
  }
}
