/// Reads the parts of dates and times as XML Schema writes them (part 2, sections 3.2.7 to 3.2.9).
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

  /// The offset, if there is one; `nil` when something else stands there.
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
