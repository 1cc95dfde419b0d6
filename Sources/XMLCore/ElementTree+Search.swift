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
    child(name) ?? childElements.first { $0.nameIsSpelled(like: name) }
  }

  /// Whether the local name has the same letters and digits as another, in any case, whatever is between them.
  private func nameIsSpelled(like name: String) -> Bool {
    var name = name
    return name.withUTF8 { wanted in
      document.withBytes(document.name(of: document.node(index)).local) { own in
        var (left, right) = (0, 0)
        while true {
          while left < own.count, !ElementTree.isLetterOrDigit(own[left]) { left += 1 }
          while right < wanted.count, !ElementTree.isLetterOrDigit(wanted[right]) { right += 1 }
          guard left < own.count, right < wanted.count else {
            return left == own.count && right == wanted.count
          }
          // Letters of ASCII in small; digits and the rest have the bit or are compared as they are.
          guard own[left] == wanted[right] || own[left] | 0x20 == wanted[right] | 0x20 && own[left] < 0x80
          else {
            return false
          }
          left += 1
          right += 1
        }
      }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
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
