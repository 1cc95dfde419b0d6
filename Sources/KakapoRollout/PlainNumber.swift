package import Foundation
import XMLCore

/// Numbers for people, the same in every locale.
package enum PlainNumber {
  /// A whole number with commas: `12,345`.
  package static func text(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return (number < 0 ? "-" : "") + digits
  }

  /// A whole number and its noun: `1 row`, `2 rows`.
  package static func text(_ number: Int, _ noun: String) -> String {
    "\(text(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Row numbers and their noun: `row 3`, `rows 3, 4 and 8`, `rows 3, 4, 5, 6, 7 and 261 more`.
  static func rows(_ numbers: [Int]) -> String {
    (numbers.count == 1 ? "row " : "rows ") + list(numbers)
  }

  /// Row numbers and how many they are: `row 3`, `266 rows (3, 4, 5, 6, 7 and 261 more)`.
  static func countedRows(_ numbers: [Int]) -> String {
    numbers.count == 1 ? rows(numbers) : "\(text(numbers.count, "row")) (\(list(numbers)))"
  }

  /// Row numbers; of more than six, the first five.
  private static func list(_ numbers: [Int]) -> String {
    var parts = numbers.prefix(numbers.count > 6 ? 5 : 6).map { String($0) }
    if numbers.count > parts.count { parts.append("\(text(numbers.count - parts.count)) more") }
    let last = parts.popLast() ?? ""
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
  }

  /// A number with its significant decimals: `1,234`, `12.3`, `0.45`.
  package static func text(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "–" }
    let decimals = abs(number) >= 99.95 ? 0 : abs(number) >= 0.95 ? 1 : abs(number) >= 0.095 ? 2 : 3
    return fixed(number, decimals: decimals)
  }

  /// A number without trailing zeros: `1`, `0.5`, `0.25`.
  package static func shortest(_ number: Double) -> String {
    (0...6).lazy.map { (decimals: $0, value: (number * pow(10, Double($0))).rounded() / pow(10, Double($0))) }
      .first { abs($0.value - number) < 1e-9 * max(1, abs(number)) }
      .map { fixed(number, decimals: $0.decimals) } ?? text(number)
  }

  /// A duration: `350 ms`, `12.3 s`, `3 min 20 s`, `1 h 02 min`.
  package static func text(_ duration: Duration) -> String {
    let seconds = max(duration.inSeconds, 0)
    guard seconds > 0, seconds < 0.9995 else { return longText(seconds) }
    return text(seconds * 1000) + " ms"
  }

  private static func longText(_ seconds: Double) -> String {
    guard seconds > 0 else { return "0 s" }
    guard seconds >= 59.95 else { return text(seconds) + " s" }
    let whole = Int(min(seconds.rounded(), 1e15))
    if whole < 3600 { return "\(whole / 60) min" + (whole % 60 == 0 ? "" : " \(padded(whole % 60)) s") }
    return "\(text(whole / 3600)) h" + (whole / 60 % 60 == 0 ? "" : " \(padded(whole / 60 % 60)) min")
  }

  /// A date, in UTC: `2026-03-01 14:05:09 UTC`.
  package static func text(_ date: Date) -> String {
    date.formatted(.iso8601.dateSeparator(.dash).dateTimeSeparator(.space).timeSeparator(.colon))
      .replacingOccurrences(of: "Z", with: " UTC")
  }

  private static func fixed(_ number: Double, decimals: Int) -> String {
    let parts = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), abs(number))
      .split(separator: ".")
    let whole = text(Int(parts.first ?? "0") ?? 0)
    let sign = number < 0 ? "-" : ""
    return sign + whole + (parts.count > 1 ? "." + parts[1] : "")
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
  /// The text with visible replacements of the characters that could mislead a terminal, a browser or a
  /// reader.
  ///
  /// These are control characters, line and paragraph separators, and invisible format characters, for example
  /// those that turn the direction of writing.
  package var visible: String {
    unicodeScalars.contains(where: \.isInvisible)
      ? unicodeScalars.map { $0.isInvisible ? $0.escaped(asASCII: true) : String($0) }.joined() : self
  }

  /// The text for HTML: escaped, with everything visible.
  var inHTML: String { visible.escapedForHTML }
}

extension Unicode.Scalar {
  /// Whether the character could mislead a terminal, a browser or a reader.
  package var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
