/// Letters of other alphabets that look like Latin ones.
enum LookAlikes {
  /// The Latin letter that a letter looks like.
  static let latin: [Unicode.Scalar: Unicode.Scalar] = table(
    ("АВСЕЅІЈКМНОРТУХԚԜѴҮЁЇӀ", "ABCESIJKMHOPTYXQWVYËÏI"),
    ("асеѕіјкорухԁԛԝһѵӏүёї", "acesijkopyxdqwhvlyëï"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC"), ("αικνορτυχϲϳ", "aikvoptuxcj"),
    ("ՍՏՕօսոհցզ", "USOounhgq"), ("ᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "ABCEHJKLMPRSTVWZ"))

  /// What a letter looks like in another alphabet.
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

/// The alphabets whose letters are taken for one another; all other scripts are none of them.
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
