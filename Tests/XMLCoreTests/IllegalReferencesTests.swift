import Testing
import XMLCore

@Suite struct IllegalReferencesTests {
  private static let illegal = [
    "&#0;", "&#x0;", "&#x1F;", "&#x1f;", "&#31;", "&#0031;", "&#x000B;", "&#8;", "&#xFFFE;", "&#xffff;",
    "&#65534;",
    "&#xD800;", "&#xDFFF;", "&#55296;", "&#x110000;", "&#1114112;", "&#99999999999999999999;",
    "&#xFFFFFFFFFFFF;",
  ]

  @Test(arguments: illegal)
  func theyAreReadAsTheReplacementCharacter(_ reference: String) throws {
    let root = try XMLReader().read(Array("<a b='1\(reference)2'>1\(reference)2\(reference)</a>".utf8))
    #expect(root.text == "1\u{FFFD}2\u{FFFD}")
    #expect(root.attribute("b") == "1\u{FFFD}2")
  }

  @Test(arguments: illegal)
  func theyAreRefusedOnRequest(_ reference: String) {
    let reader = XMLReader(illegalReferences: .refuse)
    do throws(XMLReadingError) {
      _ = try reader.read(Array("<a>\n\(reference)</a>".utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.code == .malformed)
      #expect(error.line == 2)
    }
    #expect(throws: XMLReadingError.self) { try reader.read(Array("<a b='\(reference)'/>".utf8)) }
  }

  @Test(arguments: [IllegalReferences.replace, .refuse])
  func legalReferencesMeanWhatTheySay(_ option: IllegalReferences) throws {
    let root = try XMLReader(illegalReferences: option).read(
      Array(
        "<a b='&#9;&#xA;&#13;&#65;'>&#9;&#10;&#xD;&#x41;&#xD7FF;&#xE000;&#xFFFD;&#x10FFFF;&#x1F600;</a>".utf8)
    )
    #expect(
      Array(root.text.unicodeScalars)
        == ["\t", "\n", "\r", "A", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10FFFF}", "😀"])
    #expect(root.attribute("b").map { Array($0.unicodeScalars) } == ["\t", "\n", "\r", "A"])
  }

  @Test func whereTheyAreLiteralTheyStay() throws {
    let root = try XMLReader().read(
      Array("<a><!-- &#x1F; --><?p &#0;?><![CDATA[&#x1F;<&#0;]]>&#x1;<![CDATA[]]]]>&#x2;&amp;#x1F;</a>".utf8))
    #expect(root.text == "&#x1F;<&#0;\u{FFFD}]]\u{FFFD}&#x1F;")
  }

  @Test func onlyLiteralOnesChangeNothing() throws {
    let root = try XMLReader().read(Array("<a><![CDATA[&#x1F;]]></a>".utf8))
    #expect(root.text == "&#x1F;")
    #expect(try XMLReader(illegalReferences: .refuse).read(Array("<a><![CDATA[&#x1F;]]></a>".utf8)) == root)
  }

  @Test(arguments: [
    "<a>&#x1F</a>", "<a>&#x1F ;</a>", "<a>&#X1F;</a>", "<a>&#x1F;", "<a>&#", "<a><![CDATA[&#x1F;</a>",
  ])
  func theyExcuseNothingElse(_ text: String) {
    #expect(throws: XMLReadingError.self) { try XMLReader().read(Array(text.utf8)) }
  }
}
