import Testing
import XMLCore

/// The reader returns the writer's text, scalar by scalar.
@Suite struct XMLRoundTripTests {
  /// Writes a text as element content and as an attribute, reads both, and says whether they are unchanged.
  private func survives(_ text: String) throws -> Bool {
    var writer = XMLWriter()
    writer.declaration()
    try writer.start("p:a", attributes: [("xmlns:p", "u"), ("b", text), ("p:c", text)])
    try writer.text(text)
    try writer.element("d", text: text)
    writer.end("p:a")
    let root = try XMLReader(illegalReferences: .refuse).read(writer.bytes)
    let found = [
      root.text, root.attribute("b"), root.attribute("c", namespace: "u"), root.child("d")?.text,
    ]
    let again = try XMLReader().read(Array(root.description.utf8))
    return found.allSatisfy { $0.map { Array($0.utf8) } == Array(text.utf8) } && again == root
  }

  @Test(arguments: [
    "", " ", "  a  ", "\r", "\n", "\r\n", "\n\r", "\t", "\r\r\n\t \n", "]]>", "]]", "]", ">", "<![CDATA[x]]>",
    "<!-- -->",
    "&", "&amp;", "&#38;", "&#38;#38;", "&&", "a&#38", "&#x1F;", "<", "\"", "'", "\"'<>&", "é", "e\u{301}",
    "\u{85}",
    "\u{2028}", "\u{FEFF}", "\u{FFFD}", "😀", "\u{10FFFF}", "\u{7F}", "\u{9F}", "{}%s$(x)",
  ])
  func textSurvives(_ text: String) throws {
    #expect(try survives(text))
  }

  @Test func everyCharacterOfTheBasicPlaneSurvivesOrIsRefused() throws {
    var block = ""
    var refused: [UInt32] = []
    for value in UInt32(0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var writer = XMLWriter(reservingCapacity: 8)
      do throws(XMLWritingError) {
        try writer.text(String(scalar))
        block.unicodeScalars.append(scalar)
      } catch {
        refused.append(error.scalar.value)
      }
      if block.unicodeScalars.count == 1024 {
        #expect(try survives(block), "a character up to \(String(value, radix: 16))")
        block = ""
      }
    }
    #expect(try survives(block))
    let controls = (UInt32(0)..<0x20).filter { ![0x9, 0xA, 0xD].contains($0) }
    #expect(refused == controls + [0xFFFE, 0xFFFF])
  }

  @Test func charactersOfEveryOtherPlaneSurvive() throws {
    for plane in UInt32(1)...16 {
      let offsets = [0, 1, 0x1234, 0x8000, 0xFFFD, 0xFFFE, 0xFFFF] as [UInt32]
      var text = ""
      text.unicodeScalars.append(contentsOf: offsets.compactMap { Unicode.Scalar(plane << 16 + $0) })
      #expect(text.unicodeScalars.count == offsets.count)
      #expect(try survives(text))
    }
  }

  @Test func textOfEveryLengthAroundTheSlicesSurvives() throws {
    for length in 16_300..<16_400 {
      let text = String(repeating: "x", count: length) + "\r\n&€]]>" + String(repeating: "\r", count: 3)
      #expect(try survives(text), "\(length)")
    }
  }
}
