/// A day of the calendar, with or without an offset from UTC (`xs:date`).
public struct XMLDate: TypedText, CustomStringConvertible {
  /// The year; years before 1 are negative.
  public let year: Int
  /// The month, from 1.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// The offset from UTC in minutes, positive to the east; `nil` if there is none.
  public let offsetMinutes: Int?

  /// Makes a day; `nil` if there is no such day, or for an offset of more than 14 hours.
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
  /// - Throws: ``TypedValueError`` if the text isn't a day.
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

  /// The number of days from the first of January 1970 to the day, by the Gregorian calendar.
  var daysSince1970: Int {
    // Here a year starts in March, so that the leap day is its last day.
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

/// A time of day, with or without an offset from UTC (`xs:time`).
public struct XMLTime: TypedText, CustomStringConvertible {
  /// The hour, 0 to 23; 24 at midnight at the end of a day.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 59.
  public let second: Int
  /// All digits after the point of the seconds; empty for none.
  public let fraction: String
  /// The offset from UTC in minutes, positive to the east; `nil` if there is none.
  public let offsetMinutes: Int?

  /// Makes a time of day; `nil` if there is no such time, or for an offset of more than 14 hours.
  ///
  /// - Parameters:
  ///   - hour: The hour.
  ///   - minute: The minute.
  ///   - second: The second.
  ///   - fraction: The digits after the point of the seconds.
  ///   - offsetMinutes: The offset from UTC; `nil` for none.
  public init?(hour: Int, minute: Int, second: Int = 0, fraction: String = "", offsetMinutes: Int? = nil) {
    let isEndOfDay = hour == 24 && minute == 0 && second == 0 && fraction.allSatisfy { $0 == "0" }
    guard (0...23).contains(hour) || isEndOfDay, (0...59).contains(minute), (0...59).contains(second),
      fraction.utf8.allSatisfy({ (0x30...0x39).contains($0) }), (-840...840).contains(offsetMinutes ?? 0)
    else { return nil }
    self.hour = hour
    self.minute = minute
    self.second = second
    self.fraction = fraction
    self.offsetMinutes = offsetMinutes
  }

  /// Reads a time such as `08:30:00`, `08:30:00.25Z` or `08:30:00+02:00`.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't a time.
  public init(xmlText: String) throws(TypedValueError) {
    var scanner = DateScanner(xmlText)
    guard let time = scanner.time(), scanner.isAtEnd else { throw .noValue(xmlText, of: "time") }
    self = time
  }

  /// The time as on the wire.
  public var xmlText: String { timeText + DateScanner.text(ofOffset: offsetMinutes) }

  /// The time as on the wire.
  public var description: String { xmlText }

  var timeText: String {
    [hour, minute, second].map { DateScanner.padded($0, 2) }.joined(separator: ":")
      + (fraction.isEmpty ? "" : "." + fraction)
  }
}

/// Reads the parts of dates and times in XML Schema's form (part 2, sections 3.2.7 to 3.2.9).
struct DateScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.trimmingXMLSpace.utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func date() -> (year: Int, month: Int, day: Int)? {
    let isNegative = take("-")
    guard let year = digits(4...9), take("-"), let month = digits(2...2), take("-"),
      let day = digits(2...2)
    else { return nil }
    return (isNegative ? -year : year, month, day)
  }

  mutating func time() -> XMLTime? {
    guard let hour = digits(2...2), take(":"), let minute = digits(2...2), take(":"),
      let second = digits(2...2)
    else { return nil }
    var fraction = ""
    if take(".") {
      fraction = String(Substring(rest.prefix { (0x30...0x39).contains($0) }))
      guard !fraction.isEmpty else { return nil }
      rest.removeFirst(fraction.utf8.count)
    }
    guard let offset = offset() else { return nil }
    return XMLTime(
      hour: hour, minute: minute, second: second, fraction: fraction, offsetMinutes: offset.minutes)
  }

  /// The offset, if there is one; `nil` for any other text.
  mutating func offset() -> (minutes: Int?, Void)? {
    if isAtEnd { return (nil, ()) }
    if take("Z") { return (0, ()) }
    let isWest = take("-")
    guard isWest || take("+"), let hours = digits(2...2), take(":"), let minutes = digits(2...2),
      minutes < 60
    else { return nil }
    return ((hours * 60 + minutes) * (isWest ? -1 : 1), ())
  }

  private mutating func digits(_ count: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard count.contains(digits.count), let value = Int(String(Substring(digits))) else { return nil }
    rest.removeFirst(digits.count)
    return value
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static func text(ofOffset minutes: Int?) -> String {
    guard let minutes else { return "" }
    if minutes == 0 { return "Z" }
    return (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60, 2) + ":" + padded(abs(minutes) % 60, 2)
  }
}
