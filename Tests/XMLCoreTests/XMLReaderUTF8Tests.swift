import Foundation
import Testing
import XMLCore

@Suite struct XMLReaderUTF8Tests {
  private static let text = "<a t=\"é\">ü</a>"

  @Test(arguments: [
    ("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", String.Encoding.isoLatin1, nil),
    ("", .isoLatin1, "iso-8859-1"),
    ("<?xml version=\"1.0\" encoding=\"utf-8\"?>", .isoLatin1, "iso-8859-1"),
    ("<?xml version=\"1.0\" encoding=\"utf-16\"?>", .utf16LittleEndian, "utf-16le"),
    ("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", .utf8, "utf-8"),
  ])
  func whatNeedsMoreThanItselfBecomesUTF8(declaration: String, encoding: String.Encoding, charset: String?)
    throws
  {
    let bytes = Array(try #require((declaration + Self.text).data(using: encoding)))
    let utf8 = try XMLReader.utf8(bytes, charset: charset)
    #expect(String(decoding: utf8, as: UTF8.self) == "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Self.text)
    #expect(try XMLReader().read(utf8) == XMLReader().read(bytes, charset: charset))
    #expect(!XMLReader.needsCharset(utf8, charset: "utf-8"))
  }

  @Test(arguments: [
    "", "\u{FEFF}", "  <?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
  ])
  func utf8StaysAsItCame(start: String) throws {
    let bytes = Array((start + Self.text).utf8)
    #expect(try XMLReader.utf8(bytes, charset: "utf-8") == bytes)
    #expect(!XMLReader.needsCharset(bytes, charset: "UTF-8"))
  }
}
