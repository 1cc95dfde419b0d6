/// A command line in the documentation.
struct ShellLine: Sendable, Hashable {
  /// The line, with its continuation lines.
  let text: String
  /// The words, without quotation marks and without a comment.
  let words: [String]

  /// The lines of a block, without comments and empty lines.
  static func lines(of block: String) -> [ShellLine] {
    block.replacing("\\\n", with: " ").split(separator: "\n").map { ShellLine(String($0)) }
      .filter { !$0.words.isEmpty }
  }

  private init(_ text: String) {
    self.text = text
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == "#", word == nil {
        break
      } else if character == " " {
        if let ended = word { words.append(ended) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    self.words = words + (word.map { [$0] } ?? [])
  }

  /// The arguments of each call of the command in the line.
  var calls: [[String]] {
    let commands = words.split { $0 == "&&" || $0 == ";" || $0 == "|" || $0 == "&" }
    return commands.compactMap { command in
      guard let place = command.firstIndex(of: "kakapo"),
        place == command.startIndex || command[command.index(before: place)] != "--product"
      else { return nil }
      return Array(command[command.index(after: place)...])
    }
  }
}
