/// Makes text from a WSDL safe for a comment.
package enum DocumentationText {
  /// The maximum number of characters of one text.
  private static let longest = 2000

  /// The text on one line, without markup.
  ///
  /// Every run of white space and control characters becomes a blank.
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

  /// Wraps the text to a width; no line begins like a list, a heading or a quotation.
  ///
  /// Text between backticks stays on one line, however long it gets.
  ///
  /// - Parameters:
  ///   - text: The text, on one line.
  ///   - width: The maximum number of characters of a line.
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

  /// The words of a text; words between backticks are one unit.
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

  /// Control characters, marks that change the direction of text, and characters without a width.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }
}
