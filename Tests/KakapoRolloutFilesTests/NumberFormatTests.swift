import Testing

@testable import KakapoRolloutFiles

@Suite("A number format")
struct NumberFormatTests {
  /// Shows a number, with an exclamation mark behind it if it isn't certain.
  private func shown(_ value: Double, _ code: String, is1904: Bool = false) -> String {
    let shown = NumberFormat(code: code).show(value, is1904: is1904)
    return shown.text + (shown.doubt == nil ? "" : "!")
  }

  @Test(
    "shows a number as Excel does",
    arguments: [
      (0, "General", "0"), (-0.0, "General", "0"), (12, "General", "12"), (-12, "General", "-12"),
      (0.1 + 0.2, "General", "0.3"), (1234567890123, "General", "1234567890123"),
      (0.0001, "General", "0.0001"), (0.00001, "General", "0.00001"), (0.000001, "General", "1E-06"),
      (1e21, "General", "1E+21"),
      (1.23456789012345678e17, "General", "1.23456789012346E+17"), (1207.5, "General", "1207.5"),
      (12, "00000", "00012"), (123456, "00000", "123456"), (-12, "00000", "-00012"), (0, "00000", "00000"),
      (1.005, "0.00", "1.01"), (2.5, "0", "3"), (-2.5, "0", "-3"), (0.5, "#", "1"), (0.4, "#", ""),
      (0.4, "0", "0"),
      (-0.4, "0", "0"), (9.999, "0.00", "10.00"), (1234567, "#,##0", "1,234,567"), (12, "#,##0", "12"),
      (1234.5, "#,##0.00", "1,234.50"), (0.125, "0%", "13%"), (0.125, "0.00%", "12.50%"),
      (0.5, "0.0##", "0.5"),
      (1.23456, "0.0##", "1.235"), (5551234, "000-0000", "555-1234"),
      (442071234567, "+00 00 0000 0000", "+44 20 7123 4567"),
      (5, "\"ID-\"0", "ID-5"), (5, "\\#0", "#5"), (-5, "0;(0)", "(5)"), (-5, "0;[Red]-0", "-5"),
      (0, "0;-0;\"none\"", "none"),
      (12345, "0.00E+00", "1.23E+04"), (0.00012, "0.0E+0", "1.2E-4"), (99999, "0.0E+00", "1.0E+05"),
      (1234.5, "_(* #,##0.00_)", " 1,234.50 "), (7, "@", "7"), (7, "General\" pieces\"", "7 pieces"),
      (0.5, ".00", ".50"),
      (1.5, ".00", "1.50"), (0.5, "# ?/?", "0.5!"), (5, "[>3]0;0.0", "5!"), (1500, "0,", "1500!"),
      (3, "0.0.0", "3!"), (5, ";;;", "5!"), (-5, "0;;0", "-5!"),
      (3, "[$€-407]0", "€3!"), (3, "[$$-409]#,##0.00", "$3.00"),
    ])
  func numbers(value: Double, code: String, text: String) {
    #expect(shown(value, code) == text)
  }

  @Test(
    "shows a date as Excel does",
    arguments: [
      (1, "yyyy-mm-dd", "1900-01-01"), (59, "yyyy-mm-dd", "1900-02-28"), (60, "yyyy-mm-dd", "1900-02-29"),
      (61, "yyyy-mm-dd", "1900-03-01"), (0, "yyyy-mm-dd", "1900-01-00"), (36526, "yyyy-mm-dd", "2000-01-01"),
      (36585, "d mmm yy", "29 Feb 00"), (45000, "dddd, d mmmm yyyy", "Wednesday, 15 March 2023"),
      (45000, "mmmmm", "M"),
      (2958465, "yyyy-mm-dd", "9999-12-31"), (44197.5, "yyyy-mm-dd hh:mm:ss", "2021-01-01 12:00:00"),
      (44197.75, "h:mm AM/PM", "6:00 PM"), (44197, "h:mm AM/PM", "12:00 AM"), (44197.5, "h A/P", "12 P"),
      (0.999999, "h:mm:ss", "0:00:00"), (0.5, "mm:ss", "00:00"), (0.0007, "m:ss", "1:00"),
      (1.5, "[h]:mm:ss", "36:00:00"), (0.123456, "[mm]:ss.00", "177:46.60"), (0.25, "[s]", "21600"),
      (45000.6, "d/m/yy h:mm", "15/3/23 14:24"), (45000, "[$-409]d-mmm-yy;@", "15-Mar-23"),
      (45000, "[$-407]d. mmmm", "15. March!"),
      (45000, "yyyy\\-mm\\-dd;@", "2023-03-15"), (-1, "yyyy", "-1!"), (2958466, "yyyy", "2958466!"),
      (45000, "yyyy\"-W\"", "2023-W"),
      (45000, "yyyy-mm-dd\"T\"hh:mm", "2023-03-15T00:00"), (45000, "e", "e!"), (45000, "m", "3"),
      (45000, "mm/dd", "03/15"),
    ])
  func dates(value: Double, code: String, text: String) {
    #expect(shown(value, code) == text)
  }

  @Test("shows all days as the calendar has them, in both systems")
  func calendar() {
    var (year, month, day) = (1904, 1, 1)
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let names = ["Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu"]
    let format = NumberFormat(code: "yyyy-m-d ddd")
    var different: [Int] = []
    for serial in 0..<150_000 {
      let expected = "\(year)-\(month)-\(day) \(names[serial % 7])"
      if format.show(Double(serial), is1904: true).text != expected { different.append(serial) }
      if format.show(Double(serial + 1462), is1904: false).text != expected { different.append(serial) }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      day += 1
      if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(different.isEmpty)
  }

  @Test("shows every whole number of up to 15 digits as its digits")
  func wholeNumbers() {
    var generator = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      let number =
        Int(generator.next() >> UInt64.random(in: 14...63, using: &generator)) % 1_000_000_000_000_000
      #expect(shown(Double(number), "General") == "\(number)")
      #expect(shown(Double(number), "0") == "\(number)")
      let padded = String(repeating: "0", count: max(0, 8 - "\(number)".count)) + "\(number)"
      #expect(shown(Double(number), "00000000") == padded)
    }
  }

  @Test("shows a text by its section")
  func texts() {
    func shown(_ text: String, _ code: String) -> String {
      let shown = NumberFormat(code: code).show(text)
      return shown.text + (shown.doubt == nil ? "" : "!")
    }
    #expect(shown("a", "General") == "a")
    #expect(shown("a", "@") == "a")
    #expect(shown("a", "\"ID-\"@") == "ID-a")
    #expect(shown("a", "0;0;0;\"<\"@\">\"") == "<a>")
    #expect(shown("a", "0;0;0;\"hidden\"") == "a!")
    #expect(shown("a", "yyyy-mm-dd") == "a")
  }

  @Test("of any code never crashes")
  func randomCodes() {
    var generator = SplitMix(seed: 11)
    let parts = [
      "0", "#", "?", ".", ",", "%", "E+", "E-", "y", "m", "d", "h", "s", "[h]", "[", "]", "\"", "\\", "_",
      "*", ";", "@",
      "AM/PM", "General", "/", "x", "é", " ", "[Red]", "[$-409]", "[>1]", "00", ".000",
    ]
    let values = [
      0, 1, -1, 0.5, 1e15, 1e300, -1e300, .leastNonzeroMagnitude, 2958465.99999, 59.9999999, .infinity, .nan,
      44197.123456,
    ]
    for _ in 0..<20_000 {
      let code = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined()
      let format = NumberFormat(code: code)
      for value in values { _ = format.show(value, is1904: false) }
      _ = format.show("text")
    }
  }
}

/// A generator of the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
