/// Reads the code of a number format.
struct FormatCodeReader {
  private let code: [Character]
  private var position = 0
  private var section = NumberFormat.Section()

  init(_ code: String) { self.code = Array(code) }

  /// Reads all sections.
  mutating func sections() -> [NumberFormat.Section] {
    var sections: [NumberFormat.Section] = []
    while position < code.count {
      if code[position] == ";" {
        position += 1
        sections.append(finished())
      } else {
        token()
      }
    }
    sections.append(finished())
    if sections.count > 4 { sections[0].doubt = Self.doubt }
    return sections
  }

  private static let doubt = "has a format that is not understood"

  private mutating func finished() -> NumberFormat.Section {
    defer { section = NumberFormat.Section() }
    guard section.isDate else { return section }
    var result = section
    // An `m` is a minute behind hours or before seconds.
    let parts = result.tokens.indices.filter { index in
      switch result.tokens[index] {
      case .date, .elapsed: true
      default: false
      }
    }
    for (place, index) in parts.enumerated() {
      guard case .date("m", let count) = result.tokens[index], count < 3 else { continue }
      let before = place > 0 ? Self.letter(result.tokens[parts[place - 1]]) : nil
      let after = place + 1 < parts.count ? Self.letter(result.tokens[parts[place + 1]]) : nil
      if before == "h" || after == "s" { result.tokens[index] = .date("n", count) }
    }
    return result
  }

  private static func letter(_ token: NumberFormat.Token) -> Character? {
    switch token {
    case .date(let letter, _), .elapsed(let letter, _): letter
    default: nil
    }
  }

  private mutating func add(_ token: NumberFormat.Token) {
    if case .literal(let text) = token, case .literal(let before)? = section.tokens.last {
      section.tokens[section.tokens.count - 1] = .literal(before + text)
    } else {
      section.tokens.append(token)
    }
  }

  private mutating func token() {
    let character = code[position]
    switch character {
    case "\"": quoted()
    case "\\": escaped { .literal(String($0)) }
    // A blank as wide as the next character.
    case "_": escaped { _ in .literal(" ") }
    // The next character fills the cell, which has no width in a text.
    case "*": escaped { _ in .literal("") }
    case "[": bracketed()
    case "0", "#", "?":
      position += 1
      if section.isDate, character == "0" {
        section.doubt = Self.doubt
      } else {
        add(.digit(character))
      }
    case ".": point()
    case ",":
      position += 1
      add(.comma)
    case "%":
      position += 1
      add(.percent)
    case "@":
      position += 1
      add(.text)
    case "/" where !section.isDate && section.tokens.contains { if case .digit = $0 { true } else { false } }:
      // A fraction such as 1/2.
      position += 1
      section.doubt = Self.doubt
    case "-", "+", "/", "(", ")", ":", "!", "^", "&", "'", "~", "{", "}", "<", ">", "=", " ", "$", "€", "£",
      "\u{A0}":
      position += 1
      add(.literal(String(character)))
    default: word()
    }
  }

  private mutating func quoted() {
    let start = position + 1
    let end = code[start...].firstIndex(of: "\"") ?? code.count
    add(.literal(String(code[start..<end])))
    position = end + 1
  }

  private mutating func escaped(_ token: (Character) -> NumberFormat.Token) {
    if position + 1 < code.count { add(token(code[position + 1])) }
    position += 2
  }

  /// `[Red]`, `[$-409]`, `[$€-407]`, `[h]`, `[>100]`.
  private mutating func bracketed() {
    let start = position + 1
    let end = code[start...].firstIndex(of: "]") ?? code.count
    position = end + 1
    let inside = String(code[start..<end])
    let lower = inside.lowercased()
    if let letter = lower.first, "hms".contains(letter), lower.allSatisfy({ $0 == letter }) {
      add(.elapsed(letter, lower.count))
    } else if lower.hasPrefix("$") {
      let parts = inside.dropFirst().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if !parts[0].isEmpty { add(.literal(String(parts[0]))) }
      // English, by the language's low byte; the others name months in another way, or have other digits and calendars.
      let isEnglish =
        parts.count < 2
        || UInt32(parts[1], radix: 16).map { $0 & 0xFFFF_00FF == 9 } ?? lower.hasPrefix("$-en")
      if !isEnglish { section.doubt = "has a format of another language" }
    } else if !Self.colors.contains(lower), !lower.hasPrefix("color") {
      section.doubt = "has a format that depends on its value"
    }
  }

  private static let colors = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"]

  private mutating func point() {
    position += 1
    guard section.isDate else { return add(.point) }
    let digits = code[position...].prefix { $0 == "0" }.count
    position += digits
    add(digits > 0 ? .fraction(digits) : .literal("."))
  }

  private mutating func word() {
    let rest = String(code[position...].prefix(7)).lowercased()
    if rest.hasPrefix("general") {
      position += 7
      return add(.general)
    }
    for (word, isShort) in [("am/pm", false), ("a/p", true)] where rest.hasPrefix(word) {
      position += word.count
      return add(.halfDay(isShort: isShort))
    }
    if rest.hasPrefix("e+") || rest.hasPrefix("e-") {
      position += 2
      return add(.exponent(showsPlus: rest.hasPrefix("e+")))
    }
    guard let letter = rest.first, "ymdhs".contains(letter) else {
      section.doubt = section.doubt ?? Self.doubt
      add(.literal(String(code[position])))
      position += 1
      return
    }
    let count = code[position...].prefix { $0.lowercased() == String(letter) }.count
    position += count
    add(.date(letter, count))
  }
}
