public import Foundation

/// A date and a time of day, with or without an offset from UTC (`xs:dateTime`).
///
/// A value without an offset isn't a point in time: only the service knows which one it means. All digits of the
/// seconds are kept.
public struct XMLDateTime: TypedText, CustomStringConvertible {
  /// The day.
  public let date: XMLDate
  /// The time of day, with the offset.
  public let time: XMLTime

  /// Makes a date and time.
  ///
  /// - Parameters:
  ///   - date: The day; its offset is ignored.
  ///   - time: The time of day, with the offset.
  public init(date: XMLDate, time: XMLTime) {
    self.date = XMLDate(year: date.year, month: date.month, day: date.day) ?? date
    self.time = time
  }

  /// Makes a point in time, in UTC and to the millisecond; `nil` outside the years 1 to 9999.
  ///
  /// - Parameter instant: The point in time.
  public init?(_ instant: Date) {
    let milliseconds = (instant.timeIntervalSince1970 * 1000).rounded()
    guard (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) else { return nil }
    let total = Int(milliseconds)
    let day = (total >= 0 ? total : total - 86_399_999) / 86_400_000
    let rest = total - day * 86_400_000
    // The inverse of ``XMLDate/daysSince1970``.
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let second = rest / 1000
    let fraction = rest % 1000
    guard
      let date = XMLDate(year: year, month: month, day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1),
      let time = XMLTime(
        hour: second / 3600, minute: second / 60 % 60, second: second % 60,
        fraction: fraction == 0 ? "" : DateScanner.padded(fraction, 3), offsetMinutes: 0)
    else { return nil }
    self.init(date: date, time: time)
  }

  /// Reads a date and time such as `2026-07-01T08:30:00` or `2026-07-01T08:30:00.1234567+02:00`.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't a date and time.
  public init(xmlText: String) throws(TypedValueError) {
    var scanner = DateScanner(xmlText)
    guard let (year, month, day) = scanner.date(), let date = XMLDate(year: year, month: month, day: day),
      scanner.take("T"), let time = scanner.time(), scanner.isAtEnd
    else { throw .noValue(xmlText, of: "date and time") }
    self.init(date: date, time: time)
  }

  /// The offset from UTC in minutes, positive to the east; `nil` if there is none.
  public var offsetMinutes: Int? { time.offsetMinutes }

  /// The point in time; `nil` if there is no offset.
  public var instant: Date? { offsetMinutes.map { instant(offsetMinutes: $0) } }

  /// The point in time, with an assumed offset for values without one.
  ///
  /// - Parameter assumed: The offset from UTC in minutes for a value without one.
  /// - Returns: The point in time, as exactly as a `Date` can hold it.
  public func instant(assumingOffsetMinutes assumed: Int) -> Date {
    instant(offsetMinutes: offsetMinutes ?? assumed)
  }

  /// The date and time as on the wire.
  public var xmlText: String { date.dateText + "T" + time.xmlText }

  /// The date and time as on the wire.
  public var description: String { xmlText }

  private func instant(offsetMinutes: Int) -> Date {
    let minutes = (date.daysSince1970 * 24 + time.hour) * 60 + time.minute - offsetMinutes
    let fraction = time.fraction.isEmpty ? 0 : Double("0." + time.fraction) ?? 0
    return Date(timeIntervalSince1970: Double(minutes * 60 + time.second) + fraction)
  }
}
