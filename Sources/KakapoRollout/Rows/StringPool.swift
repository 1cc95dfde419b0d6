/// Keeps one copy of texts that many rows have in common.
struct StringPool {
  private var texts: Set<String> = []

  /// The copy of a text.
  mutating func shared(_ text: String) -> String {
    // A text of up to 15 bytes lies in the row itself.
    guard text.utf8.count > 15 else { return text }
    let copy = texts.insert(text).memberAfterInsert
    return copy.hasSameBytes(as: text) ? copy : text
  }
}

extension String {
  /// Whether two texts have the same code points. Texts are equal that are spelled with others, and the portal
  /// tells them apart.
  func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
