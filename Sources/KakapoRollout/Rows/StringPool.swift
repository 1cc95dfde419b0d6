/// Keeps one copy of texts that many rows have in common.
struct StringPool {
  private var texts: Set<String> = []

  /// The copy of a text.
  mutating func shared(_ text: String) -> String {
    // A text of up to 15 bytes lies in the row itself.
    text.utf8.count <= 15 ? text : texts.insert(text).memberAfterInsert
  }
}
