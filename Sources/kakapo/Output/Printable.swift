import KakapoRollout

/// Makes texts from outside safe for a terminal.
enum Printable {
  /// A text on one line, with control characters made visible: a server's answer must not steer a terminal.
  static func line(_ text: String) -> String { text.visible }

  /// How many columns a text takes in a terminal: two for each East Asian wide character (Unicode annex 11).
  static func width(of text: String) -> Int {
    text.reduce(0) { width, character in
      guard let first = character.unicodeScalars.first?.value else { return width }
      let isWide =
        (0x1100...0x115F).contains(first) || (0x2E80...0xA4CF).contains(first)
        || (0xAC00...0xD7A3).contains(first) || (0xF900...0xFAFF).contains(first)
        || (0xFE30...0xFE6F).contains(first) || (0xFF00...0xFF60).contains(first)
        || (0xFFE0...0xFFE6).contains(first) || (0x1F300...0x1FAFF).contains(first)
        || (0x20000...0x3FFFD).contains(first)
      return width + (isWide ? 2 : 1)
    }
  }
}
