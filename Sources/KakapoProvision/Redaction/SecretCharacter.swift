import XMLCore

/// One character of a secret and its spellings, in either letter case.
struct SecretCharacter: Sendable {
  private let spellings: [Spelling]
  /// The units with which a spelling can begin.
  let starts: UnitSet

  init(_ scalar: Unicode.Scalar) {
    let text = String(scalar)
    let others = [text.lowercased(), text.uppercased()].filter { $0.unicodeScalars.count == 1 && $0 != text }
    spellings = [Spelling(scalar)] + others.compactMap(\.unicodeScalars.first).map(Spelling.init)
    starts = UnitSet(spellings.flatMap(\.starts))
  }

  /// The positions behind each spelling that begins at a position.
  func ends(in text: [UInt16], at position: Int, isBytes: Bool) -> [Int] {
    guard starts.contains(text[position]) else { return [] }
    return spellings.flatMap { $0.ends(in: text, at: position, isBytes: isBytes) }
  }

  /// One letter case of a character and its spellings.
  fileprivate struct Spelling: Sendable {
    let utf8: [UInt16]
    let utf16: [UInt16]
    /// The byte in latin-1 and windows-1252, for a character with other bytes in UTF-8.
    let byte: UInt16?
    /// The spellings in ASCII alone, in lower case, except references.
    let escapes: [[UInt16]]
    /// The name of its entity, with the semicolon.
    let entity: [UInt16]?
    /// The numbers of its references: its own, or those of its surrogates, since some writers encode each surrogate.
    let numbers: [[UInt32]]
  }
}

extension SecretCharacter.Spelling {
  fileprivate init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    let text = String(scalar)
    utf8 = text.utf8.map { UInt16($0) }
    utf16 = Array(text.utf16)
    byte = SecretCharacter.byte(of: value)
    let entities: [Unicode.Scalar: String] = [
      "&": "amp;", "<": "lt;", ">": "gt;", "\"": "quot;", "'": "apos;",
    ]
    entity = entities[scalar].map { Array($0.utf16) }
    numbers = utf16.count == 1 ? [[value]] : [[value], utf16.map { UInt32($0) }]
    let short: [Unicode.Scalar: [String]] = [
      " ": ["+"], "\t": ["\\t"], "\n": ["\\n"], "\r": ["\\r"], "\"": ["\\\"", "\"\""], "'": ["\\'", "''"],
      "\\": ["\\\\"], "/": ["\\/"],
    ]
    let bytes = [utf8] + (byte.map { [[$0]] } ?? [])
    var escapes = [utf16.map { "\\u" + SecretCharacter.hexadecimal($0, digits: 4) }.joined()]
    for bytes in bytes {
      // As in a URL, in quoted-printable text, and in strings of programming languages.
      for prefix in ["%", "=", "\\x"] {
        escapes.append(bytes.map { prefix + SecretCharacter.hexadecimal($0, digits: 2) }.joined())
      }
      escapes.append(bytes.map { "\\" + SecretCharacter.octal($0) }.joined())
    }
    self.escapes = (escapes + (short[scalar] ?? [])).map { Array($0.utf16) }
  }

  fileprivate var starts: [UInt16] {
    [utf8[0], utf16[0], SecretCharacter.ampersand] + (byte.map { [$0] } ?? []) + escapes.map { $0[0] }
  }

  fileprivate func ends(in text: [UInt16], at position: Int, isBytes: Bool) -> [Int] {
    var ends: [Int] = []
    let literal = isBytes ? utf8 : utf16
    // Try the doubled escapes first, or their second half would remain.
    for escape in escapes where SecretCharacter.has(escape, in: text, at: position) {
      ends.append(position + escape.count)
    }
    if text[position...].starts(with: literal) { ends.append(position + literal.count) }
    if isBytes, text[position] == byte { ends.append(position + 1) }
    guard text[position] == SecretCharacter.ampersand else { return ends }
    if let entity, let start = SecretCharacter.endOfAmpersand(in: text, at: position, before: entity) {
      ends.append(start + entity.count)
    }
    ends += numbers.compactMap { SecretCharacter.endOfReferences(to: $0, in: text, at: position) }
    return ends
  }
}

extension SecretCharacter {
  /// Whether the end of a text may be the start of a truncated escape or character.
  static func isCut(_ rest: ArraySlice<UInt16>, isBytes: Bool) -> Bool {
    // The longest is a character outside the first plane in a URL, `%F0%9F%98%80`.
    guard let first = rest.first, rest.count < 12 else { return false }
    if isBytes, first >= 0xC0 { return rest.count < 4 && rest.allSatisfy { $0 >= 0x80 } }
    return escapeStarts.contains(first) && rest.dropFirst().allSatisfy(escapeRest.contains)
  }

  fileprivate static func byte(of value: UInt32) -> UInt16? {
    if (0x80..<0x100).contains(value) { return UInt16(value) }
    return DocumentEncoding.upperControls1252.firstIndex(of: value).map { UInt16(0x80 + $0) }
  }

  // MARK: Pieces of escapes

  fileprivate static let ampersand = UInt16(UInt8(ascii: "&"))
  private static let escapedAmpersand = Array("amp;".utf16)

  private static let escapeStarts = UnitSet("&%+=\\")
  private static let escapeRest = UnitSet("#%=\\" + UnitSet.alphanumericLetters)

  fileprivate static func hexadecimal(_ number: UInt16, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  fileprivate static func octal(_ number: UInt16) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, 3 - text.count)) + text
  }

  /// Whether lower-case ASCII is at a position, in any letter case.
  fileprivate static func has(_ wanted: [UInt16], in text: [UInt16], at position: Int) -> Bool {
    text.count - position >= wanted.count
      && zip(text[position...], wanted).allSatisfy { unit, wanted in
        unit == wanted || ((0x41...0x5A).contains(unit) && unit | 0x20 == wanted)
      }
  }

  /// The position behind an ampersand and before a given text, even if the ampersand is escaped, once or more.
  fileprivate static func endOfAmpersand(
    in text: [UInt16], at start: Int, before wanted: [UInt16]
  ) -> Int? {
    guard start < text.count, text[start] == ampersand else { return nil }
    var position = start + 1
    var found: Int?
    while true {
      if has(wanted, in: text, at: position) { found = position }
      guard has(escapedAmpersand, in: text, at: position) else { return found }
      position += escapedAmpersand.count
    }
  }

  fileprivate static func endOfReferences(to numbers: [UInt32], in text: [UInt16], at start: Int) -> Int? {
    var position = start
    for number in numbers {
      guard let digits = endOfAmpersand(in: text, at: position, before: [0x23]),
        let end = endOfNumber(number, in: text, at: digits + 1)
      else { return nil }
      position = end
    }
    return position
  }

  /// The position behind a number and its semicolon.
  private static func endOfNumber(_ wanted: UInt32, in text: [UInt16], at start: Int) -> Int? {
    let isHexadecimal = has([0x78], in: text, at: start)
    var position = isHexadecimal ? start + 1 : start
    var number: UInt32 = 0
    while position < text.count, text[position] < 0x80,
      let digit = Character(Unicode.Scalar(UInt8(text[position]))).hexDigitValue, isHexadecimal || digit < 10
    {
      // The number stays above the last code point instead of overflowing.
      number = min(number * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
      position += 1
    }
    guard number == wanted else { return nil }
    return has([0x3B], in: text, at: position) ? position + 1 : position
  }
}
