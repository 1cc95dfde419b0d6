import XMLCore

/// Finds UTF-8 text that a program read in another encoding: `JosÃ©` for `José`.
enum Mojibake {
  /// Repairs a text.
  ///
  /// - Parameter text: The text.
  /// - Returns: The text before the damage, or `nil` when nothing points to damage.
  static func repaired(_ text: String) -> String? {
    guard mayBeDamaged(text) else { return nil }
    var result: String?
    // Each pass through a wrong code page adds a layer.
    for _ in 0..<3 {
      let current = result ?? text
      // The right code page joins the most characters.
      let layers = CodePage.allCases.compactMap { layer(of: current, $0) }
      guard let better = layers.min(by: { $0.unicodeScalars.count < $1.unicodeScalars.count }) else { break }
      result = better
    }
    return result
  }

  /// Whether the text has the beginning of a sequence with something after it; most names have none.
  private static func mayBeDamaged(_ text: String) -> Bool {
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x80 || scalar == " " && previous == "Ã" {
        switch previous.value {
        case 0xAC, 0xB7, 0xC2...0xF4, 0xFF, 0x152, 0x153, 0x178, 0x192, 0x2013...0x203A, 0x2200...0x25FF:
          return true
        default: break
        }
      }
      previous = scalar
    }
    return false
  }

  private static func layer(of text: String, _ page: CodePage) -> String? {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isCertain = false
    var run = 0
    var position = 0
    while position < scalars.count {
      guard let sequence = Sequence(scalars, at: position, page) else {
        result.append(scalars[position])
        position += 1
        run = 0
        continue
      }
      run += 1
      isCertain = isCertain || sequence.isCertain(in: scalars, isFirst: run == 1)
      result.append(sequence.scalar)
      position += sequence.length
    }
    return isCertain ? String(result) : nil
  }
}

extension Mojibake {
  /// Several characters that were the bytes of one character.
  private struct Sequence {
    let scalar: Unicode.Scalar
    let length: Int
    private let start: Int
    private let page: CodePage

    /// Reads a sequence; `nil` when there is none here, or when names do not use its character.
    init?(_ scalars: [Unicode.Scalar], at start: Int, _ page: CodePage) {
      guard scalars[start].value >= 0x80, let lead = page.byte(of: scalars[start]), lead >= 0xC2, lead <= 0xF4
      else { return nil }
      // The no-break space of "Ã " has often become a blank.
      let isBeforeBlank =
        lead == 0xC3 && page == .windows1252 && start > 0 && scalars[start - 1].properties.isLowercase
      let bytes =
        [lead]
        + scalars[(start + 1)...].prefix(3).map { scalar in
          scalar == " " && isBeforeBlank ? 0xA0 : scalar.value < 0x80 ? 0 : page.byte(of: scalar) ?? 0
        }
      let length = bytes.withUnsafeBufferPointer { UTF8Validation.sequenceLength(in: $0, at: 0) }
      guard length > 1, let scalar = String(decoding: bytes[..<length], as: UTF8.self).unicodeScalars.first,
        Self.isUsual(scalar)
      else { return nil }
      self.scalar = scalar
      self.length = length
      self.start = start
      self.page = page
    }

    /// Whether the sequence can't be anything else, given the characters around it.
    ///
    /// - Parameters:
    ///   - scalars: The text.
    ///   - isFirst: Whether no other sequence is right before it; two in a row are not a coincidence.
    /// - Returns: Whether it is certain.
    func isCertain(in scalars: [Unicode.Scalar], isFirst: Bool) -> Bool {
      guard isFirst else { return true }
      let previous = start > 0 ? scalars[start - 1] : " "
      let next = start + length < scalars.count ? scalars[start + length] : " "
      let first = scalars[start]
      let second = scalars[start + 1]
      let signs = scalars[(start + 1)..<(start + length)]
      // Typographic signs may follow a letter at the end of a word: É’S, CAFÉ…, « Å ».
      let holdsOddSign = signs.contains { !Self.mayFollowLetter.contains($0) && !$0.properties.isAlphabetic }
      switch (page, length) {
      case (.windows1252, 2):
        guard first != "×" else { return false }
        let isInWord = previous.properties.isLowercase || next.properties.isLowercase && second != "’"
        // No letter of this page follows Ã, nor does a sign that opens in the middle of a word.
        let isBehindTilde =
          first == "Ã"
          && ("œšžŸŽŠŒ".unicodeScalars.contains(second)
            || "“‘”–—".unicodeScalars.contains(second) && next.properties.isAlphabetic)
        return holdsOddSign || isBehindTilde || isInWord && first.properties.isUppercase
      case (.windows1252, _):
        // "â€™" is an apostrophe, and "áº" or "á»" begins most letters of Vietnamese.
        return holdsOddSign || next.properties.isLowercase || first == "â" && second == "€"
          || first == "á" && second == "º"
      case (.macRoman, 2): return ["√", "¬", "ƒ", "≈", "∆", "◊"].contains(first)
      case (.macRoman, _):
        return first == "‚" && second == "Ä" || first == "·" && ["ª", "∫"].contains(second)
      }
    }

    private static let mayFollowLetter: Set<Unicode.Scalar> = [
      "‘", "’", "“", "”", "‚", "„", "–", "—", "…", "«", "»", "‹", "›", "\u{A0}", "™", "®", "°", "·", "•",
    ]

    /// Whether a character occurs in names: letters of living scripts, their marks, and typographic signs.
    private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x80...0x24F, 0x259, 0x2BB...0x2DC, 0x300...0x52F, 0x531...0x6FF, 0x900...0xEFF, 0x10A0...0x11FF,
        0x1E00...0x1FFF, 0x2010...0x203A, 0x20AC, 0x2122, 0x3000...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3,
        0xFF00...0xFFEF, 0x1F300...0x1FAFF, 0x20000...0x2FFFF:
        true
      default: false
      }
    }
  }
}

/// A code page in which UTF-8 was read by mistake.
enum CodePage: CaseIterable {
  case windows1252
  case macRoman

  /// The byte of a character beyond ASCII.
  func byte(of scalar: Unicode.Scalar) -> UInt8? {
    switch self {
    case .windows1252:
      // Most programs use control characters for the undefined bytes of the code page.
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
