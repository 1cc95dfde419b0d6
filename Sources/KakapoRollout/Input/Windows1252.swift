import XMLCore

/// The code page that Excel writes as "CSV" in Western Europe and America.
enum Windows1252 {
  /// The bytes that stand for nothing.
  static let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// The character of a byte that is not undefined.
  static func scalar(of byte: UInt8) -> Unicode.Scalar {
    guard 0x80...0x9F ~= byte else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(DocumentEncoding.upperControls1252[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  /// The byte of a character, or `nil` when there is none.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0...0x7F, 0xA0...0xFF: UInt8(scalar.value)
    default: upper[scalar]
    }
  }

  private static let upper: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: (UInt8(0x80)...0x9F).filter { !undefined.contains($0) }.map { (scalar(of: $0), $0) }
  )
}
