/// A text that equals another only when both have the same code points.
///
/// `String` takes "é" for the same, written as one code point or as two, and the portal does not.
struct ExactText: Hashable {
  /// The text.
  let value: String

  static func == (one: ExactText, other: ExactText) -> Bool { one.value.hasSameBytes(as: other.value) }

  func hash(into hasher: inout Hasher) {
    var value = value
    value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether two texts have the same code points.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let result = utf8.withContiguousStorageIfAvailable { one in
      other.utf8.withContiguousStorageIfAvailable { two in
        UnsafeRawBufferPointer(one).elementsEqual(UnsafeRawBufferPointer(two))
      }
    }
    return (result ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}
