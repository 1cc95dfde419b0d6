import Testing
import XMLCore

@Suite struct XMLWriterTests {
  private func written(_ body: (inout XMLWriter) throws -> Void) rethrows -> String {
    var writer = XMLWriter()
    try body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func aDocumentIsWrittenByteForByte() throws {
    let text = try written { writer in
      writer.declaration()
      writer.raw("<e:E>")
      try writer.start("Add", attributes: [("xmlns", "http://kakaposystems.com/"), ("x", "1")])
      try writer.element("name", text: "Ann & Bob")
      try writer.element("none", text: "")
      try writer.text("t")
      writer.raw(Array("<r/>".utf8))
      writer.end("Add")
      writer.raw("</e:E>")
    }
    #expect(
      text == """
        <?xml version="1.0" encoding="utf-8"?><e:E><Add xmlns="http://kakaposystems.com/" x="1">\
        <name>Ann &amp; Bob</name><none />t<r/></Add></e:E>
        """)
  }

  @Test func textIsEscaped() throws {
    #expect(
      try written { try $0.text("<a> & \"b\" 'c' \t\n\r ]]>") }
        == "&lt;a&gt; &amp; \"b\" 'c' \t\n&#13; ]]&gt;")
  }

  @Test func attributeValuesAreEscaped() throws {
    #expect(
      try written { try $0.start("e", attributes: [("a", "<a> & \"b\" 'c' \t\n\r")]) }
        == "<e a=\"&lt;a&gt; &amp; &quot;b&quot; 'c' &#9;&#10;&#13;\">")
  }

  @Test(
    arguments: [
      ("\u{0}", 0, 0), ("a\u{1F}", 0x1F, 1), ("é😀\u{B}x", 0xB, 2), ("e\u{301}\u{FFFE}", 0xFFFE, 2),
      ("\r\n\u{FFFF}", 0xFFFF, 2), ("ok\u{8}\u{1}", 8, 2),
    ] as [(String, UInt32, Int)])
  func whatXMLCannotCarryIsRefusedWithItsPlace(_ text: String, scalar: UInt32, offset: Int) {
    var writer = XMLWriter()
    let errors = [
      #expect(throws: XMLWritingError.self) { try writer.text(text) },
      #expect(throws: XMLWritingError.self) { try writer.element("a", text: text) },
      #expect(throws: XMLWritingError.self) {
        try writer.start("a", attributes: [("b", "fine"), ("c", text)])
      },
    ]
    for error in errors {
      #expect(error?.scalar.value == scalar)
      #expect(error?.offset == offset)
    }
    #expect(writer.bytes.isEmpty)
  }

  @Test(arguments: [
    "", ":", "a:", ":a", "a:b:c", "a b", "1a", "-a", ".a", "a>", "a/", "a\"", "a=b", "a<", "a&", "a\u{0}",
    "\u{301}a",
    "a\u{D7}", "a: b", "a:\u{301}b", "😀\u{1F}", " a", "a\n", "x><y",
  ])
  func aTextThatIsNotANameIsRefused(_ name: String) {
    var writer = XMLWriter()
    #expect(throws: XMLWritingError.self) { try writer.start(name) }
    #expect(throws: XMLWritingError.self) { try writer.element(name, text: "x") }
    #expect(throws: XMLWritingError.self) { try writer.start("a", attributes: [(name, "x")]) }
    #expect(writer.bytes.isEmpty)
  }

  @Test(arguments: ["a", "soap:Body", "_", "A-1._b", "é", "名前", "a\u{B7}", "a\u{301}", "x9", "𐀀"])
  func whatIsANameIsWritten(_ name: String) throws {
    #expect(try written { try $0.element(name, text: "") } == "<\(name) />")
  }

  @Test func anErrorSaysWhichCharacterAndNothingElse() {
    var writer = XMLWriter()
    do throws(XMLWritingError) {
      try writer.element("password", text: "s3cret\u{1}")
      Issue.record("accepted")
    } catch {
      #expect(error.description == "The character U+0001 at position 6 is not allowed in an XML text.")
      #expect(!String(reflecting: error).contains("s3cret"))
    }
    do throws(XMLWritingError) {
      try writer.start("ab:×c")
      Issue.record("accepted")
    } catch {
      #expect(error.scalar == "×" && error.offset == 3 && error.subject == .name)
      #expect(error.description == "The character U+00D7 at position 3 is not allowed in an XML name.")
    }
  }
}
