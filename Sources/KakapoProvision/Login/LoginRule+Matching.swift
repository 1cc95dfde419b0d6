extension LoginRule {
  /// A database's words for a user whose login it refused, with the quotation mark before the name.
  private static let databaseUsers: [(phrase: [String], quote: Character)] = [
    (["login", "failed", "for", "user"], "'"), (["authentication", "failed", "for", "user"], "\""),
    (["access", "denied", "for", "user"], "'"),
  ]

  /// The places at which a rule matches a sentence.
  ///
  /// - Parameters:
  ///   - sentence: The sentence.
  ///   - call: The values of the call.
  ///   - inOwnWords: Whether to ignore words that the caller sent.
  /// - Returns: The words from the first to the last of each match.
  func matches(in sentence: LoginSentence, of call: LoginCallWords, inOwnWords: Bool) -> [ClosedRange<Int>] {
    let counts: (Int, LoginWord) -> Bool = { index, meaning in
      sentence.words[index].isSuperset(of: meaning) && !(inOwnWords && sentence.isSent[index])
    }
    switch pattern {
    case .together(let meanings, let distance):
      guard let first = meanings.first, sentence.meanings.isSuperset(of: LoginWord(meanings)) else {
        return []
      }
      return sentence.words.indices.compactMap { index in
        guard counts(index, first) else { return nil }
        var range = index...index
        for meaning in meanings.dropFirst() {
          guard let found = nearest(to: index, in: sentence, within: distance, { counts($0, meaning) }) else {
            return nil
          }
          range = min(range.lowerBound, found)...max(range.upperBound, found)
        }
        return range
      }
    case .ordered(let first, let second, let distance):
      guard sentence.meanings.isSuperset(of: first.union(second)) else { return [] }
      return sentence.words.indices.compactMap { index in
        guard counts(index, first) else { return nil }
        var next = index + 1
        while next < sentence.words.count, sentence.distance(index, next) <= distance {
          if counts(next, second) { return index...next }
          next += 1
        }
        return nil
      }
    case .phrases(let phrases):
      return phrases.flatMap { places(of: $0, in: sentence, inOwnWords: inOwnWords) }
    case .databaseUser:
      return LoginRule.databaseUsers.flatMap { phrase, quote -> [ClosedRange<Int>] in
        guard let name = sentence.quotedName(behind: phrase.joined(separator: " "), in: quote),
          !call.isCaller(name)
        else { return [] }
        return places(of: phrase, in: sentence, inOwnWords: inOwnWords)
      }
    }
  }

  private func places(of phrase: [String], in sentence: LoginSentence, inOwnWords: Bool) -> [ClosedRange<Int>]
  {
    guard let first = phrase.first, sentence.spelled.contains(first) else { return [] }
    return sentence.spelled.indices.dropLast(phrase.count - 1).compactMap { index in
      let range = index...(index + phrase.count - 1)
      return sentence.spelled[range].elementsEqual(phrase)
        && !(inOwnWords && range.contains { sentence.isSent[$0] }) ? range : nil
    }
  }

  /// The nearest matching word on either side.
  private func nearest(
    to index: Int, in sentence: LoginSentence, within distance: Int, _ fits: (Int) -> Bool
  ) -> Int? {
    var (left, right) = (index, index)
    while true {
      let hasLeft = left >= 0 && sentence.distance(index, left) <= distance
      let hasRight = right < sentence.words.count && sentence.distance(index, right) <= distance
      if hasRight, fits(right) { return right }
      if hasLeft, fits(left) { return left }
      if !hasLeft, !hasRight { return nil }
      if hasLeft { left -= 1 }
      if hasRight { right += 1 }
    }
  }
}

extension LoginSentence {
  /// The quoted name after a phrase.
  fileprivate func quotedName(behind phrase: String, in quote: Character) -> String? {
    let lowercase = text.lowercased()
    guard let found = lowercase.firstRange(of: phrase) else { return nil }
    let rest = lowercase[found.upperBound...].drop { $0 == " " }
    guard rest.first == quote else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote })
  }
}
