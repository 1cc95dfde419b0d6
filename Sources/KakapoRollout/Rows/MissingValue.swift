/// What programs write where they have no value: `NULL`, `None`, `nan`.
///
/// People are called Null, None and Nan, so in a name of several words only the exact spelling of a program counts,
/// and not where the other words are spelled alike.
enum MissingValue {
  /// What is wrong with a value, if it is one of these or a name has one in place of a part.
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
        problem: "holds \(word), which a program writes for a missing value",
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
    // What the words of both lists begin with, and the zero.
    guard let first = value.utf8.first, "nNuUfF<([{\\#-0".utf8.contains(first) else { return false }
    return exact.contains(value) || always.contains(value.lowercased())
      // As a name by itself it is a person's.
      || isIdentifier && value == "Nan"
      // What a formula shows for an empty cell.
      || !isIdentifier && value == "0"
  }

  /// Whether a word of a name is a program's, and not the name of somebody.
  private static func isOutOfPlace(_ word: Substring, among others: [Substring], isAtEdge: Bool) -> Bool {
    switch word {
    case "None", "False": false
    case "NaN", "undefined", "<NA>", "(null)", "-nan", "NaT": true
    case "NULL", "NAN", "FALSE", "N/A": others.contains { $0.contains(where: \.isLowercase) }
    default: isAtEdge && others.contains { $0.contains(where: \.isUppercase) }
    }
  }

  /// Whether a look at the words is worth while.
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
      problem: "has in place of a part what a program writes for a missing value",
      remedy: "That part was probably empty: write the whole ID.")
  }
}
