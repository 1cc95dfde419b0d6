import Foundation
import KakapoProvision
import Testing

@Suite struct XMLDateTimeTests {
  @Test(
    "A date and time goes back to the wire unchanged",
    arguments: [
      "2026-07-01T08:30:00", "2026-07-01T08:30:00Z", "2026-07-01T08:30:00.1234567+02:00",
      "0001-01-01T00:00:00", "-0044-03-15T12:00:00-01:30", "12026-12-31T24:00:00Z", "2024-02-29T23:59:59.000",
    ])
  func roundTrip(text: String) throws { #expect(try XMLDateTime(xmlText: text).xmlText == text) }

  @Test(
    "A text that isn't a date and time is refused",
    arguments: [
      "", "2026-07-01", "2026-07-01 08:30:00", "2023-02-29T00:00:00", "2026-13-01T00:00:00",
      "2026-07-01T25:00:00", "2026-07-01T24:00:01", "2026-07-01T08:60:00", "2026-07-01T08:30:00.",
      "2026-07-01T08:30:00+15:00", "2026-07-01T08:30:00+02", "2026-07-01T08:30:00Zx", "26-07-01T08:30:00",
      "99999999999-01-01T00:00:00",
    ])
  func refused(text: String) {
    #expect(throws: TypedValueError.self) { try XMLDateTime(xmlText: text) }
  }

  @Test(
    "With an offset it is a point in time",
    arguments: [
      ("1970-01-01T00:00:00Z", 0.0), ("2026-07-01T08:30:00.25+02:00", 1_782_887_400.25),
      ("1969-12-31T23:59:59Z", -1), ("2000-02-29T24:00:00-05:00", 951_886_800),
    ])
  func instant(text: String, seconds: Double) throws {
    #expect(try XMLDateTime(xmlText: text).instant == Date(timeIntervalSince1970: seconds))
  }

  @Test("Without an offset it isn't a point in time, unless an offset is assumed")
  func noOffset() throws {
    let value = try XMLDateTime(xmlText: "1970-01-01T01:00:00")
    #expect(value.instant == nil)
    #expect(value.instant(assumingOffsetMinutes: 60) == Date(timeIntervalSince1970: 0))
  }

  @Test(
    "A point in time is written in UTC",
    arguments: [0, 1_782_887_400.25, -1, -62_135_596_800, 951_782_400, 4_107_542_400, 253_402_300_799])
  func fromDate(seconds: Double) throws {
    let date = Date(timeIntervalSince1970: seconds)
    let value = try #require(XMLDateTime(date))
    #expect(value.offsetMinutes == 0)
    #expect(value.instant == date)
    #expect(try XMLDateTime(xmlText: value.xmlText) == value)
  }

  @Test("A point in time that needs more than four digits for the year is refused")
  func outOfRange() {
    #expect(XMLDateTime(Date(timeIntervalSince1970: 1e20)) == nil)
    #expect(XMLDateTime(Date(timeIntervalSince1970: .nan)) == nil)
  }
}
