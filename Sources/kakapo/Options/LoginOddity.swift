/// What makes a user name or a password look as if a file, a shell or a copy had changed it.
enum LoginOddity {
  case quotes, whiteSpaceBefore, whiteSpaceBehind, noBreakSpace, carriageReturn, invisible

  private static let pairs: [(first: Character, last: Character)] = [
    ("\"", "\""), ("'", "'"), ("`", "`"), ("\u{201C}", "\u{201D}"), ("\u{201E}", "\u{201C}"),
    ("\u{2018}", "\u{2019}"), ("\u{AB}", "\u{BB}"),
  ]

  /// Looks at a text; `nil` when there is nothing odd about it.
  init?(_ text: String) {
    // White space alone is refused anyway.
    guard let first = text.first, let last = text.last, !text.allSatisfy(\.isWhitespace) else { return nil }
    let scalars = text.unicodeScalars
    if text.count > 1, LoginOddity.pairs.contains(where: { $0.first == first && $0.last == last }) {
      self = .quotes
    } else if scalars.contains("\r") {
      self = .carriageReturn
    } else if scalars.contains(where: { ["\u{A0}", "\u{202F}", "\u{2007}"].contains($0) }) {
      self = .noBreakSpace
    } else if first.isWhitespace {
      self = .whiteSpaceBefore
    } else if last.isWhitespace {
      self = .whiteSpaceBehind
    } else if scalars.contains(where: { [.control, .format].contains($0.properties.generalCategory) }) {
      self = .invisible
    } else {
      return nil
    }
  }

  /// What is odd, without the text.
  var words: String {
    switch self {
    case .quotes: "has quotation marks around it"
    case .whiteSpaceBefore: "begins with white space"
    case .whiteSpaceBehind: "ends with white space"
    case .noBreakSpace: "has a no-break space in it"
    case .carriageReturn: "has a carriage return in it, as a line of a file from Windows ends with"
    case .invisible: "has a character in it that cannot be seen"
    }
  }
}
