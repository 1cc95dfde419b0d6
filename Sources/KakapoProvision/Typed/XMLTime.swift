/// A time of day, with or without an offset from UTC (`xs:time`).
public struct XMLTime: TypedText, CustomStringConvertible {
  /// The hour, 0 to 23; 24 at midnight at the end of a day.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 59.
  public let second: Int
  /// The digits after the point of the seconds, all of them; empty for none.
  public let fraction: String
  /// The offset from UTC in minutes, east of it positive; `nil` when none is stated.
  public let offsetMinutes: Int?

  /// Makes a time of day; `nil` when there is no such time, or for an offset of more than 14 hours.
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
  /// - Throws: ``TypedValueError`` when it is none.
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
