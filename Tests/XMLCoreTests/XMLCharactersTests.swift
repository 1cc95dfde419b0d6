import Testing
import XMLCore

@Suite struct XMLCharactersTests {
  @Test func theFirstIllegalCharacterIsFound() {
    let found = XMLCharacters.firstIllegal(in: "e\u{301}😀\u{1}\u{2}")
    #expect(found?.scalar == "\u{1}")
    #expect(found?.offset == 3)
  }

  @Test(arguments: [
    "", "plain", "\t\n\r", "\u{7F}\u{85}", "\u{FEFF}\u{FFFD}\u{FFFC}",
  ])
  func whatXMLCarriesIsNot(_ text: String) {
    #expect(XMLCharacters.firstIllegal(in: text) == nil)
  }

  @Test func namesAreDistinguishedFromOtherTexts() {
    for name in ["a", "_x", "a-b.c1", "Ünïcode", "a\u{203F}"] { #expect(XMLCharacters.isName(name)) }
    for text in [
      "", "a:b", "1", "-", ".", "a b", "a\u{2028}", "\u{B7}", "\u{FFFE}", "\u{37E}", "@", "[", "`", "{",
    ] {
      #expect(!XMLCharacters.isName(text))
    }
  }

  /// The reader checks names by libxml2's tables, the writer by its own.
  @Test func readerAndWriterAgreeOnNames() {
    var differing: [UInt32] = []
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value), scalar != ":" else { continue }
      for name in [String(scalar), "x" + String(scalar)] {
        let isRead =
          (try? XMLReader().read(Array("<\(name)/>".utf8)))?.name.utf8.elementsEqual(name.utf8) == true
        if isRead != XMLCharacters.isName(name) { differing.append(value) }
      }
    }
    #expect(differing.isEmpty)
  }
}
