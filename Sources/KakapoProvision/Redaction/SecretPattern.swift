import Foundation

/// Finds a secret in text from outside, in the spellings in which servers repeat their input.
///
/// Each character may be in either letter case. It may be itself or an escape of XML, HTML, a URL, quoted-printable
/// text or a string of a programming language. The whole secret may be in base64, in hexadecimal or a list of bytes
/// (``SecretBytes``). In truncated text, half of the secret or more also counts. A secret that is reversed, spread out,
/// hashed or encrypted isn't found.
struct SecretPattern: Sendable {
  /// The shortest part that counts at the end of a text, in characters.
  private static let shortestPart = 4

  private let characters: [SecretCharacter]
  private let bytes: SecretBytes
  /// The shortest part that counts inside a text, if a word begins or ends with it.
  private let shortestPiece: Int
  /// The units with which the secret can begin, and those with which a piece of its end can begin.
  private let starts: UnitSet
  private let pieceStarts: UnitSet

  private init(_ text: String) {
    let characters = text.unicodeScalars.map(SecretCharacter.init)
    self.characters = characters
    bytes = SecretBytes(text)
    shortestPiece = max(5, (characters.count + 1) / 2)
    let inner = characters.dropFirst().prefix(max(0, characters.count - shortestPiece))
    starts = UnitSet(characters.prefix(1).map(\.starts))
    pieceStarts = UnitSet(inner.map(\.starts))
  }

  /// The patterns of secrets; several for a secret whose accents a server may write with other code points.
  ///
  /// - Parameter secrets: The secrets; an empty one is in no text.
  /// - Returns: The patterns, longest first, so that a shorter one doesn't break up a longer one.
  static func patterns(of secrets: [Secret]) -> [SecretPattern] {
    var texts: [[UInt8]: String] = [:]
    for secret in secrets where !secret.revealed.isEmpty {
      let plain = secret.revealed
      texts[Array(plain.utf8)] = plain
      guard plain.utf8.contains(where: { $0 >= 0x80 }) else { continue }
      for form in [plain.precomposedStringWithCanonicalMapping, plain.decomposedStringWithCanonicalMapping] {
        texts[Array(form.utf8)] = form
      }
    }
    return longestFirst(texts.values.map(SecretPattern.init))
  }

  /// The patterns in the order in which to search for them.
  static func longestFirst(_ patterns: [SecretPattern]) -> [SecretPattern] {
    patterns.sorted { $0.characters.count > $1.characters.count }
  }

  /// The places of the secret.
  ///
  /// - Parameters:
  ///   - text: Bytes of UTF-8 or of a one-byte encoding, or UTF-16 code units.
  ///   - isBytes: Whether the units are bytes.
  /// - Returns: The places; some may overlap.
  func places(in text: [UInt16], isBytes: Bool) -> [Range<Int>] {
    guard !characters.isEmpty else { return [] }
    var places = bytes.places(in: text)
    var position = 0
    while position < text.count {
      if let end = end(in: text, at: position, isBytes) {
        places.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return places
  }

  /// The end of the secret, or of a piece of it, that begins at a position.
  private func end(in text: [UInt16], at position: Int, _ isBytes: Bool) -> Int? {
    if starts.contains(text[position]) {
      var match = Match(text: text, isBytes: isBytes, characters: characters)
      if let end = match.end(from: 0, at: position) { return end }
      if let (count, end) = match.longest, count >= shortestPiece, !isInWord(text, at: end) { return end }
    }
    // A piece of the secret's end, at the start of a word.
    guard pieceStarts.contains(text[position]), position == 0 || !isInWord(text, at: position - 1) else {
      return nil
    }
    for start in 1...characters.count - shortestPiece
    where characters[start].starts.contains(text[position]) {
      var match = Match(text: text, isBytes: isBytes, characters: characters)
      guard let end = match.end(from: start, at: position) else { continue }
      // At the end of the text, the piece may be truncated, too.
      if match.isWhole || (match.longest?.count ?? 0) - start >= shortestPiece { return end }
    }
    return nil
  }

  /// Whether a letter or digit is at a position.
  private func isInWord(_ text: [UInt16], at position: Int) -> Bool {
    guard position < text.count else { return false }
    let unit = text[position]
    return unit >= 0x80 || (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit | 0x20)
  }

  /// A walk through a text along the characters of the secret.
  private struct Match {
    let text: [UInt16]
    let isBytes: Bool
    let characters: [SecretCharacter]
    /// The largest number of characters found, and the end of the last of them.
    private(set) var longest: (count: Int, end: Int)?
    /// Whether the last character was found, rather than the end of the text before it.
    private(set) var isWhole = false
    /// The states that didn't match: the same state is reached in many ways.
    private var failed: Set<Int> = []

    init(text: [UInt16], isBytes: Bool, characters: [SecretCharacter]) {
      self.text = text
      self.isBytes = isBytes
      self.characters = characters
    }

    /// The end of the rest of the secret, from one of its characters on, or `nil` if it isn't at the position.
    mutating func end(from index: Int, at position: Int) -> Int? {
      guard index < characters.count else {
        isWhole = true
        return position
      }
      guard position < text.count else { return index >= SecretPattern.shortestPart ? position : nil }
      if index >= SecretPattern.shortestPart, SecretCharacter.isCut(text[position...], isBytes: isBytes) {
        return text.count
      }
      let state = index * (text.count + 1) + position
      guard failed.isEmpty || !failed.contains(state) else { return nil }
      for next in characters[index].ends(in: text, at: position, isBytes: isBytes) {
        if longest.map({ index + 1 > $0.count }) ?? true { longest = (index + 1, next) }
        if let end = end(from: index + 1, at: next) { return end }
      }
      failed.insert(state)
      return nil
    }
  }
}
