import CXMLParser

extension ElementTree {
  /// The first child element, or `nil`.
  package var firstChild: ElementTree? { childElements.first { _ in true } }

  /// Whether there is character data other than white space directly in the element.
  package var hasText: Bool { text.unicodeScalars.contains { !$0.isWhitespace } }

  /// Returns the child element with a name, or else the first whose name has the same letters and digits in any case.
  ///
  /// - Parameter name: The local name.
  /// - Returns: The child, or `nil` when there is none.
  package func child(spelledLike name: String) -> ElementTree? {
    if let child = child(name) { return child }
    let letters = ElementTree.letters(of: name)
    return childElements.first { ElementTree.letters(of: $0.name) == letters }
  }

  private static func letters(of name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
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
