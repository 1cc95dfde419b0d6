import Testing
import XMLCore

@Suite struct ElementTreeEqualityTests {
  private func read(_ text: String) throws -> ElementTree {
    try XMLReader().read(Array(text.utf8))
  }

  @Test(arguments: [
    ("<a/>", "<a></a>"),
    ("<a x='1' y='2'/>", "<a y=\"2\" x=\"1\"/>"),
    ("<p:a xmlns:p='u' p:x='1'/>", "<a xmlns='u' xmlns:q='u' q:x='1'></a>"),
    ("<a>1&lt;2</a>", "<a><![CDATA[1<2]]></a>"),
    ("<a>x<!-- c -->y</a>", "<a>xy</a>"),
    ("<a>\n<b/>\n</a>", "<?xml version='1.0'?><a>\r\n<b></b>\r\n</a>"),
  ])
  func theSameContentIsEqual(_ left: String, _ right: String) throws {
    #expect(try read(left) == read(right))
    #expect(try read(left).hashValue == read(right).hashValue)
  }

  @Test(arguments: [
    ("<a/>", "<b/>"),
    ("<a/>", "<a xmlns='u'/>"),
    ("<a xmlns='v'/>", "<a xmlns='u'/>"),
    ("<a/>", "<a x=''/>"),
    ("<a x='1'/>", "<a x='2'/>"),
    ("<a x='1'/>", "<a xmlns:p='u' p:x='1'/>"),
    ("<a>1</a>", "<a>2</a>"),
    ("<a>1</a>", "<a>1 </a>"),
    ("<a/>", "<a> </a>"),
    ("<a><b/></a>", "<a><b/><b/></a>"),
    ("<a><b/><c/></a>", "<a><c/><b/></a>"),
    ("<a><b/><c/></a>", "<a><b><c/></b></a>"),
    ("<a><b/>x</a>", "<a><b>x</b></a>"),
    ("<a>x<b/></a>", "<a><b/>x</a>"),
    ("<a>\u{E9}</a>", "<a>e\u{301}</a>"),
  ])
  func differentContentIsNot(_ left: String, _ right: String) throws {
    #expect(try read(left) != read(right))
    #expect(try Set([read(left), read(right)]).count == 2)
  }

  @Test func aPartIsEqualToTheSamePartElsewhere() throws {
    let outer = try read("<a xmlns:p='u'><x/><p:b c='d'>e</p:b></a>")
    let alone = try read("<b xmlns='u' c='d'>e</b>")
    #expect(outer.child("b") == alone)
    #expect(Set([outer.child("b"), alone]).count == 1)
  }

  @Test(arguments: [
    "<a/>",
    "<a x='&lt;&amp;&quot;&#10;&#9;&#13;&apos;>'>&lt;&amp;]]&gt;&#13;\n\t\"'</a>",
    "<a xmlns='u' xmlns:p='v'><b xmlns='' p:x='1'><p:c/></b> <d/>tail<e>x</e></a>",
    "<p:a xmlns:p='1'><p:b xmlns:p='2'><p:c/></p:b><p:d/></p:a>",
    "<a xml:lang='en' xml:space='preserve'> </a>",
  ])
  func theDescriptionCanBeReadAgain(_ text: String) throws {
    let root = try read(text)
    #expect(try read(root.description) == root)
    for element in [root] + root.children + root.children.flatMap(\.children) {
      #expect(try read(element.description) == element)
    }
  }

  @Test func theDescriptionOfAPartKeepsTheDeclarationsAroundIt() throws {
    let root = try read("<a xmlns='u' xmlns:p='v' xmlns:q='w'><b xmlns:q='x' type='q:t'><p:c/></b></a>")
    let part = try #require(root.child("b"))
    let again = try read(part.description)
    #expect(again == part)
    #expect(again.resolve(prefix: "q") == "x")
    #expect(again.resolve(prefix: "p") == "v")
    #expect(again.resolve(prefix: "") == "u")
  }

  @Test func theDescriptionIsPlainMarkup() throws {
    let root = try read("<a  x = '1'><b></b>c<!-- d --></a>")
    #expect(root.description == "<a x=\"1\"><b />c</a>")
    #expect(root.child("b")?.description == "<b />")
  }
}
