/// What spreadsheets leave behind in place of a value.
enum SpreadsheetDamage {
  /// What is the matter with a value, if a spreadsheet spoiled it.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - isIdentifier: Whether it is an identifier, in which a number with an exponent is damage.
  /// - Returns: The problem and the remedy.
  static func find(in value: String, isIdentifier: Bool) -> (problem: String, remedy: String)? {
    guard let first = value.utf8.first else { return nil }
    switch first {
    case UInt8(ascii: "#"):
      guard isErrorValue(value) else { return nil }
      return (
        "is what a spreadsheet shows for a formula that failed", "Mend the formula or write the value itself."
      )
    case UInt8(ascii: "'"):
      guard FormulaGuard.isGuarded(value) else { return nil }
      return (
        "begins with the apostrophe that keeps a spreadsheet from running it",
        "Remove the apostrophe, or keep the columns code and reason of the file with refused rows."
      )
    default:
      guard isIdentifier, isNumberWithExponent(value) else { return nil }
      return (
        "is a long number that a spreadsheet shortened",
        "Give the column the format Text and enter the number again."
      )
    }
  }

  private static func isErrorValue(_ value: String) -> Bool {
    errorValues.contains(value) || value.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
  }

  /// In English and in German.
  private static let errorValues: Set<String> = [
    "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#BUSY!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA",
    "#BEZUG!", "#NV", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#KALK!",
  ]

  /// `4,41E+11` or `4.41E+11`: the sign behind the E is always there, and nobody writes it in an identifier.
  private static func isNumberWithExponent(_ value: String) -> Bool {
    let bytes = Array(value.utf8.prefix(32))
    func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
    guard value.utf8.count <= 30, let mark = bytes.firstIndex(of: UInt8(ascii: "E")), mark > 0,
      bytes.count >= mark + 3, bytes[mark + 1] == UInt8(ascii: "+") || bytes[mark + 1] == UInt8(ascii: "-"),
      bytes[(mark + 2)...].allSatisfy(isDigit)
    else { return false }
    var digits = bytes[..<mark]
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    let parts = digits.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".")
    }
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }
}
