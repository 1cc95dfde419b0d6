import KakapoRollout

/// The argument that names an input or a plan: a path, or `-` for standard input.
struct InputArgument {
  /// The argument as it was given.
  let text: String
  /// What is read.
  let file: InputFile

  init(_ text: String) {
    self.text = text
    file =
      if text == "-" {
        .standardInput
      } else if let bytes = RawArguments.bytes(of: text) {
        InputFile(name: text, path: bytes)
      } else {
        InputFile(text)
      }
  }

  /// The name for people.
  var name: String { text == "-" ? "standard input" : text }

  /// The path that the names of the other files are made from; `nil` when there is no place beside it.
  ///
  /// It is that of the file itself where links lead to it, so that all of them have one journal.
  var base: String? {
    guard !file.isStream else { return nil }
    return file.linkedPath.map(RawArguments.text(of:)) ?? text
  }
}
