/// Makes text from a WSDL safe to stand in a comment.
enum DocumentationText {
  /// The most characters that are kept of one text.
  private static let longest = 2000

  /// The text on one line: every run of white space and control characters is a blank, and nothing in it is
  /// markup.
  static func line(_ text: String, longest: Int = longest) -> String {
    var line = ""
    var count = 0
    var pendingBlank = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || isInvisible(scalar) {
        pendingBlank = true
        continue
      }
      if pendingBlank, !line.isEmpty { line += " " }
      pendingBlank = false
      guard count < longest else {
        line += "…"
        break
      }
      count += 1
      switch scalar {
      case "`": line += "'"
      case "/" where line.hasSuffix("*"), "*" where line.hasSuffix("/"): line += " " + String(scalar)
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// The text in lines of a width, none of which begins like a list, a heading or a quotation.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = ""
      }
      current += current.isEmpty ? escapedStart(word) : " " + word
    }
    if !current.isEmpty { lines.append(current) }
    return lines
  }

  private static func escapedStart(_ word: Substring) -> String {
    guard let first = word.first, "-*+#>=|~".contains(first) || word.hasSuffix(".") && first.isNumber,
      !word.hasPrefix("**")
    else { return String(word) }
    return "\\" + word
  }

  /// Controls, marks that change the direction of text, and what has no place of its own.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }
}
