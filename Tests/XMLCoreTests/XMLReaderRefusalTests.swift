import Testing
import XMLCore

/// Documents that the reader must not accept, each with the code of its error.
@Suite struct XMLReaderRefusalTests {
  private func code(_ bytes: [UInt8], limits: XMLLimits = .init()) -> XMLReadingError.Code? {
    do throws(XMLReadingError) {
      _ = try XMLReader(limits: limits).read(bytes)
      return nil
    } catch {
      return error.code
    }
  }

  private func code(_ text: String, limits: XMLLimits = .init()) -> XMLReadingError.Code? {
    code(Array(text.utf8), limits: limits)
  }

  // MARK: - Document types and entities

  @Test(arguments: [
    "<!DOCTYPE a><a/>",
    "<!DOCTYPE a []><a/>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://127.0.0.1:1/x.dtd'><a/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/p'> %p;]><a/>",
    "<!DOCTYPE a [<!ATTLIST a b CDATA 'default'>]><a/>",
    "<?xml version='1.0'?><!-- c -->\n<!DOCTYPE a><a/>",
  ])
  func everyDocumentTypeIsRefused(_ text: String) {
    #expect(code(text) == .doctype)
  }

  @Test func entityBombsAreRefusedUnread() {
    var text = "<!DOCTYPE a [<!ENTITY e0 'ha'>"
    for level in 1...30 {
      text += "<!ENTITY e\(level) '\(String(repeating: "&e\(level - 1);", count: 10))'>"
    }
    #expect(code(text + "]><a>&e30;</a>") == .doctype)
    let long = String(repeating: "x", count: 100_000)
    let many = String(repeating: "&b;", count: 50_000)
    #expect(code("<!DOCTYPE a [<!ENTITY b '\(long)'>]><a>\(many)</a>") == .doctype)
  }

  @Test(arguments: [
    "<a>&nbsp;</a>", "<a b='&nbsp;'/>", "<a>&b;</a>", "<a>&;</a>", "<a>&amp</a>", "<a>& </a>",
  ])
  func undefinedEntitiesAreRefused(_ text: String) {
    #expect(code(text) == .malformed)
  }

  @Test func theFiveEntitiesOfXMLAreFine() {
    #expect(code("<a b='&lt;&gt;&amp;&quot;&apos;'>&lt;&gt;&amp;&quot;&apos;</a>") == nil)
  }

  // MARK: - Namespaces

  @Test(arguments: [
    "<p:a/>", "<a><p:b/></a>", "<a p:b='c'/>", "<a><b xmlns:p='u'/><p:c/></a>", "<a xmlns='u'><xsi:b/></a>",
  ])
  func undeclaredPrefixesAreRefused(_ text: String) {
    #expect(code(text) == .undeclaredPrefix)
  }

  @Test(arguments: [
    "<a xmlns:p=''/>", "<a xmlns:xml='u'/>", "<a:b:c xmlns:a='u'/>",
    "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "<a xmlns:xmlns='u'/>",
  ])
  func brokenNamespacesAreRefused(_ text: String) {
    #expect(code(text) != nil)
  }

  @Test func aNamespaceNeedNotBeAProperURI() throws {
    let root = try XMLReader().read(Array("<a xmlns='not a uri %'/>".utf8))
    #expect(root.namespace == "not a uri %")
  }

  // MARK: - Limits

  private func nested(_ depth: Int) -> String {
    String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
  }

  @Test func depthIsLimited() {
    #expect(code(nested(256)) == nil)
    #expect(code(nested(257)) == .tooDeep)
    #expect(code(nested(100_000)) == .tooDeep)
    #expect(code(String(repeating: "<a>", count: 100_000)) == .tooDeep)
    #expect(code(nested(3), limits: XMLLimits(depth: 3)) == nil)
    #expect(code(nested(4), limits: XMLLimits(depth: 3)) == .tooDeep)
  }

  @Test func siblingsDoNotCountAsDepth() {
    #expect(code("<a>" + String(repeating: "<b></b>", count: 10_000) + "</a>") == nil)
  }

  private func attributes(_ count: Int) -> String {
    "<a" + (0..<count).map { " a\($0)='>'" }.joined() + "/>"
  }

  @Test func attributesOfOneTagAreLimited() {
    #expect(code(attributes(1000)) == nil)
    #expect(code(attributes(1001)) == .tooManyAttributes)
    #expect(code("<b>" + attributes(1001) + "</b>") == .tooManyAttributes)
    #expect(code("<b>" + attributes(600) + attributes(600) + "</b>") == nil)
    #expect(code(attributes(3), limits: XMLLimits(attributesPerElement: 2)) == .tooManyAttributes)
  }

  @Test func namespaceDeclarationsCountAsAttributes() {
    let declarations = (0..<1001).map { " xmlns:a\($0)='u'" }.joined()
    #expect(code("<a\(declarations)/>") == .tooManyAttributes)
  }

  @Test func namespaceDeclarationsInScopeAreLimited() {
    func declarations(_ level: Int) -> String { (0..<400).map { " xmlns:a\(level)x\($0)='u'" }.joined() }
    let element = { (level: Int, content: String) in "<a\(declarations(level))>\(content)</a>" }
    #expect(code(element(1, element(2, ""))) == nil)
    #expect(code(element(1, element(2, element(3, "")))) == .tooManyAttributes)
    #expect(code("<r>" + element(1, element(2, "")) + element(3, element(4, "")) + "</r>") == nil)
  }

  @Test func manyCommentsAndInstructionsAreFine() {
    #expect(code("<a>" + String(repeating: "<!---->", count: 100_000) + "</a>") == nil)
    #expect(code("<a>" + String(repeating: "<?b?>", count: 100_000) + "</a>") == nil)
    #expect(code(String(repeating: "<!-- -->\n", count: 100_000) + "<a/>") == nil)
  }

  @Test func aHundredThousandAttributesAreRefusedBeforeTheyAreCompared() {
    #expect(code(attributes(100_000)) == .tooManyAttributes)
    #expect(code("<b>text" + attributes(100_000)) == .tooManyAttributes)
  }

  @Test func bytesAreLimited() {
    let text = "<a>" + String(repeating: "x", count: 93) + "</a>"
    #expect(code(text, limits: XMLLimits(bytes: 100)) == nil)
    #expect(code(text + "\n", limits: XMLLimits(bytes: 100)) == .tooLarge)
    #expect(code([UInt8](repeating: 0x20, count: 16 * 1024 * 1024 + 1)) == .tooLarge)
  }

  @Test func nodesAreLimited() {
    let limits = XMLLimits(nodes: 5)
    #expect(code("<a b='1'>x<c/>y</a>", limits: limits) == nil)
    #expect(code("<a b='1'>x<c/>y<d/></a>", limits: limits) == .tooLarge)
    #expect(code("<a b='1' c='1' d='1' e='1' f='1'/>", limits: limits) == .tooLarge)
    #expect(code("<a xmlns:b='1' xmlns:c='1' d='1' e='1' f='1'/>", limits: limits) == .tooLarge)
  }

  @Test func aTagOrCommentOfMoreThan256KiBIsRefused() {
    let long = String(repeating: "x", count: 400_000)
    #expect(code("<a b='\(long)'/>") == .tooLarge)
    #expect(code("<a><!--\(long)--></a>") == .tooLarge)
    #expect(code("<a><?x \(long)?></a>") == .tooLarge)
    #expect(code("<a \(long)='1'/>") != nil)
  }

  @Test func longTextIsFine() throws {
    let text = String(repeating: "0123456789 é\r\n", count: 200_000)
    let root = try XMLReader().read(Array("<a><b>\(text)</b><c><![CDATA[\(text)]]></c></a>".utf8))
    let expected = String(repeating: "0123456789 é\n", count: 200_000)
    #expect(root.child("b").map { Array($0.text.utf8) == Array(expected.utf8) } == true)
    #expect(root.child("c").map { Array($0.text.utf8) == Array(expected.utf8) } == true)
  }

  /// libxml2 accepts at most ten million bytes in a CDATA section; text may be longer.
  @Test func aLongCDATASectionIsTooLarge() throws {
    let text = String(repeating: "]> <", count: 3_000_000)
    let beginning = "\n<a>\n<![CDATA[<b>]]><!-- <![CDATA[ -->\n  <![CDATA["
    do throws(XMLReadingError) {
      _ = try XMLReader().read(Array("\(beginning)\(text)]]></a>".utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.code == .tooLarge)
      #expect(error.line == 4 && error.column == 3, "\(error)")
    }
  }

  @Test func whatIsNotWellFormedIsNotALongCDATASection() {
    let section = "<![CDATA[\(String(repeating: "x> ", count: 1_700_000))]]>"
    #expect(code("<a>\(section)\(section)</b>") == .malformed)
  }

  @Test func charactersThatLieAcrossTwoSlicesAreFine() throws {
    for shift in 0..<8 {
      let text = String(repeating: "x", count: shift) + String(repeating: "é€😀", count: 10_000)
      let root = try XMLReader().read(Array("<a b=''>\(text)</a>".utf8))
      #expect(Array(root.text.utf8) == Array(text.utf8))
    }
  }

  @Test func aLongNamespaceOnManyElementsIsKeptOnce() throws {
    let namespace = String(repeating: "n", count: 100_000)
    let children = String(repeating: "<b/>", count: 100_000)
    let root = try XMLReader().read(Array("<a xmlns='\(namespace)'>\(children)</a>".utf8))
    #expect(root.children.count == 100_000)
    #expect(root.children.last?.namespace?.utf8.count == 100_000)
  }

  @Test func manyDifferentNamesAreKeptApart() throws {
    let children = (0..<5000).map { "<n\($0)/>" }.joined()
    let root = try XMLReader().read(Array("<a>\(children)</a>".utf8))
    #expect(root.children.map(\.name) == (0..<5000).map { "n\($0)" })
  }

  // MARK: - Bytes that aren't XML

  @Test(
    arguments: [
      [0xC3], [0xC3, 0x28], [0x80], [0xFF], [0xFE], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0xAF],
      [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xED, 0xA0, 0x80],
      [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
      [0xF0, 0x9F, 0x98],
      [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func invalidUTF8IsRefused(_ bytes: [UInt8]) {
    #expect(code(Array("<a>".utf8) + bytes + Array("</a>".utf8)) == .malformed)
    #expect(code(Array("<a b='".utf8) + bytes + Array("'/>".utf8)) == .malformed)
    #expect(code(Array("<a><!--".utf8) + bytes + Array("--></a>".utf8)) == .malformed)
    #expect(code(Array("<a>01234567890123456789".utf8) + bytes) == .malformed)
  }

  @Test func theEdgesOfUTF8AreFine() {
    #expect(code("<a>\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}</a>") == nil)
  }

  @Test(arguments: Array(0..<0x20).filter { ![0x9, 0xA, 0xD].contains($0) } as [UInt8])
  func rawControlCharactersAreRefused(_ byte: UInt8) {
    #expect(code(Array("<a>".utf8) + [byte] + Array("</a>".utf8)) == .malformed)
    #expect(code(Array("<a b='".utf8) + [byte] + Array("'/>".utf8)) == .malformed)
    #expect(code(Array("<a><![CDATA[".utf8) + [byte] + Array("]]></a>".utf8)) == .malformed)
    #expect(code(Array("<a><!--".utf8) + [byte] + Array("--></a>".utf8)) == .malformed)
    #expect(code(Array("<a".utf8) + [byte] + Array("/>".utf8)) == .malformed)
  }

  @Test(arguments: ["\u{FFFE}", "\u{FFFF}"])
  func rawNoncharactersAreRefused(_ character: String) {
    #expect(code("<a>\(character)</a>") == .malformed)
    #expect(code("<a b='\(character)'/>") == .malformed)
  }

  @Test func nulIsRefusedEverywhere() {
    let document = Array("<?xml version='1.0'?><a b='c'>text<!-- d --></a>".utf8)
    for position in 0...document.count {
      var bytes = document
      bytes.insert(0, at: position)
      #expect(code(bytes) == .malformed, "NUL at \(position)")
    }
  }

  // MARK: - Structure

  @Test(arguments: [
    "<a b='1' b='2'/>", "<a/><b/>", "<a/>text", "text<a/>", "<a></b>", "<a><b></a></b>", "<a>", "</a>", "<a",
    "<",
    "<a b/>", "<a b=c/>", "<a b='<'/>", "<a b='1'c='2'/>", "<1/>", "<a/ >", "<a>]]></a>",
    "<a><!-- -- --></a>",
    "<a><?xml version='1.0'?></a>", "<a/><?xml version='1.0'?>", "<a/><![CDATA[x]]>", "<![CDATA[x]]>",
    "<!-- only -->", "<?only this?>", "<?xml version='1.0'?>", "<?xml version='1.0' ?", "plain text",
    "{\"a\": 1}",
    "<a/>&#65;", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#xG;</a>", "<a>&#65</a>", "<a>&#-1;</a>", "<a/>\u{FEFF}",
  ])
  func whatIsNotWellFormedIsRefused(_ text: String) {
    #expect(code(text) == .malformed)
  }

  @Test(arguments: ["", " ", "\n\t \r\n", "\u{FEFF}", "\u{FEFF}\n ", " \u{FEFF} "])
  func anEmptyTextHasItsOwnCode(_ text: String) {
    #expect(code(text) == .empty)
  }

  @Test func anAnswerCutOffAnywhereIsRefused() {
    let answer = Array(
      """
      <?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">\
      <soap:Body><R xmlns="http://kakaposystems.com/" x='1&amp;2'><success>true</success><!-- c --><e />\
      <name>Zo\u{EB} &lt;&#233;&gt; <![CDATA[<x>]]></name></R></soap:Body></soap:Envelope>
      """.utf8)
    #expect(code(answer) == nil)
    for length in 0..<answer.count {
      #expect(code(Array(answer[..<length])) != nil, "accepted after \(length) bytes")
    }
  }

  // MARK: - The text of an error

  @Test func anErrorSaysWhere() {
    #expect(throws: XMLReadingError.self) { try XMLReader().read(Array("\n\n<a>\n</b>".utf8)) }
    do throws(XMLReadingError) {
      _ = try XMLReader().read(Array("\n\n<a>\n<b></c></a>".utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.line == 4)
      #expect(error.column != nil)
      #expect(error.description.hasPrefix("The document is not well-formed XML. (line 4"))
    }
    do throws(XMLReadingError) {
      _ = try XMLReader().read(Array("<a>\n12".utf8) + [0xFF])
      Issue.record("accepted")
    } catch {
      #expect(error.line == 2)
      #expect(error.column == 3)
    }
  }

  @Test func anErrorQuotesNothing() {
    for text in [
      "<a>s3cret</b>", "<s3cret:a/>", "<a s3cret='s3cret' s3cret=''/>", "<a>&s3cret;</a>",
      "<!DOCTYPE s3cret>",
    ] {
      do throws(XMLReadingError) {
        _ = try XMLReader().read(Array(text.utf8))
        Issue.record("accepted \(text)")
      } catch {
        #expect(!"\(error) \(String(reflecting: error))".contains("s3cret"))
      }
    }
  }
}
