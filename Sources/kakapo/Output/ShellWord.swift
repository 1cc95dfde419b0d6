/// Text as one word of a POSIX shell.
enum ShellWord {
  /// Quotes a text so that a shell takes it as it is, as one word.
  ///
  /// - Parameter text: The text.
  /// - Returns: The text itself when there is nothing in it that a shell minds, else the text in single
  ///   quotes.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:@%+=,".utf8.contains(byte)
        }
      }
    guard !isPlain else { return text }
    // By code points, as a shell reads: with an accent on it, an apostrophe is another character.
    let parts = text.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }
}
