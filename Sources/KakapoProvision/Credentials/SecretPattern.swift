import Foundation

/// Finds a secret in text from outside, however it is escaped there.
///
/// Each character may stand for itself or be written as in XML, HTML, a URL, a form or a string of a
/// programming language. A part of the secret at the very end of a text counts as well: the text may have
/// been cut.
struct SecretPattern: Sendable {
  /// The shortest part that counts at the end of a text, in characters.
  private static let shortestPart = 4

  private let characters: [SecretCharacter]

  private init(_ text: String) { characters = text.unicodeScalars.map(SecretCharacter.init) }

  /// The patterns of secrets: two for one that a server may write with other code points for its accents.
  ///
  /// - Parameter secrets: The secrets; an empty one is in no text.
  /// - Returns: The patterns, longest first, so that none is broken up by a shorter one.
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

  /// Patterns in the order in which they are to be looked for.
  static func longestFirst(_ patterns: [SecretPattern]) -> [SecretPattern] {
    patterns.sorted { $0.characters.count > $1.characters.count }
  }

  /// Where the secret stands.
  ///
  /// - Parameters:
  ///   - text: Bytes of UTF-8 or of a one-byte encoding, or code units of UTF-16.
  ///   - isBytes: Which of the two.
  /// - Returns: The places in order; none overlaps another.
  func places(in text: [UInt16], isBytes: Bool) -> [Range<Int>] {
    guard let first = characters.first else { return [] }
    var places: [Range<Int>] = []
    var position = 0
    while position < text.count {
      if first.mayStart(with: text[position], isBytes: isBytes),
        let end = end(from: 0, in: text, at: position, isBytes: isBytes)
      {
        places.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return places
  }

  /// The end of the rest of the secret, from one of its characters on, or `nil` when it does not stand there.
  private func end(from index: Int, in text: [UInt16], at position: Int, isBytes: Bool) -> Int? {
    guard index < characters.count else { return position }
    guard position < text.count else { return index >= SecretPattern.shortestPart ? position : nil }
    if index >= SecretPattern.shortestPart, SecretCharacter.isCut(text[position...], isBytes: isBytes) {
      return text.count
    }
    for next in characters[index].ends(in: text, at: position, isBytes: isBytes) {
      if let end = end(from: index + 1, in: text, at: next, isBytes: isBytes) { return end }
    }
    return nil
  }
}
