/// A whole number of any size exactly as it is on the wire (`xs:integer` and its kin without a limit).
public struct ExactInteger: TypedText, CustomStringConvertible, ExpressibleByIntegerLiteral {
  private let number: ExactDecimal

  /// Reads a whole number: an optional sign and digits; `nil` when the text is none.
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
  /// - Throws: ``TypedValueError`` when it is none.
  public init(xmlText: String) throws(TypedValueError) {
    guard let value = ExactInteger(String(xmlText.trimmingXMLSpace)) else {
      throw .noValue(xmlText, of: "whole number")
    }
    self = value
  }

  /// The number as on the wire, white space removed.
  public var text: String { number.text }

  /// The number as on the wire.
  public var xmlText: String { text }

  /// The number as on the wire.
  public var description: String { text }

  /// The number, or `nil` when it is too large for an `Int`.
  public var int: Int? { Int(text) }
}
