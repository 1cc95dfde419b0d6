/// A value that is text on the wire, so that it can also be in an attribute.
public protocol TypedText: TypedValue {
  /// Reads the value, in the lexical forms of XML Schema part 2.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't such a value.
  init(xmlText: String) throws(TypedValueError)

  /// The text as on the wire.
  var xmlText: String { get }
}

extension TypedText {
  /// Reads the value from the text of an element.
  ///
  /// - Parameter element: The element.
  /// - Throws: ``TypedValueError`` if its content is something else.
  public init(from element: TypedElement) throws(TypedValueError) { self = try element.text() }

  /// Writes the value as the text of an element.
  ///
  /// - Parameter writer: The element to write into.
  /// - Throws: ``TypedValueError`` for a character that XML can't carry.
  public func encode(into writer: inout TypedWriter) throws(TypedValueError) {
    try writer.text(self)
  }
}

extension String: TypedText {
  /// Uses the text as it is.
  ///
  /// - Parameter xmlText: The text as on the wire.
  public init(xmlText: String) { self = xmlText }

  /// The text itself.
  public var xmlText: String { self }
}

extension Secret: TypedText {
  /// Uses the text as it is.
  ///
  /// - Parameter xmlText: The text as on the wire.
  public init(xmlText: String) { self.init(xmlText) }

  /// The text itself: keep it out of logs.
  public var xmlText: String { revealed }
}

extension Bool: TypedText {
  /// Reads `true`, `false`, `1` or `0` (XML Schema part 2, section 3.2.2).
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't one of them.
  public init(xmlText: String) throws(TypedValueError) {
    switch xmlText.trimmingXMLSpace {
    case "true", "1": self = true
    case "false", "0": self = false
    default: throw .noValue(xmlText, of: "boolean")
    }
  }

  /// `true` or `false`.
  public var xmlText: String { self ? "true" : "false" }
}

extension Int: TypedText {}
extension Int8: TypedText {}
extension Int16: TypedText {}
extension Int32: TypedText {}
extension Int64: TypedText {}
extension UInt8: TypedText {}
extension UInt16: TypedText {}
extension UInt32: TypedText {}
extension UInt64: TypedText {}

extension TypedText where Self: FixedWidthInteger {
  /// Reads a whole number.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't a whole number, or is outside the range of the type.
  public init(xmlText: String) throws(TypedValueError) {
    guard let value = Self(xmlText.trimmingXMLSpace) else {
      throw .noValue(xmlText, of: "whole number from \(Self.min) to \(Self.max)")
    }
    self = value
  }

  /// The number in decimal digits.
  public var xmlText: String { String(self) }
}

extension Double: TypedText {}
extension Float: TypedText {}

extension TypedText where Self: BinaryFloatingPoint & LosslessStringConvertible {
  /// Reads a number, `INF`, `-INF` or `NaN` (XML Schema part 2, sections 3.2.4 and 3.2.5).
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't one of them.
  public init(xmlText: String) throws(TypedValueError) {
    let text = xmlText.trimmingXMLSpace
    switch text {
    case "INF": self = .infinity
    case "-INF": self = -.infinity
    case "NaN": self = .nan
    default:
      // Swift also reads hexadecimal numbers and its own names.
      guard
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }),
        let value = Self(String(text))
      else { throw .noValue(xmlText, of: "number") }
      self = value
    }
  }

  /// The shortest text that reads as the same number.
  public var xmlText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-INF" : "INF" }
    return "\(self)"
  }
}

extension TypedValueError {
  static func noValue(_ text: String, of kind: String) -> TypedValueError {
    TypedValueError("\(quoted(text)) isn't a \(kind)")
  }
}
