import Testing
import XMLCore

@Suite struct XMLReaderEncodingTests {
  private func text(_ bytes: [UInt8], charset: String? = nil) throws -> [Unicode.Scalar] {
    Array(try XMLReader().read(bytes, charset: charset).text.unicodeScalars)
  }

  private func code(_ bytes: [UInt8], charset: String? = nil) -> XMLReadingError.Code? {
    do throws(XMLReadingError) {
      _ = try XMLReader().read(bytes, charset: charset)
      return nil
    } catch {
      return error.code
    }
  }

  private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  private let sample = "<a>é€😀\u{FFFD}</a>"
  private let sampleText = Array("é€😀\u{FFFD}".unicodeScalars)

  @Test(arguments: [
    "<a>é€😀\u{FFFD}</a>", "\u{FEFF}<a>é€😀\u{FFFD}</a>", "<?xml version='1.0'?><a>é€😀\u{FFFD}</a>",
    "<?xml version='1.0' encoding='utf-8'?><a>é€😀\u{FFFD}</a>",
    "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a>é€😀\u{FFFD}</a>",
    "\r\n \t<?xml version='1.0' encoding = 'Utf8'?>\n<a>é€😀\u{FFFD}</a>\n",
    " \u{FEFF}\n<?xml version='1.0' encoding='UTF-8'?><a>é€😀\u{FFFD}</a>",
    "\u{FEFF}<?xml version='1.0' encoding='iso-8859-1'?><a>é€😀\u{FFFD}</a>",
    "<?xml version='1.0' encoding='utf-16'?><a>é€😀\u{FFFD}</a>",
  ])
  func utf8IsRead(_ document: String) throws {
    #expect(try text(Array(document.utf8)) == sampleText)
  }

  @Test(arguments: ["utf-8", "UTF-8", "utf8", "\"utf-8\"", "'UTF-8'", " utf-8 ", ""])
  func utf8IsReadByCharset(_ charset: String) throws {
    #expect(try text(Array(sample.utf8), charset: charset) == sampleText)
  }

  @Test func theCharsetWinsOverTheDeclaration() throws {
    let document = Array("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".utf8)
    #expect(try text(document, charset: "utf-8") == ["é"])
    #expect(try text(document) == ["Ã", "©"])
  }

  @Test func theMarkWinsOverTheCharset() throws {
    #expect(try text([0xEF, 0xBB, 0xBF] + Array(sample.utf8), charset: "iso-8859-1") == sampleText)
    #expect(try text([0xFF, 0xFE] + utf16(sample, bigEndian: false), charset: "utf-8") == sampleText)
  }

  @Test(arguments: [true, false])
  func utf16IsRead(bigEndian: Bool) throws {
    let mark: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    let name = bigEndian ? "utf-16be" : "utf-16le"
    let bare = utf16(sample, bigEndian: bigEndian)
    #expect(try text(mark + bare) == sampleText)
    #expect(try text(mark + bare, charset: "utf-16") == sampleText)
    #expect(try text(bare, charset: name) == sampleText)
    #expect(try text(bare, charset: "utf-16") == sampleText)
    #expect(try text(bare) == sampleText)
    let declared = utf16("<?xml version='1.0' encoding='utf-16'?>" + sample, bigEndian: bigEndian)
    #expect(try text(declared) == sampleText)
    #expect(try text(mark + declared) == sampleText)
    #expect(try text(utf16("\n \(sample)", bigEndian: bigEndian)) == sampleText)
  }

  @Test(arguments: [true, false])
  func brokenUTF16IsRefused(bigEndian: Bool) {
    let mark: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    func unit(_ value: UInt16) -> [UInt8] {
      let (high, low) = (UInt8(value >> 8), UInt8(value & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
    let open = mark + utf16("<a>", bigEndian: bigEndian)
    let close = utf16("</a>", bigEndian: bigEndian)
    #expect(code(open + close) == nil)
    #expect(code(open + unit(0xD800) + close) == .malformed)
    #expect(code(open + unit(0xDC00) + close) == .malformed)
    #expect(code(open + unit(0xDC00) + unit(0xD800) + close) == .malformed)
    #expect(code(open + close + unit(0xD83D)) == .malformed)
    #expect(code(open + close + [0x20]) == .malformed)
    #expect(code(open + unit(0) + close) == .malformed)
    #expect(code(mark) == .empty)
  }

  @Test(arguments: ["us-ascii", "US-ASCII", "ascii"])
  func asciiIsReadAndNothingElse(_ charset: String) throws {
    #expect(try text(Array("<a>b</a>".utf8), charset: charset) == ["b"])
    #expect(code(Array("<a>é</a>".utf8), charset: charset) == .malformed)
    let declaration = "<?xml version='1.0' encoding='\(charset)'?>"
    #expect(try text(Array("\(declaration)<a>b</a>".utf8)) == ["b"])
    #expect(code(Array("\(declaration)<a>é</a>".utf8)) == .malformed)
  }

  @Test(arguments: ["iso-8859-1", "ISO-8859-1", "latin1"])
  func latin1IsRead(_ charset: String) throws {
    let upper = (0x80...0xFF).map { UInt8($0) }
    let expected = (0x80...0xFF).map { Unicode.Scalar(UInt8($0)) }
    let element = Array("<a>".utf8) + upper + Array("</a>".utf8)
    #expect(try text(element, charset: charset) == expected)
    #expect(try text(Array("<?xml version='1.0' encoding='\(charset)'?>".utf8) + element) == expected)
  }

  @Test(arguments: ["windows-1252", "Windows-1252", "cp1252"])
  func windows1252IsRead(_ charset: String) throws {
    let element = Array("<a>".utf8) + [0x80, 0x99, 0x81, 0x9F, 0xA0, 0xE9, 0xFF] + Array("</a>".utf8)
    let expected: [Unicode.Scalar] = ["€", "™", "\u{81}", "Ÿ", "\u{A0}", "é", "ÿ"]
    #expect(try text(element, charset: charset) == expected)
    #expect(try text(Array("<?xml version=\"1.0\" encoding=\"\(charset)\"?>".utf8) + element) == expected)
  }

  @Test(arguments: ["utf-7", "shift_jis", "iso-8859-15", "utf-32", "ebcdic-cp-us", "x"])
  func otherEncodingsAreRefusedByName(_ name: String) {
    for (bytes, charset) in [
      ("<a/>", name), ("<?xml version='1.0' encoding='\(name)'?><a/>", nil),
    ] {
      do throws(XMLReadingError) {
        _ = try XMLReader().read(Array(bytes.utf8), charset: charset)
        Issue.record("accepted \(name)")
      } catch {
        #expect(error.code == .unsupportedEncoding)
        #expect(error.description.contains("“\(name)”"))
      }
    }
  }

  @Test func utf32IsRefused() {
    #expect(code([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0]) == .unsupportedEncoding)
    #expect(code([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C]) == .unsupportedEncoding)
    #expect(code([0x3C, 0, 0, 0, 0x61, 0, 0, 0]) != nil)
    #expect(code([0, 0, 0, 0x3C, 0, 0, 0, 0x61]) != nil)
  }

  @Test func anEncodingThatIsNotANameIsShownHarmlessly() {
    do throws(XMLReadingError) {
      _ = try XMLReader().read(Array("<a/>".utf8), charset: "\u{1B}[2J" + String(repeating: "x", count: 500))
      Issue.record("accepted")
    } catch {
      #expect(error.code == .unsupportedEncoding)
      #expect(!error.description.unicodeScalars.contains("\u{1B}"))
      #expect(error.description.count < 250)
    }
  }

  @Test func aWordInsideTheDocumentIsNotADeclaration() throws {
    #expect(try text(Array("<a><!-- encoding='shift_jis' -->b</a>".utf8)) == ["b"])
    #expect(try text(Array("<?xml-model encoding='shift_jis'?><a>b</a>".utf8)) == ["b"])
  }
}
