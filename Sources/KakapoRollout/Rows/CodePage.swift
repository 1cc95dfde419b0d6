/// A code page in which UTF-8 was read by mistake.
enum CodePage: CaseIterable {
  case windows1252
  case macRoman

  /// The byte of a character beyond ASCII.
  func byte(of scalar: Unicode.Scalar) -> UInt8? {
    switch self {
    case .windows1252:
      // What the code page lacks is a control character in most programs.
      return 0x80...0x9F ~= scalar.value ? UInt8(scalar.value) : Windows1252.byte(of: scalar)
    case .macRoman: return Self.macRomanBytes[scalar]
    }
  }

  private static let macRomanBytes: [Unicode.Scalar: UInt8] = Dictionary(
    zip(
      ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
        + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ").unicodeScalars,
      UInt8(0x80)...0xFF), uniquingKeysWith: { first, _ in first })
}
