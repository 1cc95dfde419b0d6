public import Foundation

/// A decimal number exactly as it is on the wire (`xs:decimal`).
///
/// All digits are kept. Two values are equal if their numbers are equal: `1.0` and `1`.
public struct ExactDecimal: TypedText, CustomStringConvertible {
  /// The number as on the wire, without white space.
  public let text: String

  /// Reads a number: an optional sign, digits, and at most one point; `nil` if the text is something else.
  ///
  /// - Parameter text: The number, for example `-1234.50`.
  public init?(_ text: String) {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let point = UInt8(ascii: ".")
    guard text.utf8.count - digits.count <= 1, digits.contains(where: { $0 != point }),
      digits.count(where: { $0 == point }) <= 1,
      digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == point })
    else { return nil }
    self.text = text
  }

  /// Makes a whole number.
  ///
  /// - Parameter value: The number.
  public init(_ value: Int) { text = String(value) }

  /// Makes a number from a `Decimal`, with all its digits; `nil` for NaN.
  ///
  /// - Parameter value: The number.
  public init?(_ value: Decimal) {
    guard !value.isNaN else { return nil }
    self.init(value.description)
  }

  /// Reads a number.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't a decimal number.
  public init(xmlText: String) throws(TypedValueError) {
    guard let value = ExactDecimal(String(xmlText.trimmingXMLSpace)) else {
      throw .noValue(xmlText, of: "decimal number")
    }
    self = value
  }

  /// The number as on the wire.
  public var xmlText: String { text }

  /// The number as on the wire.
  public var description: String { text }

  /// The number, or `nil` if a `Decimal` can't hold all its digits.
  public var decimal: Decimal? {
    guard let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")),
      let copy = ExactDecimal(value), copy == self
    else { return nil }
    return value
  }

  /// Compares the numbers, not their spelling.
  public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool { left.normal == right.normal }

  /// Feeds the number into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(normal) }

  /// The number without a plus sign and without insignificant zeros.
  private var normal: String {
    let digits = text.drop { $0 == "-" || $0 == "+" }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == "0" }
    var fraction = parts.count > 1 ? parts[1] : ""
    while fraction.last == "0" { fraction.removeLast() }
    let isNegative = text.first == "-" && !(whole.isEmpty && fraction.isEmpty)
    return (isNegative ? "-" : "") + whole + "." + fraction
  }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
  /// Makes a whole number.
  ///
  /// - Parameter value: The number.
  public init(integerLiteral value: Int) { self.init(value) }
}

/// A whole number of any size, exactly as on the wire (`xs:integer` and the related types without a limit).
public struct ExactInteger: TypedText, CustomStringConvertible, ExpressibleByIntegerLiteral {
  private let number: ExactDecimal

  /// Reads a whole number: an optional sign and digits; `nil` if the text isn't one.
  ///
  /// - Parameter text: The number, for example `-12345678901234567890`.
  public init?(_ text: String) {
    guard !text.utf8.contains(UInt8(ascii: ".")), let number = ExactDecimal(text) else { return nil }
    self.number = number
  }

  /// Makes a number.
  ///
  /// - Parameter value: The number.
  public init(_ value: Int) { number = ExactDecimal(value) }

  /// Makes a number.
  ///
  /// - Parameter value: The number.
  public init(integerLiteral value: Int) { self.init(value) }

  /// Reads a whole number.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't a whole number.
  public init(xmlText: String) throws(TypedValueError) {
    guard let value = ExactInteger(String(xmlText.trimmingXMLSpace)) else {
      throw .noValue(xmlText, of: "whole number")
    }
    self = value
  }

  /// The number as on the wire, without white space.
  public var text: String { number.text }

  /// The number as on the wire.
  public var xmlText: String { text }

  /// The number as on the wire.
  public var description: String { text }

  /// The number, or `nil` if an `Int` can't hold it.
  public var int: Int? { Int(text) }
}
