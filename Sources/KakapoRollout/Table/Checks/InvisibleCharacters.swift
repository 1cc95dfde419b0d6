/// Characters that are invisible in a spreadsheet and make two equal-looking texts different.
enum InvisibleCharacters {
  /// Whether a text consists of visible ASCII, with blanks only inside.
  ///
  /// Nearly every value does, and this check does not decode the value.
  static func isPlain(_ text: String) -> Bool {
    let result = text.utf8.withContiguousStorageIfAvailable { bytes in
      guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20 else {
        return bytes.isEmpty
      }
      return bytes.allSatisfy { 0x20...0x7E ~= $0 }
    }
    return result ?? false
  }

  /// Whether a character is invisible, or looks like a blank but isn't one.
  ///
  /// - Parameters:
  ///   - scalar: The character.
  ///   - previous: The one before it.
  ///   - isDisplayName: Whether it is in a display name. Display names may have line breaks, the ideographic blank,
  ///     and joiners after a letter of a script that uses them.
  /// - Returns: Whether the character has to be removed.
  static func isInvisible(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, isDisplayName: Bool
  ) -> Bool {
    if 0x20...0x7E ~= scalar.value { return false }
    if isDisplayName {
      switch scalar.value {
      case 0xA, 0x3000: return false
      case 0x200C, 0x200D: return !isSpelledWithJoiners(previous)
      default: break
      }
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
    // Letters without a shape: the Hangul fillers. The empty Braille pattern is a symbol.
    default: return [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0].contains(scalar.value)
    }
  }

  /// From Arabic to the end of the Indic scripts and their neighbours.
  private static func isSpelledWithJoiners(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return 0x0600...0x1AFF ~= scalar.value || scalar.properties.isEmoji && scalar.value > 0x2FFF
  }

  /// Unicode has no names for controls; these occur in spreadsheets.
  private static let controlNames: [Unicode.Scalar: String] = [
    "\t": "TAB", "\n": "LINE FEED", "\r": "CARRIAGE RETURN", "\u{0}": "NULL", "\u{85}": "NEXT LINE",
  ]

  /// A character as its number and its name: `U+200B ZERO WIDTH SPACE`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
    guard let name = scalar.properties.name ?? controlNames[scalar] else { return number }
    return "\(number) \(name)"
  }
}
