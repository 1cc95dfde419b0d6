/// Finds the name that a misspelled text probably means.
package enum NearMiss {
  /// Finds the name that a text is nearest to.
  ///
  /// Letter case, white space and punctuation do not count. A name is near when the text has one or two typing
  /// errors. Otherwise, the text has to be part of exactly one name, as `UserId` is of `broadworksUserId`.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - names: The possible names.
  /// - Returns: The nearest name, or `nil` when none is near or two are equally near.
  package static func find(_ text: String, among names: [String]) -> String? {
    let wanted = fold(text)
    guard !wanted.isEmpty, wanted.count <= 100 else { return nil }
    if let same = names.first(where: { fold($0) == wanted }) { return same }
    let limit = wanted.count < 3 ? 0 : wanted.count < 8 ? 1 : 2
    let distances = names.map { distance(wanted, fold($0)) }
    if let least = distances.min(), least <= limit {
      let nearest = zip(names, distances).filter { $0.1 == least }
      return nearest.count == 1 ? nearest[0].0 : nil
    }
    guard wanted.count >= 4 else { return nil }
    let containing = names.filter { contains(fold($0), wanted) }
    return containing.count == 1 ? containing[0] : nil
  }

  /// Whether a name is probably another one with a typing error: one character to insert, leave out, replace or swap
  /// with its neighbour.
  ///
  /// Names that differ in a number or in a short word are different names, as `Site-1` and `Site-2`, `Acme-UK` and
  /// `Acme-US`, or `London` and `London2`.
  package static func isTypingError(_ text: String, for name: String) -> Bool {
    guard distance(Array(text.unicodeScalars), Array(name.unicodeScalars)) == 1 else { return false }
    let (words, others) = (words(of: text), words(of: name))
    guard words.count == others.count else {
      let (longer, shorter) = words.count > others.count ? (words, others) : (others, words)
      return !longer.indices.contains { index in
        longer[index].count <= 2 && Array(longer[..<index] + longer[(index + 1)...]) == shorter
      }
    }
    return zip(words, others).allSatisfy { word, other in
      word == other || min(word.count, other.count) >= 4 && !(word + other).allSatisfy(\.isNumber)
    }
  }

  /// The words and numbers of a name; a capital after a small letter begins a word.
  private static func words(of name: String) -> [[Character]] {
    var words: [[Character]] = []
    var previous: Character?
    for character in name {
      defer { previous = character }
      guard character.isLetter || character.isNumber else { continue }
      if let previous, previous.isNumber == character.isNumber, previous.isLetter || previous.isNumber,
        !(previous.isLowercase && character.isUppercase)
      {
        words[words.count - 1].append(character)
      } else {
        words.append([character])
      }
    }
    return words
  }

  private static func fold(_ text: String) -> [Unicode.Scalar] {
    text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0 == "+" || ("0"..."9") ~= $0 }
  }

  private static func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    text.count >= part.count
      && (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }

  /// The number of characters to insert, leave out, replace or swap with their neighbour.
  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (row, one) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (one == other ? 0 : 1))
        if row > 0, column > 0, one == second[column - 1], other == first[row - 1] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
