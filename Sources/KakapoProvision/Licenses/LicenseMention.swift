/// Finds signs of licences in a text that isn't read as a licence.
enum LicenseMention {
  /// The applications that a text names, in any spelling: `UnityDesktop/Pro`, `Unity Desktop`.
  ///
  /// - Parameter text: The text.
  /// - Returns: Their names as on the wire, each once.
  static func applications(in text: String) -> [String] {
    guard text.utf8.count >= 8, text.contains(lettersOf: "unity") else { return [] }
    let letters = Array(text.unicodeScalars)
    var found: [String] = []
    for start in letters.indices where beginsWord(letters, at: start) {
      // The letters from here on, without anything between them.
      var rest = ""
      for scalar in letters[start...] where scalar.properties.isAlphabetic {
        rest.unicodeScalars.append(scalar)
        if rest.utf8.count > 40 { break }
      }
      rest = rest.lowercased()
      // The longest: "Unity Desktop Web" isn't "Unity Desktop".
      let match = names.filter { rest.hasPrefix($0.folded) }.max { $0.folded.count < $1.folded.count }
      if let match, !found.contains(match.name) { found.append(match.name) }
    }
    return found
  }

  private static let names = License.applicationNames.map { (name: $0, folded: $0.lowercased()) }

  /// Whether a word with an initial U may begin at a place.
  private static func beginsWord(_ letters: [Unicode.Scalar], at index: Int) -> Bool {
    guard letters[index] == "u" || letters[index] == "U" else { return false }
    guard index > 0, case let before = letters[index - 1], before.properties.isAlphabetic else { return true }
    return letters[index] == "U" && before.properties.isLowercase
  }

  /// Whether a text is a list, or other data that may be one.
  static func isList(_ text: String) -> Bool {
    guard let first = text.first(where: { !$0.isWhitespace }) else { return false }
    if "[{<".contains(first) || text.utf8.count > 200 { return true }
    let entries = text.split { ",;|\n".contains($0) }.filter { !$0.allSatisfy(\.isWhitespace) }
    return entries.count > 1
  }
}

extension String {
  /// Whether the text contains some ASCII letters in a row, in any letter case.
  fileprivate func contains(lettersOf word: StaticString) -> Bool {
    let wanted = Array(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    var matched = 0
    for byte in utf8 {
      matched = byte | 0x20 == wanted[matched] ? matched + 1 : byte | 0x20 == wanted[0] ? 1 : 0
      if matched == wanted.count { return true }
    }
    return false
  }
}
