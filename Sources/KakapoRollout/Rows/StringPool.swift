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
