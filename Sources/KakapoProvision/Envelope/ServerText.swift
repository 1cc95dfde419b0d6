/// Makes a server's text short and readable: an excerpt, or the words of a page without their markup.
enum ServerText {
  /// The first characters of a text, on one line.
  ///
  /// The text is cut before any cleaning, so secrets must be removed from the whole text first.
  static func excerpt(of text: String, limit: Int = 200) -> String {
    let words = text.prefix(4000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > limit ? words.prefix(limit) + "…" : words
  }

  /// The words of a page for people, without its markup; the page itself if it has no words.
  static func wordsOrMarkup(of page: String) -> String {
    let words = words(of: String(page.prefix(16_000)))
    return words.allSatisfy(\.isWhitespace) ? page : words
  }

  /// The words of a page for people, without its markup.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - separatingBlocks: Whether a paragraph, a cell or a heading ends a sentence.
  /// - Returns: The words.
  static func words(of page: String, separatingBlocks: Bool = false) -> String {
    var words = ""
    var rest = page[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      if rest[open...].hasPrefix("<![CDATA[") {
        let content = rest[open...].dropFirst(9)
        let end = content.firstRange(of: "]]>")
        words += rest[..<open] + content[..<(end?.lowerBound ?? content.endIndex)]
        rest = rest[(end?.upperBound ?? rest.endIndex)...]
        continue
      }
      let markup = rest[open..<close].dropFirst()
      let tag = markup.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
      words += rest[..<open] + (separatingBlocks && !inlineTags.contains(tag) ? ". \n" : " ")
      rest = rest[close...].dropFirst()
      if !markup.hasPrefix("/"), tag == "script" || tag == "style" {
        rest = rest[(rest.firstRange(of: "</")?.lowerBound ?? rest.endIndex)...]
      }
    }
    return words + rest
  }

  /// Tags that are part of a sentence.
  static let inlineTags: Set = [
    "a", "abbr", "b", "bdo", "big", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
    "strong",
    "sub", "sup", "tt", "u", "var", "wbr", "br", "td", "th",
  ]

  /// An XML answer without its declaration and its envelope's start tag, which look alike in all answers.
  static func withoutEnvelope(_ text: String) -> String {
    let start = text.prefix(16_000).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return String(start.trimmingPrefix(/(<\?xml[^>]*\?>)?\s*<([\w.\-]+:)?Envelope\b[^>]*>/))
  }
}
