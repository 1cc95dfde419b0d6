import Foundation

/// A sentence from a server, as the meanings of its words.
struct LoginSentence {
  /// The meanings in order; empty for a word without a meaning here.
  fileprivate(set) var words: [LoginWord] = []
  /// Whether the caller sent each word; the server doesn't say anything with such a word.
  fileprivate(set) var isSent: [Bool] = []
  /// The number of words before each word.
  ///
  /// A quotation of the caller's values counts as one word: its length must not move the server's own words apart.
  fileprivate(set) var positions: [Int] = []
  /// The meanings of all words together.
  fileprivate(set) var meanings: LoginWord = []
  /// The words as spelled, in lower case.
  fileprivate(set) var spelled: [String] = []
  /// The sentence as the server sent it.
  fileprivate(set) var text = ""

  /// The number of Unicode scalars that are read at the beginning and at the end of a text.
  static let limit = 256 * 1024

  /// Splits a text into its sentences, whatever separates the words: blanks, letter case, `_`, `-`, `.`.
  ///
  /// - Parameters:
  ///   - text: The text. If it is longer than twice ``limit``, the middle is left out.
  ///   - call: The values of the call.
  /// - Returns: The sentences that have a word.
  static func read(_ text: String, of call: LoginCallWords) -> [LoginSentence] {
    let scalars = text.unicodeScalars
    guard scalars.count > 2 * limit else {
      var reader = SentenceReader(text, call)
      return reader.read()
    }
    return [scalars.prefix(limit), scalars.suffix(limit)].flatMap { part in
      var reader = SentenceReader(String(part), call)
      return reader.read()
    }
  }

  /// The words of a text, as spelled.
  static func words(of text: String) -> [String] {
    var reader = SentenceReader(text, nil)
    return reader.read().flatMap(\.spelled)
  }

  /// The distance between two words, in words.
  func distance(_ first: Int, _ second: Int) -> Int { abs(positions[first] - positions[second]) }

  /// Marks the quotations of the caller's values, in any spelling, and numbers the words.
  fileprivate mutating func finish(_ call: LoginCallWords?) {
    meanings = LoginWord(words)
    for value in call?.valueWords ?? [] where value.count <= spelled.count {
      guard let first = value.first else { continue }
      for start in 0...(spelled.count - value.count)
      where spelled[start] == first && spelled[start..<(start + value.count)].elementsEqual(value) {
        for index in start..<(start + value.count) { isSent[index] = true }
      }
    }
    var position = 0
    for index in words.indices {
      if index > 0, !(isSent[index] && isSent[index - 1]) { position += 1 }
      positions.append(position)
    }
  }
}

/// Splits a text into sentences and words.
private struct SentenceReader {
  private let scalars: [Unicode.Scalar]
  private let lowercase: [Unicode.Scalar]
  /// Whether each scalar is in a value that the caller sent.
  private var isSent: [Bool]
  private let ids: [Range<Int>]
  private let call: LoginCallWords?
  private var sentences: [LoginSentence] = []
  private var sentence = LoginSentence()
  private var sentenceStart = 0

  init(_ text: String, _ call: LoginCallWords?) {
    let text = text.precomposedStringWithCanonicalMapping
    scalars = Array(text.unicodeScalars)
    lowercase = LoginCallWords.lowercase(text)
    self.call = call
    isSent = Array(repeating: false, count: scalars.count)
    for place in LoginCallWords.places(of: call?.values ?? [], in: lowercase) {
      for index in place { isSent[index] = true }
    }
    ids = LoginCallWords.places(of: call?.rowIDs ?? [], in: lowercase)
  }

  mutating func read() -> [LoginSentence] {
    var index = 0
    var place = 0
    while index < scalars.count {
      while place < ids.count, ids[place].upperBound <= index { place += 1 }
      if place < ids.count, ids[place].lowerBound == index {
        append("", .rowID, isSent: false)
        index = ids[place].upperBound
      } else if let end = endOfTraceCall(at: index) {
        index = end
      } else if SentenceReader.isLetter(scalars[index]), !SentenceReader.isApostrophe(scalars[index]) {
        index = word(from: index)
      } else {
        if endsSentence(at: index) { endSentence(at: index) }
        index += 1
      }
    }
    endSentence(at: scalars.count)
    return sentences
  }

  // MARK: Stack traces

  /// The end of a call in a stack trace, such as `at Portal.Login.Check(String name) in C:\x.cs:line 7`.
  ///
  /// Names of methods and files don't count as words. The call is recognized by its shape, since the first word differs
  /// in each language. It begins a line or follows another call.
  private func endOfTraceCall(at start: Int) -> Int? {
    guard isStartOfTraceCall(start), !isSent[start] else { return nil }
    var index = start
    while index < scalars.count, index - start < 4, SentenceReader.isLetter(scalars[index]) { index += 1 }
    guard index > start, index < scalars.count, scalars[index] == " " else { return nil }
    index += 1
    var hasDot = false
    while index < scalars.count, SentenceReader.isOfMethodName(scalars[index]) {
      hasDot = hasDot || scalars[index] == "."
      index += 1
    }
    guard hasDot, index < scalars.count, scalars[index] == "(" else { return nil }
    while index < scalars.count, scalars[index] != ")", !scalars[index].isLineBreak { index += 1 }
    // The file and the line, up to the last digit.
    let end = min(index + 1, scalars.count)
    guard end + 3 < scalars.count, scalars[end] == " ", !isSent[end] else { return end }
    var look = end
    while look < scalars.count, !scalars[look].isLineBreak, look - end < 400 {
      if scalars[look] == ":", look + 6 < scalars.count {
        var digit = look + 1
        while digit < scalars.count, SentenceReader.isLetter(scalars[digit]) || scalars[digit] == " ",
          digit - look < 12
        {
          digit += 1
          if SentenceReader.isDigit(scalars[digit - 1]),
            digit == scalars.count || !SentenceReader.isDigit(scalars[digit])
          {
            return digit
          }
        }
      }
      look += 1
    }
    return end
  }

  private func isStartOfTraceCall(_ start: Int) -> Bool {
    guard SentenceReader.isLetter(scalars[start]) else { return false }
    var index = start - 1
    while index >= 0, scalars[index] == " " || scalars[index] == "\t" {
      index -= 1
      if start - index > 16 { return false }
    }
    return index < 0 || scalars[index].isLineBreak
      || index < start - 1 && (scalars[index] == ")" || SentenceReader.isDigit(scalars[index]))
  }

  private static func isOfMethodName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (isLetter(scalar) || "._`<>+[],|$".unicodeScalars.contains(scalar))
  }

  // MARK: Letters

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x61...0x7A).contains(scalar.value | 0x20) || isDigit(scalar) || scalar == "'"
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isApostrophe(scalar)
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{2019}" || scalar == "'" }

  // MARK: Sentences

  /// Whether a sentence ends at a place.
  ///
  /// A value that the caller sent doesn't end one.
  private func endsSentence(at index: Int) -> Bool {
    guard !isSent[index] else { return false }
    switch scalars[index] {
    case "!", "?": return true
    // In a chain, the next exception begins behind "--->".
    case ">": return index >= 2 && scalars[index - 1] == "-" && scalars[index - 2] == "-"
    case ".", ";":
      guard index + 1 == scalars.count || scalars[index + 1].properties.isWhitespace else { return false }
      return beginsSentence(after: index)
    case "\n", "\r":
      // A line continues if a colon or comma is before the break or a small letter behind it.
      if index > 0, ":,".unicodeScalars.contains(scalars[index - 1]) { return false }
      return beginsSentence(after: index)
    default: return false
    }
  }

  /// Whether a new sentence may follow: it doesn't begin with a small letter or a digit.
  private func beginsSentence(after index: Int) -> Bool {
    var next = index + 1
    while next < scalars.count, scalars[next].properties.isWhitespace {
      next += 1
      if next - index > 80 { return true }
    }
    return next == scalars.count
      || !scalars[next].properties.isLowercase && !SentenceReader.isDigit(scalars[next])
  }

  /// Adds a run of letters, which may be several words: `LoginFailed`, `SMTPError`.
  private mutating func word(from start: Int) -> Int {
    var end = start
    while end < scalars.count, SentenceReader.isLetter(scalars[end]) { end += 1 }
    var last = end
    // A quotation mark behind a word isn't an apostrophe.
    while start < last, SentenceReader.isApostrophe(scalars[last - 1]) { last -= 1 }
    let isSent = isSent[start..<last].contains(true)
    let whole = String(String.UnicodeScalarView(scalars[start..<last]))
    if let call, call.loginNames.contains(whole.lowercased()) {
      append("", .interfaceUser, isSent: false)
      return end
    }
    if let call, !isSent, call.parameterNames.contains(whole) {
      append("", .parameter, isSent: false)
      return end
    }
    var part = start
    for index in start..<last {
      let isLast = index + 1 == last
      guard isLast || isBoundary(after: index, before: last) else { continue }
      var letters = lowercase[part...index]
      // "l'utilisateur", but not "can't".
      if letters.count > 3, SentenceReader.isApostrophe(lowercase[part + 1]) {
        letters = letters.dropFirst(2)
      }
      letters.removeAll { SentenceReader.isApostrophe($0) }
      let text = String(String.UnicodeScalarView(letters))
      append(text, LoginWord.vocabulary[text] ?? [], isSent: isSent)
      part = index + 1
    }
    return end
  }

  private func isBoundary(after index: Int, before end: Int) -> Bool {
    let (this, next) = (scalars[index], scalars[index + 1])
    let isUpper = next.properties.isUppercase
    if this.properties.isLowercase, isUpper { return true }
    if (this.properties.numericType != nil) != (next.properties.numericType != nil) { return true }
    // The last capital of several begins the next word.
    return this.properties.isUppercase && isUpper && index + 2 < end
      && scalars[index + 2].properties.isLowercase
  }

  /// Adds a word, or joins it with the word before if the two together have another meaning.
  private mutating func append(_ text: String, _ meaning: LoginWord, isSent: Bool) {
    let last = sentence.spelled.last ?? ""
    var meaning = meaning
    switch (last, text) {
    case ("log", "in"), ("logged", "in"), ("logging", "in"), ("log", "on"), ("logged", "on"), ("sign", "in"),
      ("signed", "in"), ("sign", "on"), ("logs", "in"):
      replaceLast(with: [.login, .logIn])
    case ("user", "name"), ("user", "names"): replaceLast(with: .userName)
    case ("interface", "user"), ("interface", "users"): replaceLast(with: .interfaceUser)
    case ("broad", "works"), ("broad", "soft"): replaceLast(with: [.broadworks, .object])
    case ("portal", "user"), ("portal", "users"):
      let isNamed =
        call?.nouns.isSuperset(of: ["user", "new"]) == true || call?.nouns.contains("portal") == true
      replaceLast(with: isNamed ? [.object, .named] : .object)
    case ("media", "stream"): replaceLast(with: .object)
    case ("system", "provider"): if call?.nouns.contains("host") == true { meaning = [.object, .named] }
    case ("could", "not"), ("can", "not"): meaning = [.not, .unable]
    case ("in", "use"): meaning = .exists
    case ("login", "id"), ("login", "ids"), ("login", "name"), ("logon", "name"), ("in", "id"),
      ("in", "name"):
      if sentence.words.last?.contains(.login) == true { replaceLast(with: .loginID) }
    case ("mot", "passe"), ("de", "passe"): meaning = .credentials
    default: break
    }
    if meaning.contains(.object), let call,
      call.nouns.contains(text) || call.nouns.contains(String(text.dropLast()))
    {
      meaning.formUnion(.named)
    }
    sentence.spelled.append(text)
    sentence.words.append(meaning)
    sentence.isSent.append(isSent)
  }

  private mutating func replaceLast(with meaning: LoginWord) {
    guard !sentence.words.isEmpty else { return }
    sentence.words[sentence.words.count - 1] = meaning
  }

  private mutating func endSentence(at end: Int) {
    defer {
      sentence = LoginSentence()
      // Behind the mark.
      sentenceStart = min(end + 1, scalars.count)
    }
    guard !sentence.words.isEmpty else { return }
    sentence.finish(call)
    sentence.text = String(String.UnicodeScalarView(scalars[sentenceStart..<end]))
    sentences.append(sentence)
  }
}

extension Unicode.Scalar {
  fileprivate var isLineBreak: Bool { self == "\n" || self == "\r" }
}
