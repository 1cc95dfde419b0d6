/// Words for a command line that somebody is to copy.
enum ShellWord {
  /// A text as one word of a POSIX shell (section 2.2 of the shell command language).
  ///
  /// - Parameter text: The text.
  /// - Returns: The text, in quotation marks where it needs them.
  static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:@%+,".utf8.contains(byte)
      }
    }
    return isPlain ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }
}
