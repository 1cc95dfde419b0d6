/// What spreadsheets and programs leave behind in place of a value.
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
    // Every number and date has a digit, and most names have none.
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
      problem: "begins with the apostrophe that makes a spreadsheet take a number for text",
      remedy: "It was probably \(value.dropFirst()).")
  }
}

extension SpreadsheetDate {
  /// What is said of a value that is a date.
  fileprivate var fault: CellCheck.Fault {
    CellCheck.Fault(
      problem: "is a date or a time, which a spreadsheet makes of what looks like one",
      remedy: (origin.map { "It was probably a code such as \($0). " }
        ?? "It was probably a number or a code. ")
        + "Give the column the format Text and enter it again.")
  }
}
