import Foundation

/// A text that equals another only if both have the same code points.
///
/// `String` treats the one-code-point and the two-code-point form of "é" as equal; servers and XML do not.
package struct ExactText: Hashable, Sendable {
  /// The text.
  package let value: String

  /// Makes an exact text.
  ///
  /// - Parameter value: The text.
  package init(value: String) { self.value = value }

  package static func == (one: ExactText, other: ExactText) -> Bool {
    one.value.hasSameBytes(as: other.value)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: value) }
}

extension String {
  /// Whether two texts have the same code points.
  ///
  /// - Parameter other: The other text.
  /// - Returns: Whether they have.
  package func hasSameBytes(as other: String) -> Bool {
    // `elementsEqual` made a whole call take 7 % more instructions.
    var left = self
    var right = other
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard left.count == right.count else { return false }
        guard let leftBytes = left.baseAddress, let rightBytes = right.baseAddress else { return true }
        return memcmp(leftBytes, rightBytes, left.count) == 0
      }
    }
  }
}

extension Hasher {
  /// Adds the bytes of a text, for values that are compared byte by byte.
  ///
  /// Adding the text itself gives the same hash for all its canonical equivalents. A hostile document could contain any
  /// number of different names with the same hash.
  ///
  /// - Parameter text: The text.
  package mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    // UTF-8 never contains this byte, so adjacent texts stay separate.
    combine(UInt8.max)
  }
}
