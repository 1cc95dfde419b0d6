import Foundation
import KakapoProvision
import Testing

@Suite struct TypedTextTests {
  @Test("A boolean has four spellings")
  func booleans() throws {
    for text in ["true", "1", " true\n"] { #expect(try Bool(xmlText: text)) }
    for text in ["false", "0"] { #expect(try !Bool(xmlText: text)) }
    for text in ["TRUE", "yes", "", "2"] {
      #expect(throws: TypedValueError.self) { try Bool(xmlText: text) }
    }
  }

  @Test("Whole numbers stay in the range of their type")
  func integers() throws {
    #expect(try Int8(xmlText: " -128 ") == -128)
    #expect(try UInt64(xmlText: "18446744073709551615") == .max)
    #expect(try Int32(xmlText: "+7") == 7)
    for text in ["128", "-129", "1.0", "", "0x1"] {
      #expect(throws: TypedValueError.self) { try Int8(xmlText: text) }
    }
  }

  @Test("Floating-point numbers have infinities and NaN in the spelling of XML Schema")
  func floats() throws {
    #expect(try Double(xmlText: "INF") == .infinity)
    #expect(try Float(xmlText: "-INF") == -.infinity)
    #expect(try Double(xmlText: "NaN").isNaN)
    #expect(try Double(xmlText: "-1.5E3") == -1500)
    for text in ["inf", "nan", "Infinity", "0x1p3", "", "1,5"] {
      #expect(throws: TypedValueError.self) { try Double(xmlText: text) }
    }
    #expect(Double.infinity.xmlText == "INF")
    #expect((-Float.infinity).xmlText == "-INF")
    #expect(try Double(xmlText: Double.pi.xmlText) == .pi)
  }

  @Test("Bytes are written to the wire and read back")
  func bytes() throws {
    let bytes: [UInt8] = [0, 1, 127, 128, 255]
    #expect(try Base64Binary(xmlText: Base64Binary(bytes).xmlText).bytes == bytes)
    #expect(try Base64Binary(xmlText: " AAEC\n /w== ").bytes == [0, 1, 2, 255])
    #expect(HexBinary(bytes).xmlText == "00017F80FF")
    #expect(try HexBinary(xmlText: "00017f80FF").bytes == bytes)
    for text in ["0", "0g", "zz", "+1"] {
      #expect(throws: TypedValueError.self) { try HexBinary(xmlText: text) }
    }
    for text in ["A", "AAE", "AA=", "====", "QUJD=", "AB==", "=AAA", "AA==AAAA"] {
      #expect(throws: TypedValueError.self, "\(text)") { try Base64Binary(xmlText: text) }
    }
  }

  @Test("Lists are separated by any white space")
  func lists() throws {
    #expect(try TypedList<Int16>(xmlText: " 1\t2\r\n3 ").items == [1, 2, 3])
    #expect(TypedList<Int16>([1, 2]).xmlText == "1 2")
    #expect(throws: TypedValueError.self) { try TypedList<Int16>(xmlText: "1 x") }
  }

  @Test(
    "Times and days go back to the wire unchanged",
    arguments: ["08:30:00", "23:59:59.999999Z", "24:00:00", "00:00:00-14:00"])
  func times(text: String) throws {
    #expect(try XMLTime(xmlText: text).xmlText == text)
    #expect(throws: TypedValueError.self) { try XMLTime(xmlText: text + "x") }
  }
}
