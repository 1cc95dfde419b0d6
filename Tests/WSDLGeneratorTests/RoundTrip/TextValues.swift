import KakapoProvision
import WSDL

/// Values at the edges of the built-in types of XML Schema, as texts; only such as libxml2 takes: numbers of 24 digits, no
/// sign before an unsigned one.
enum TextValues {
  /// Texts of a type.
  ///
  /// - Parameters:
  ///   - type: The type.
  ///   - isCanonical: Whether only those are wanted that generated code writes in the same form.
  /// - Returns: The texts.
  static func all(of type: BuiltInType, isCanonical: Bool) -> [String] {
    let texts = texts(of: type)
    return isCanonical ? texts.filter { isWritten($0, as: type) } : texts
  }

  private static func texts(of type: BuiltInType) -> [String] {
    switch type {
    case .boolean: ["true", "false", "1", "0", " true\n"]
    case .byte: whole("-128", "127")
    case .short: whole("-32768", "32767")
    case .int: whole("-2147483648", "2147483647")
    case .long: whole("-9223372036854775808", "9223372036854775807")
    case .unsignedByte: ["0", "1", "007", "255"]
    case .unsignedShort: ["0", "1", "007", "65535"]
    case .unsignedInt: ["0", "1", "007", "4294967295"]
    case .unsignedLong: ["0", "1", "007", "18446744073709551615"]
    case .integer: whole("-123456789012345678901234", "987654321098765432109876")
    case .decimal:
      [
        "0", "-0", "1.5", "-0.001", ".5", "5.", "+007.00",
        "123456789012.123456789012",
      ]
    case .float: ["0", "1.5", "-INF", "INF", "NaN", "3.4028235e+38", "1E-45", "-0", "16777217"]
    case .double:
      ["0", "1.5", "-INF", "INF", "NaN", "1.7976931348623157e+308", "5e-324", "-0", "12E3", "0.1", "1.0"]
    case .dateTime:
      [
        "2024-02-29T23:59:59.999Z", "2024-02-29T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T24:00:00",
        "12024-01-01T12:00:00-00:30", "-0044-03-15T12:00:00Z", "2023-12-31T23:59:59.1234567+01:00",
      ]
    case .date: ["2024-02-29", "2024-02-29Z", "0001-01-01+14:00", "-0044-03-15", "12024-12-31-11:30"]
    case .time: ["00:00:00", "23:59:59.9999999", "24:00:00", "12:30:00Z", "01:02:03-05:00"]
    case .duration: ["P1Y2M3DT4H5M6.7S", "-P0D", "PT0S"]
    case .base64Binary: ["", "AA==", "AAE=", "AAEC", "AAEC AwQF", "\nAAEC/+8=\n"]
    case .hexBinary: ["", "00", "0aFF", "CAFEBABE"]
    case .anyURI: ["https://a.example/b?c=d&amp;e", "", " urn:x "]
    case .token, .NMTOKEN, .language, .Name, .NCName, .ID:
      ["a", "a-b", " a ", "\ta"] + (type == .token ? ["a b", "a  b", ""] : [])
    case .normalizedString: ["a", " a  b ", "a\tb", ""]
    default: ["a", "", " a  b ", "ä€😀", "&lt;&amp;&gt;\"'", "]]&gt;", "line\nline", "a\tb", "e\u{301}"]
    }
  }

  private static func whole(_ smallest: String, _ largest: String) -> [String] {
    [smallest, largest, "0", "1", "+1", "007", " 5 "]
  }

  /// Whether generated code writes a text as it is.
  private static func isWritten(_ text: String, as type: BuiltInType) -> Bool {
    func check<Value: TypedText>(_ type: Value.Type) -> Bool { (try? Value(xmlText: text))?.xmlText == text }
    return switch type {
    case .boolean: check(Bool.self)
    case .byte, .short, .int, .long: check(Int64.self)
    case .unsignedByte, .unsignedShort, .unsignedInt, .unsignedLong: check(UInt64.self)
    case .integer: check(ExactInteger.self)
    case .decimal: check(ExactDecimal.self)
    case .float: check(Float.self)
    case .double: check(Double.self)
    case .dateTime: check(XMLDateTime.self)
    case .date: check(XMLDate.self)
    case .time: check(XMLTime.self)
    case .base64Binary: check(Base64Binary.self)
    case .hexBinary: check(HexBinary.self)
    case .string: true
    default: !text.contains("\t") && !text.contains("  ") && !text.hasPrefix(" ") && !text.hasSuffix(" ")
    }
  }
}
