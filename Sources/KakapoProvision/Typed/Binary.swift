import Foundation

/// Bytes that are Base64 on the wire (`xs:base64Binary`).
public struct Base64Binary: TypedText {
  /// The bytes.
  public var bytes: [UInt8]

  /// Wraps bytes.
  ///
  /// - Parameter bytes: The bytes.
  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Reads Base64, and ignores white space in it.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text isn't Base64.
  public init(xmlText: String) throws(TypedValueError) {
    let text = xmlText.filter { !$0.isXMLSpace }
    // Foundation also takes padding alone, too much of it, and bits after the last byte.
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else {
      throw TypedValueError("the text isn't Base64")
    }
    bytes = Array(data)
  }

  /// The bytes as Base64.
  public var xmlText: String { Data(bytes).base64EncodedString() }
}

/// Bytes that are hexadecimal digits on the wire (`xs:hexBinary`).
public struct HexBinary: TypedText {
  /// The bytes.
  public var bytes: [UInt8]

  /// Wraps bytes.
  ///
  /// - Parameter bytes: The bytes.
  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Reads pairs of hexadecimal digits.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` if the text is something else.
  public init(xmlText: String) throws(TypedValueError) {
    let digits = xmlText.trimmingXMLSpace.map(\.hexDigitValue)
    guard digits.count.isMultiple(of: 2) else { throw TypedValueError("the hexadecimal text is cut off") }
    bytes = []
    for position in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[position], let low = digits[position + 1] else {
        throw TypedValueError("the text is not hexadecimal")
      }
      bytes.append(UInt8(high * 16 + low))
    }
  }

  /// The bytes in upper-case digits, the canonical form.
  public var xmlText: String {
    let digits = Array("0123456789ABCDEF")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
