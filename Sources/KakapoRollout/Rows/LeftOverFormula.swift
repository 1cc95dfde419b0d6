/// A formula whose text is in a cell in place of its result.
struct LeftOverFormula {
  private let text: String

  /// Reads a value; `nil` when it isn't a formula.
  ///
  /// Nothing begins with an equals sign but a formula. The other signs begin telephone numbers and names as well,
  /// so a call of a function or a cell has to follow.
  ///
  /// - Parameter value: The value, without white space at its edges.
  init?(_ value: String) {
    switch value.unicodeScalars.first {
    case "=", "＝": text = value
    case "{" where value.hasPrefix("{=") && value.hasSuffix("}"): text = value
    case "+", "-", "@", "＋", "－", "＠":
      let rest = value.unicodeScalars.dropFirst()
      let word = rest.prefix { "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "." || $0 == "$" }
      let behind = rest.dropFirst(word.count).first
      let isCall = behind == "(" && word.first.map { "A"..."Z" ~= $0 } == true
      guard isCall || Self.isCell(word) && (behind.map("&+*/!:".unicodeScalars.contains) ?? false) else {
        return nil
      }
      text = value
    default: return nil
    }
  }

  /// What is said of the value.
  var fault: CellCheck.Fault {
    CellCheck.Fault(
      problem: "is a formula and not its result",
      remedy: constant.map { "It was probably \(Finding.visible($0))." }
        ?? "Write the value itself, or save the file from the spreadsheet again.")
  }

  /// What is in quotes in a formula that is nothing but text: `="0012"`.
  private var constant: String? {
    let rest = text.unicodeScalars.dropFirst()
    guard rest.count > 2, rest.first == "\"", rest.last == "\"" else { return nil }
    let inner = rest.dropFirst().dropLast()
    return inner.contains("\"") ? nil : String(inner)
  }

  /// `B2`, `$AB$17`.
  private static func isCell(_ word: String.UnicodeScalarView.SubSequence) -> Bool {
    let plain = word.filter { $0 != "$" }
    let letters = plain.prefix { "A"..."Z" ~= $0 }
    let digits = plain.dropFirst(letters.count)
    return 1...3 ~= letters.count && !digits.isEmpty && digits.allSatisfy { "0"..."9" ~= $0 }
  }
}
