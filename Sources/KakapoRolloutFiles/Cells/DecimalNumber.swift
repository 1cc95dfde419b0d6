import Foundation

/// A number as a spreadsheet has it: decimal, with up to 15 digits.
struct DecimalNumber: Equatable {
  /// Whether it is below zero.
  var isNegative: Bool
  /// The digits without zeros at both ends; none for zero.
  var digits: [UInt8]
  /// The number of digits before the point; it may be negative.
  var exponent: Int

  /// Takes a number; `nil` for one that isn't finite.
  ///
  /// - Parameter value: The number.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    // 15 significant digits, as spreadsheets show and keep them.
    let text = String(format: "%.14e", abs(value))
    let parts = text.split(separator: "e")
    guard parts.count == 2, let power = Int(parts[1]) else { return nil }
    digits = parts[0].utf8.filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
    while digits.last == 0 { digits.removeLast() }
    exponent = digits.isEmpty ? 0 : power + 1
    isNegative = value < 0 && !digits.isEmpty
  }

  /// Rounds to a number of digits behind the point; half is rounded away from zero.
  mutating func round(to places: Int) {
    let kept = exponent + places
    guard kept < digits.count else { return }
    let roundsUp = kept >= 0 && digits[kept] >= 5
    digits.removeLast(digits.count - max(0, kept))
    if roundsUp {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 { index -= 1 }
      if index < 0 {
        digits = [1]
        exponent += 1
      } else {
        digits[index] += 1
        digits.removeLast(digits.count - 1 - index)
      }
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (exponent, isNegative) = (0, false) }
  }

  /// The digits before the point, without zeros in front; empty for a number below one.
  var whole: String {
    guard exponent > 0 else { return "" }
    return Self.text(digits.prefix(exponent)) + String(repeating: "0", count: max(0, exponent - digits.count))
  }

  /// The digits behind the point, without zeros at the end.
  var fraction: String {
    guard !digits.isEmpty else { return "" }
    return exponent >= 0
      ? Self.text(digits.dropFirst(exponent))
      : String(repeating: "0", count: -exponent) + Self.text(digits[...])
  }

  /// The number without a format: `12`, `0.5`, `1.5E+20`.
  var general: String {
    guard !digits.isEmpty else { return "0" }
    let sign = isNegative ? "-" : ""
    guard exponent <= 15, exponent > -5 else {
      let power = exponent - 1
      let rest = digits.count > 1 ? "." + Self.text(digits.dropFirst()) : ""
      let digitsOfPower = abs(power) < 10 ? "0\(abs(power))" : "\(abs(power))"
      return "\(sign)\(digits[0])\(rest)E\(power < 0 ? "-" : "+")\(digitsOfPower)"
    }
    let fraction = fraction
    return sign + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}
