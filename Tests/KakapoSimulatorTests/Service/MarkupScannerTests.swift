import Testing

@testable import KakapoSimulator

@Suite("The place after an element")
struct MarkupScannerTests {
  @Test(
    "is the next node",
    arguments: [
      ("<a><b>1</b></a>", [0], "1,14"),
      ("<a><b>1</b><c/></a>", [0], "1,13"),
      ("<a><b>1</b>  <c/></a>", [0], "1,12"),
      ("<a><b>1</b>\n <c/></a>", [0], "1,12"),
      ("<a>\r\n<b>1</b><c/></a>", [0], "2,10"),
      ("<a>\r\r<b>1</b><c/></a>", [0], "3,10"),
      ("<a><b>1</b>text</a>", [0], "1,12"),
      ("<a><b/><c/></a>", [0], "1,9"),
      ("<a><x/><b><c>1</c></b></a>", [1, 0], "1,21"),
      ("<?xml version='1.0'?><a><!-- <b> --><b>1</b></a>", [0], "1,47"),
      ("<a><![CDATA[<b>]]><b c='>' d=\"/>\">1</b><e/></a>", [0], "1,41"),
      ("<a><b>1</b><!--x--></a>", [0], "1,16"),
      ("<a><b>ü€😀</b></a>", [0], "1,17"),
    ])
  func place(document: String, path: [Int], expected: String) {
    let place = MarkupScanner(document).place(after: path)
    #expect("\(place.line),\(place.column)" == expected)
  }
}
