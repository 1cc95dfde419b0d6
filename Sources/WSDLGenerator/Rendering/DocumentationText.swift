/// Makes text from a WSDL safe to stand in a comment.
package enum DocumentationText {
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
  ///
  /// What stands between backticks stays on one line, however long that gets.
  ///
  /// - Parameters:
  ///   - text: The text, on one line.
  ///   - width: The most characters of a line.
  /// - Returns: The lines.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for unit in units(of: text) {
      if let last = lines.last, last.count + 1 + unit.count <= width {
        lines[lines.count - 1] = last + " " + unit
      } else {
        lines.append(escapedStart(unit))
      }
    }
    return lines
  }

  /// The words of a text; those between backticks as one.
  private static func units(of text: String) -> [String] {
    var units: [String] = []
    var isQuoted = false
    for word in text.split(separator: " ") {
      if isQuoted, let last = units.popLast() {
        units.append(last + " " + word)
      } else {
        units.append(String(word))
      }
      if !word.unicodeScalars.count(where: { $0 == "`" }).isMultiple(of: 2) { isQuoted.toggle() }
    }
    return units
  }

  private static func escapedStart(_ word: String) -> String {
    guard let first = word.first, "-*+#>=|~".contains(first) || word.hasSuffix(".") && first.isNumber,
      !word.hasPrefix("**")
    else { return word }
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
