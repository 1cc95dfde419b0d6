import XMLCore

/// Removes the secrets of a call from texts that come from outside.
package struct Redactor: Sendable {
  private let patterns: [SecretPattern]
  private let placeholder: String

  /// Makes a redactor.
  ///
  /// - Parameters:
  ///   - secrets: The secrets; ``SecretPattern`` says in which spellings each is found.
  ///   - placeholder: The text that replaces each secret.
  package init(_ secrets: [Secret], placeholder: String = Secret.placeholder) {
    self.init(patterns: SecretPattern.patterns(of: secrets), placeholder: placeholder)
  }

  /// A text without the secrets.
  ///
  /// - Parameter text: The text.
  /// - Returns: The text, with the placeholder in place of each secret.
  package func callAsFunction(_ text: String) -> String {
    String(
      decoding: replacing(in: text.utf8.map { UInt16($0) }, isBytes: true).map(UInt8.init), as: UTF8.self)
  }

  /// Bytes without the secrets, in UTF-8, UTF-16 or latin-1.
  ///
  /// - Parameter bytes: The bytes of a text.
  /// - Returns: The bytes in the same encoding, with the placeholder in place of each secret.
  package func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    // The byte order isn't reliable, so search in both.
    let bytes = bytes.contains(0) ? wide(wide(bytes, bigEndian: false), bigEndian: true) : bytes
    return replacing(in: bytes.map { UInt16($0) }, isBytes: true).map(UInt8.init)
  }

  /// A redactor that knows more secrets.
  func adding(_ secrets: [Secret]) -> Redactor {
    guard !secrets.isEmpty else { return self }
    return Redactor(
      patterns: SecretPattern.longestFirst(patterns + SecretPattern.patterns(of: secrets)),
      placeholder: placeholder)
  }

  /// Whether a text contains a secret.
  ///
  /// - Parameter text: The text.
  /// - Returns: Whether it contains one.
  func finds(in text: String) -> Bool {
    !places(in: text.utf8.map { UInt16($0) }, isBytes: true).isEmpty
  }

  private func wide(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8] {
    let low = bigEndian ? 1 : 0
    let text = stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
    }
    let replaced = replacing(in: text, isBytes: false).flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return bigEndian ? pair.reversed() : pair
    }
    return bytes.count.isMultiple(of: 2) ? replaced : replaced + bytes.suffix(1)
  }

  private func replacing(in text: [UInt16], isBytes: Bool) -> [UInt16] {
    let replacement = isBytes ? placeholder.utf8.map { UInt16($0) } : Array(placeholder.utf16)
    let places = places(in: text, isBytes: isBytes)
    guard !places.isEmpty else { return text }
    var result: [UInt16] = []
    var copied = 0
    for place in places {
      result += text[copied..<place.lowerBound]
      result += replacement
      copied = place.upperBound
    }
    return result + text[copied...]
  }

  /// The places of secrets in the text, with and without its escapes: in order and without overlap.
  private func places(in text: [UInt16], isBytes: Bool) -> [Range<Int>] {
    guard !patterns.isEmpty else { return [] }
    var text = EscapedText(text, isBytes: isBytes)
    var places: [Range<Int>] = []
    for layer in 0...EscapedText.layers {
      guard layer == 0 || text.unescape() else { break }
      for pattern in patterns {
        places += pattern.places(in: text.units, isBytes: isBytes).map(text.source)
      }
    }
    places.sort { $0.lowerBound < $1.lowerBound }
    return places.reduce(into: []) { merged, place in
      if let last = merged.last, place.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
      } else {
        merged.append(place)
      }
    }
  }
}

extension Redactor: CustomReflectable {
  /// A mirror without children: a pattern is the secret as numbers.
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Redactor {
  /// An element without the secrets in its texts and attributes.
  ///
  /// - Parameter element: The element.
  /// - Returns: The element, with only the secrets changed; `nil` if it can't be made.
  func callAsFunction(_ element: ElementTree) -> ElementTree? {
    let markup = element.description
    let redacted = values(in: markup)
    if redacted == markup { return element }
    return try? XMLReader(limits: XMLLimits(bytes: redacted.utf8.count)).read(Array(redacted.utf8))
  }

  private init(patterns: [SecretPattern], placeholder: String) {
    self.patterns = patterns
    self.placeholder = placeholder
  }

  /// Redacts texts and attribute values in markup, but not names and namespaces.
  ///
  /// In the markup of an element tree, `<` and `>` occur only in tags, and values are in double quotes.
  private func values(in markup: String) -> String {
    markup.split(separator: "<", omittingEmptySubsequences: false).dropFirst().map { part in
      let parts = part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      let tag = parts[0].split(separator: "\"", omittingEmptySubsequences: false)
      let redacted = tag.enumerated().map { index, piece -> String in
        let isValue = !index.isMultiple(of: 2)
        let isNamespace = isValue && tag[index - 1].split(separator: " ").last?.hasPrefix("xmlns") == true
        return isValue && !isNamespace ? inMarkup(piece) : String(piece)
      }
      return "<" + redacted.joined(separator: "\"") + ">" + inMarkup(parts.last ?? "")
    }.joined()
  }

  /// A value in markup without the secrets; no escape is cut in two.
  private func inMarkup(_ value: Substring) -> String {
    let plain = Redactor.escapes.reduce(String(value)) { $0.replacing($1.escape, with: $1.plain) }
    let redacted = self(plain)
    guard redacted != plain else { return String(value) }
    return String(decoding: redacted.escapedForAttribute, as: UTF8.self)
  }

  /// The escapes in an element tree's markup; the ampersand comes last.
  private static let escapes: [(escape: String, plain: String)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#13;", "\r"), ("&#10;", "\n"),
    ("&#9;", "\t"),
    ("&amp;", "&"),
  ]
}
