import CXMLParser

extension ElementTree {
  /// The first child element, or `nil`.
  package var firstChild: ElementTree? { childElements.first { _ in true } }

  /// Whether there is character data other than white space directly in the element.
  package var hasText: Bool { text.unicodeScalars.contains { !$0.isWhitespace } }

  /// The beginning of the character data of the element and everything below it, a blank between two pieces.
  ///
  /// - Parameter limit: How many bytes of UTF-8 are enough; the last piece may go beyond.
  /// - Returns: The text.
  package func beginningOfAllText(limit: Int) -> String {
    var result = ""
    appendText(to: &result, limit: limit)
    return result
  }

  private func appendText(to result: inout String, limit: Int) {
    guard result.utf8.count < limit else { return }
    let own = text
    if !own.isEmpty { result += (result.isEmpty ? "" : " ") + own }
    forEachChild { $0.appendText(to: &result, limit: limit) }
  }

  /// Compares the local name, letter case of ASCII letters aside.
  ///
  /// - Parameter name: The name to compare with, in lower case.
  /// - Returns: Whether the names are the same but for case.
  package func nameEqualsIgnoringCase(_ name: StaticString) -> Bool {
    let own = document.name(of: document.node(index)).local
    guard Int(own.length) == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { wanted in
      document.withBytes(own) { own in
        zip(own, wanted).allSatisfy { byte, wanted in
          let isCapital = (0x41...0x5A).contains(byte)
          return (isCapital ? byte | 0x20 : byte) == wanted
        }
      }
    }
  }
}
