/// Finds what spreadsheets and programs leave in place of a value.
enum SpreadsheetDamage {
  /// What is wrong with a value, if it was spoiled.
  ///
  /// - Parameters:
  ///   - value: The value, without white space at its edges.
  ///   - field: The column.
  /// - Returns: The fault.
  static func find(in value: String, of field: RowField) -> CellCheck.Fault? {
    guard let first = value.utf8.first else { return nil }
    if first == UInt8(ascii: "'") { return apostrophe(value, isIdentifier: field.isIdentifier) }
    if let error = FormulaError(value) { return error.fault }
    if let formula = LeftOverFormula(value) { return formula.fault }
    if let fault = MissingValue.find(in: value, of: field) { return fault }
    // Every number and date has a digit; most names have none.
    guard value.utf8.count <= 100, value.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return nil }
    if field == .broadworksUserId {
      let name = value.prefix { $0 != "@" }
      return ConvertedNumber(name).map { $0.fault(of: field) }
    }
    if let number = ConvertedNumber(value[...]) { return number.fault(of: field) }
    return SpreadsheetDate(value, isIdentifier: field.isIdentifier)?.fault
  }

  private static func apostrophe(_ value: String, isIdentifier: Bool) -> CellCheck.Fault? {
    if FormulaGuard.isGuarded(value) {
      return CellCheck.Fault(
        problem: "begins with the apostrophe that keeps a spreadsheet from running it",
        remedy: "Remove the apostrophe, or keep the columns code and reason of the file with refused rows.")
    }
    let rest = value.utf8.dropFirst()
    guard isIdentifier, !rest.isEmpty, rest.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return CellCheck.Fault(
      problem: "begins with the apostrophe that makes a spreadsheet treat a number as text",
      remedy: "It was probably \(value.dropFirst()).")
  }
}

extension SpreadsheetDate {
  /// The fault to report for a value that is a date.
  fileprivate var fault: CellCheck.Fault {
    CellCheck.Fault(
      problem: "is a date or a time, as a spreadsheet makes from a value that looks like one",
      remedy: (origin.map { "It was probably a code such as \($0). " }
        ?? "It was probably a number or a code. ")
        + "Format the column as text and enter it again.")
  }
}

/// An error that a spreadsheet shows for a failed formula, in any language: `#N/A`, `#REF!`, `#BEZUG!`,
/// `Err:502`.
struct FormulaError {
  private let isLookup: Bool

  /// Looks for an error in a value; `nil` when there is none.
  ///
  /// - Parameter value: The value.
  init?(_ value: String) {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ":") }) else {
      return nil
    }
    let upper = value.uppercased()
    isLookup = Self.lookups.contains(upper) || upper.contains("#N/A")
    guard !isLookup else { return }
    guard
      value.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) || Self.others.contains(upper)
        || Self.inside.contains(where: { upper.contains($0) }) || Self.hasFormOfError(value)
        || Self.isNumbered(upper)
    else { return nil }
  }

  /// The fault to report for the value.
  var fault: CellCheck.Fault {
    isLookup
      ? CellCheck.Fault(
        problem:
          "is what a spreadsheet shows for a formula that failed: it looked for a missing value",
        remedy: "Fix the formula or write the value itself.")
      : CellCheck.Fault(
        problem: "is what a spreadsheet shows for a formula that failed",
        remedy: "Fix the formula or write the value itself.")
  }

  private static let lookups: Set<String> = [
    "#N/A", "#N/A!", "#NA", "#NA!", "#NV", "#N/D", "#N/B", "#I/T", "#Н/Д", "#YOK", "#HIÁNYZIK",
    "#NENÍ_K_DISPOZICI",
    "#ND", "#EANF#",
  ]
  private static let others: Set<String> = [
    "#GETTING_DATA", "#REF", "#VALUE", "#NAME", "#DIV/0", "#ERROR", "#NULL", "#NUM",
  ]
  /// Errors that also occur inside of values that a program put together.
  private static let inside = [
    "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!", "#BEZUG!", "#WERT!",
  ]

  /// A number sign, capitals, and one of two marks at the end.
  private static func hasFormOfError(_ value: String) -> Bool {
    let scalars = value.unicodeScalars
    guard scalars.first == "#", let last = scalars.last, last == "!" || last == "?", scalars.count > 3 else {
      return false
    }
    return scalars.dropFirst().dropLast().allSatisfy {
      $0.properties.isUppercase || "0123456789/_¡¿".unicodeScalars.contains($0)
    }
  }

  /// `Err:502` and the like.
  private static func isNumbered(_ upper: String) -> Bool {
    let parts = upper.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && ["ERR", "ERR ", "FEHLER", "ERREUR", "ERREUR "].contains(parts[0])
      && parts[1].utf8.count == 3 && parts[1].utf8.allSatisfy { 0x30...0x39 ~= $0 }
  }
}

/// A cell that has the text of a formula in place of its result.
struct LeftOverFormula {
  private let text: String

  /// Reads a value; `nil` when it isn't a formula.
  ///
  /// Only formulas begin with an equals sign. Telephone numbers and names also begin with the other signs, so these
  /// need a function call or a cell after them.
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

  /// The fault to report for the value.
  var fault: CellCheck.Fault {
    CellCheck.Fault(
      problem: "is a formula, not its result",
      remedy: constant.map { "It was probably \(Finding.visible($0))." }
        ?? "Write the value itself, or save the file from the spreadsheet again.")
  }

  /// The quoted text of a formula that is only a text: `="0012"`.
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

/// Finds what programs write for a missing value: `NULL`, `None`, `nan`.
///
/// There are people named Null, None and Nan. In a name of several words, only the exact spelling of a program
/// counts, and only if the other words are spelled in a different way.
enum MissingValue {
  /// What is wrong with a value that is such a word, or a name that has one in place of a part.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - field: The column.
  /// - Returns: The fault.
  static func find(in value: String, of field: RowField) -> CellCheck.Fault? {
    if value.utf8.count <= 13, isMissing(value, isIdentifier: field.isIdentifier) { return whole }
    if field == .broadworksUserId { return userId(value) }
    guard !field.isIdentifier, mayHoldOne(value) else { return nil }
    let words = value.split { $0 == " " || $0 == "," }
    guard words.count > 1 else { return nil }
    if words.allSatisfy({ exact.contains(String($0)) }) { return whole }
    for (index, word) in words.enumerated() where exact.contains(String(word)) {
      let others = words.indices.filter { $0 != index }.map { words[$0] }
      guard isOutOfPlace(word, among: others, isAtEdge: index == 0 || index == words.count - 1) else {
        continue
      }
      return CellCheck.Fault(
        problem: "contains \(word), which a program writes for a missing value",
        remedy: "That part of the name was probably empty: write it, or leave it out.")
    }
    return nil
  }

  private static let whole = CellCheck.Fault(
    problem: "is what a program writes for a missing value",
    remedy: "The cell was probably empty: write the value, or leave the cell empty.")

  private static let always: Set<String> = [
    "null", "none", "undefined", "n/a", "(null)", "<null>", "[null]", "{null}", "<na>", "<nil>", "(none)",
    "<none>",
    "(empty)", "<empty>", "(blank)", "(leer)", "(vide)", "\\n", "#null", "dbnull", "system.dbnull",
    "not available",
  ]
  /// The spellings of programs.
  private static let exact: Set<String> = [
    "nan", "NaN", "NAN", "null", "NULL", "None", "nil", "undefined", "NaT", "-nan", "-NaN", "<NA>", "-inf",
    "-Infinity",
    "False", "FALSE", "false", "(null)", "N/A", "n/a",
  ]

  private static func isMissing(_ value: String, isIdentifier: Bool) -> Bool {
    // The first characters of both lists, and zero.
    guard let first = value.utf8.first, "nNuUfF<([{\\#-0".utf8.contains(first) else { return false }
    return exact.contains(value) || always.contains(value.lowercased())
      // As a display name, it is the name of a person.
      || isIdentifier && value == "Nan"
      // A formula shows zero for an empty cell.
      || !isIdentifier && value == "0"
  }

  /// Whether a word of a name comes from a program and isn't part of a person's name.
  private static func isOutOfPlace(_ word: Substring, among others: [Substring], isAtEdge: Bool) -> Bool {
    switch word {
    case "None", "False": false
    case "NaN", "undefined", "<NA>", "(null)", "-nan", "NaT": true
    case "NULL", "NAN", "FALSE", "N/A": others.contains { $0.contains(where: \.isLowercase) }
    default: isAtEdge && others.contains { $0.contains(where: \.isUppercase) }
    }
  }

  /// Whether the words are worth checking.
  private static func mayHoldOne(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { bytes in
      var start = 0
      for position in 0...bytes.count {
        guard position == bytes.count || bytes[position] == 0x20 || bytes[position] == UInt8(ascii: ",")
        else { continue }
        if 3...9 ~= position - start, "nNuUfF<(-".utf8.contains(bytes[start]) { return true }
        start = position + 1
      }
      return false
    }
  }

  /// `undefined@acme.example.com`, `jane@nan`.
  private static func userId(_ value: String) -> CellCheck.Fault? {
    let parts = value.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let isMissing =
      ["undefined", "NULL", "NaN", "(null)"].contains(parts[0])
      || always.contains(parts[1].lowercased()) || exact.contains(String(parts[1]))
    guard isMissing else { return nil }
    return CellCheck.Fault(
      problem: "has, instead of a part, what a program writes for a missing value",
      remedy: "That part was probably empty: write the whole ID.")
  }
}
