/// A day of the calendar, with or without an offset from UTC (`xs:date`).
public struct XMLDate: TypedText, CustomStringConvertible {
  /// The year; years before 1 are negative.
  public let year: Int
  /// The month, from 1.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// The offset from UTC in minutes, east of it positive; `nil` when none is stated.
  public let offsetMinutes: Int?

  /// Makes a day; `nil` when there is no such day, or for an offset of more than 14 hours.
  ///
  /// - Parameters:
  ///   - year: The year.
  ///   - month: The month, from 1.
  ///   - day: The day of the month, from 1.
  ///   - offsetMinutes: The offset from UTC; `nil` for none.
  public init?(year: Int, month: Int, day: Int, offsetMinutes: Int? = nil) {
    guard (-999_999_999...999_999_999).contains(year), (1...12).contains(month), day >= 1,
      day <= XMLDate.days(in: month, of: year), (-840...840).contains(offsetMinutes ?? 0)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.offsetMinutes = offsetMinutes
  }

  /// Reads a day such as `2026-07-01`, `2026-07-01Z` or `2026-07-01+02:00`.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` when it is none.
  public init(xmlText: String) throws(TypedValueError) {
    var scanner = DateScanner(xmlText)
    guard let (year, month, day) = scanner.date(), let offset = scanner.offset(), scanner.isAtEnd,
      let date = XMLDate(year: year, month: month, day: day, offsetMinutes: offset.minutes)
    else { throw .noValue(xmlText, of: "date") }
    self = date
  }

  /// The day as on the wire.
  public var xmlText: String { dateText + DateScanner.text(ofOffset: offsetMinutes) }

  /// The day as on the wire.
  public var description: String { xmlText }

  var dateText: String {
    (year < 0 ? "-" : "") + DateScanner.padded(abs(year), 4) + "-" + DateScanner.padded(month, 2) + "-"
      + DateScanner.padded(day, 2)
  }

  /// How many days lie between the first of January 1970 and the day, by the Gregorian calendar.
  var daysSince1970: Int {
    // Years start in March here, so that the leap day is the last one.
    let year = month > 2 ? self.year : self.year - 1
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
