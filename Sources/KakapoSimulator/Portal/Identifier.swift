/// An identifier of the portal, which is compared byte by byte: letter case and white space count, and so do the two ways in
/// which Unicode writes an accented letter (NFC and NFD).
///
/// `String` takes the two for the same.
struct Identifier: Hashable, Sendable {
  /// The identifier as it was sent.
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Identifier, right: Identifier) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Identifier: Comparable {
  static func < (left: Identifier, right: Identifier) -> Bool {
    left.text == right.text
      ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8) : left.text < right.text
  }
}

extension Identifier: CustomStringConvertible {
  var description: String { text }
}
