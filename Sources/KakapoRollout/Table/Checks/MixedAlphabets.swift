/// Finds words that mix look-alike letters of two alphabets: the mix is invisible, and the value matches
/// nothing.
enum MixedAlphabets {
  /// What is wrong with a value, if it has such letters.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - isIdentifier: Whether it is an identifier.
  /// - Returns: The fault.
  static func find(in value: String, isIdentifier: Bool) -> CellCheck.Fault? {
    guard mayBeMixed(value) else { return nil }
    // A mark belongs to the letter before it, and everything else ends a word.
    let words = value.unicodeScalars.split { !$0.properties.isAlphabetic && !isMark($0) }.map(Array.init)
    let isBesideLatin = isIdentifier && words.contains { alphabets(of: $0) == [.latin] }
    var problem: String?
    var meant: String? = value
    for word in words {
      guard let odd = oddAlphabet(in: word, isBesideLatin: isBesideLatin) else { continue }
      // A letter alone in its word is compared with the Latin ones.
      let usual = alphabets(of: word).subtracting([odd]).first ?? .latin
      let letters = word.filter { Alphabet($0) == odd }
      let likes = letters.map { LookAlikes.letter(like: $0, in: usual) }
      // A Greek delta beside Latin letters is intended: it looks like no Latin letter.
      guard likes.contains(where: { $0 != nil }) else { continue }
      if problem == nil { problem = text(of: letters, odd, usual) }
      let repaired = word.map { Alphabet($0) == odd ? LookAlikes.letter(like: $0, in: usual) ?? $0 : $0 }
      meant = likes.contains(nil) ? nil : meant?.replacing(string(word), with: string(repaired))
    }
    return problem.map { problem in
      CellCheck.Fault(
        problem: problem,
        remedy: "Write it in one alphabet."
          + (meant.map { " It was probably \(Finding.visible($0))." } ?? ""))
    }
  }

  /// Whether a value has letters of at least two alphabets; most values have one.
  private static func mayBeMixed(_ value: String) -> Bool {
    var hasLatin = false
    var others: Set<Alphabet> = []
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A: hasLatin = true
      case ..<0xC0: continue
      default:
        guard let alphabet = Alphabet(scalar) else { continue }
        if alphabet == .latin { hasLatin = true } else { others.insert(alphabet) }
      }
    }
    return others.count + (hasLatin ? 1 : 0) > 1
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark
  }

  private static func alphabets(of word: [Unicode.Scalar]) -> Set<Alphabet> {
    Set(word.compactMap(Alphabet.init))
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  /// The alphabet that does not belong in a word: the one with the fewest letters, preferably not Latin.
  ///
  /// In an identifier that also has a Latin word, it is the alphabet of a whole word that could be Latin. A word in
  /// capitals does not count, because the legal forms of Russian companies are in capitals.
  private static func oddAlphabet(in word: [Unicode.Scalar], isBesideLatin: Bool) -> Alphabet? {
    let found = alphabets(of: word)
    guard found.count > 1 else {
      guard isBesideLatin, let only = found.first, only != .latin,
        word.contains(where: \.properties.isLowercase),
        word.allSatisfy({ isMark($0) || LookAlikes.latin[$0] != nil })
      else { return nil }
      return only
    }
    func count(_ alphabet: Alphabet) -> Int { word.count { Alphabet($0) == alphabet } }
    return Alphabet.allCases.reversed().filter(found.contains).min { count($0) < count($1) }
  }

  private static func text(of letters: [Unicode.Scalar], _ odd: Alphabet, _ usual: Alphabet) -> String {
    let names = letters.prefix(3).map(InvisibleCharacters.name(of:)).joined(separator: ", ")
    let rest = letters.count > 3 ? " and \(letters.count - 3) more" : ""
    return "mixes \(usual.rawValue) letters with \(odd.rawValue) ones that look alike: \(names)\(rest)"
  }
}

/// Letters of other alphabets that look like Latin ones.
enum LookAlikes {
  /// The Latin letter that a letter looks like.
  static let latin: [Unicode.Scalar: Unicode.Scalar] = table(
    ("АВСЕЅІЈКМНОРТУХԚԜѴҮЁЇӀ", "ABCESIJKMHOPTYXQWVYËÏI"),
    ("асеѕіјкорухԁԛԝһѵӏүёї", "acesijkopyxdqwhvlyëï"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC"), ("αικνορτυχϲϳ", "aikvoptuxcj"),
    ("ՍՏՕօսոհցզ", "USOounhgq"), ("ᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "ABCEHJKLMPRSTVWZ"))

  /// The letter of another alphabet that a letter looks like.
  ///
  /// - Parameters:
  ///   - letter: The letter; it or the result is Latin.
  ///   - alphabet: The alphabet.
  /// - Returns: The letter, or `nil` when there is none.
  static func letter(like letter: Unicode.Scalar, in alphabet: Alphabet) -> Unicode.Scalar? {
    alphabet == .latin
      ? latin[letter] : latin.filter { $0.value == letter && Alphabet($0.key) == alphabet }.keys.min()
  }

  private static func table(_ rows: (String, String)...) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(
      rows.flatMap { zip($0.0.unicodeScalars, $0.1.unicodeScalars) }, uniquingKeysWith: { first, _ in first })
  }
}

/// The alphabets whose letters can be mistaken for one another; no other script is in this list.
enum Alphabet: String, CaseIterable {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"
  case armenian = "Armenian"
  case cherokee = "Cherokee"

  /// The alphabet of a letter.
  init?(_ scalar: Unicode.Scalar) {
    guard scalar.properties.isAlphabetic else { return nil }
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x250...0x2AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
      0xA720...0xA7FF, 0xAB30...0xAB64, 0xFB00...0xFB06:
      self = .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0xA640...0xA69F: self = .cyrillic
    case 0x531...0x587: self = .armenian
    case 0x13A0...0x13FD, 0xAB70...0xABBF: self = .cherokee
    default: return nil
    }
  }
}
