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
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
