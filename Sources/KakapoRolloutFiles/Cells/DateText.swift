import Foundation

/// Shows a number of days as a date or time.
struct DateText {
  private let value: Double
  private let is1904: Bool

  init(_ value: Double, is1904: Bool) {
    self.value = value
    self.is1904 = is1904
  }

  private struct Parts {
    var year = 0
    var month = 0
    var day = 0
    var weekday = 0
    /// The seconds of the day.
    var seconds = 0
    /// Ten-millionths would be more than a cell has: thousandths of a second.
    var thousandths = 0
    /// The seconds since the first day.
    var elapsed = 0
  }

  /// The last day that a spreadsheet has: 31 December 9999.
  private static let lastDay = 2_958_465.0

  /// Shows the date.
  ///
  /// - Parameter tokens: A section of a format.
  /// - Returns: The text.
  func show(_ tokens: [NumberFormat.Token]) -> NumberFormat.Shown {
    let limit = Self.lastDay - (is1904 ? 1462 : 0) + 1
    guard value >= 0, value < limit else {
      return NumberFormat.Shown(
        text: DecimalNumber(value)?.general ?? "", doubt: "isn't a date, but has the format of one")
    }
    var places = 0
    for case .fraction(let digits) in tokens { places = max(places, digits) }
    guard places <= 3 else {
      return NumberFormat.Shown(
        text: DecimalNumber(value)?.general ?? "", doubt: "has a format that is not understood")
    }
    let parts = parts(places: places)
    let isHalfDay = tokens.contains { if case .halfDay = $0 { true } else { false } }
    var text = ""
    for token in tokens {
      switch token {
      case .literal(let literal): text += literal
      case .date(let letter, let count): text += part(letter, count, parts, isHalfDay)
      case .elapsed(let letter, let count):
        let unit = letter == "h" ? 3600 : letter == "m" ? 60 : 1
        text += Self.padded(parts.elapsed / unit, count)
      case .fraction(let digits):
        text += "." + String(Self.padded(parts.thousandths, 3).prefix(digits))
      case .halfDay(let isShort):
        let name = parts.seconds < 43_200 ? "AM" : "PM"
        text += isShort ? String(name.prefix(1)) : name
      case .comma: text += ","
      case .point: text += "."
      default:
        return NumberFormat.Shown(
          text: DecimalNumber(value)?.general ?? "", doubt: "has a format that is not understood")
      }
    }
    return NumberFormat.Shown(text: text)
  }

  private func parts(places: Int) -> Parts {
    var parts = Parts()
    var day = Int(value)
    let unit = [1, 10, 100, 1000][places]
    var units = Int(((value - Double(day)) * 86_400 * Double(unit)).rounded())
    if units >= 86_400 * unit {
      units = 0
      day += 1
    }
    parts.seconds = units / unit
    parts.thousandths = units % unit * (1000 / unit)
    parts.elapsed = day * 86_400 + parts.seconds
    set(day, in: &parts)
    return parts
  }

  private func set(_ day: Int, in parts: inout Parts) {
    if !is1904 {
      // Excel counts a 29 February 1900, which there was not, and a 0 January.
      if day == 60 || day == 0 {
        (parts.year, parts.month, parts.day) = (1900, day == 60 ? 2 : 1, day == 60 ? 29 : 0)
        parts.weekday = day == 60 ? 4 : 7
        return
      }
    }
    // Days since 1 March 0000, in which a year ends with its leap day.
    let first = is1904 ? 695_361 : day < 60 ? 693_900 : 693_899
    let days = day + first
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    parts.day = dayOfYear - (153 * month + 2) / 5 + 1
    parts.month = month < 10 ? month + 3 : month - 9
    parts.year = yearOfEra + era * 400 + (parts.month <= 2 ? 1 : 0)
    // 1 March 0000 was a Wednesday.
    parts.weekday = is1904 || day >= 60 ? (days + 3) % 7 + 1 : (days + 2) % 7 + 1
  }

  private func part(_ letter: Character, _ count: Int, _ parts: Parts, _ isHalfDay: Bool) -> String {
    switch letter {
    case "y": count <= 2 ? Self.padded(parts.year % 100, 2) : Self.padded(parts.year, 4)
    case "m":
      switch count {
      case 1, 2: Self.padded(parts.month, count)
      case 4: Self.months[parts.month - 1]
      case 5: String(Self.months[parts.month - 1].prefix(1))
      default: String(Self.months[parts.month - 1].prefix(3))
      }
    case "d":
      switch count {
      case 1, 2: Self.padded(parts.day, count)
      case 3: String(Self.weekdays[parts.weekday - 1].prefix(3))
      default: Self.weekdays[parts.weekday - 1]
      }
    case "h":
      isHalfDay
        ? Self.padded((parts.seconds / 3600 + 11) % 12 + 1, count) : Self.padded(parts.seconds / 3600, count)
    case "n": Self.padded(parts.seconds / 60 % 60, count)
    default: Self.padded(parts.seconds % 60, count)
    }
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}
