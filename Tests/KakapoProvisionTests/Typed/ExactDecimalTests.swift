import Foundation
import KakapoProvision
import Testing

@Suite struct ExactDecimalTests {
  @Test(
    "Every digit is kept",
    arguments: ["0", "-1.50", "+1", ".5", "5.", "00012345678901234567890123456789012345678901234567890.10"])
  func digits(text: String) throws {
    #expect(try ExactDecimal(xmlText: " \n\(text)\t").xmlText == text)
  }

  @Test(
    "A non-decimal is refused", arguments: ["", ".", "-", "1e5", "1,5", "--1", "0x1", "NaN", "1 2", "١"])
  func refused(text: String) {
    #expect(throws: TypedValueError.self) { try ExactDecimal(xmlText: text) }
  }

  @Test("Numbers are compared, not spellings")
  func equality() throws {
    let one = try ExactDecimal(xmlText: "1")
    for text in ["1.0", "+01.", "1.000"] {
      let other = try ExactDecimal(xmlText: text)
      #expect(other == one)
      #expect(Set([one, other]).count == 1)
    }
    #expect(try ExactDecimal(xmlText: "-0") == ExactDecimal(xmlText: "0.0"))
    #expect(try ExactDecimal(xmlText: "-1") != one)
    #expect(try ExactDecimal(xmlText: "10") != one)
  }

  @Test("A Decimal is given only if it holds all digits")
  func decimal() throws {
    #expect(try ExactDecimal(xmlText: "-12.50").decimal == Decimal(string: "-12.5"))
    #expect(try ExactDecimal(xmlText: String(repeating: "9", count: 60)).decimal == nil)
    #expect(ExactDecimal(Decimal(1) / 8)?.text == "0.125")
  }

  @Test("Whole numbers of any size are kept, and other numbers aren't whole")
  func integers() throws {
    let text = "-123456789012345678901234567890"
    #expect(try ExactInteger(xmlText: text).text == text)
    #expect(try ExactInteger(xmlText: text).int == nil)
    #expect(try ExactInteger(xmlText: "42").int == 42)
    #expect(throws: TypedValueError.self) { try ExactInteger(xmlText: "1.0") }
  }
}
