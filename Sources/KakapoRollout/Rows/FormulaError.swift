/// What a spreadsheet shows for a formula that failed, in all its languages: `#N/A`, `#REF!`, `#BEZUG!`, `Err:502`.
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

  /// What is said of the value.
  var fault: CellCheck.Fault {
    isLookup
      ? CellCheck.Fault(
        problem:
          "is what a spreadsheet shows for a formula that failed: it looked for a value that is not there",
        remedy: "Mend the formula or write the value itself.")
      : CellCheck.Fault(
        problem: "is what a spreadsheet shows for a formula that failed",
        remedy: "Mend the formula or write the value itself.")
  }

  private static let lookups: Set<String> = [
    "#N/A", "#N/A!", "#NA", "#NA!", "#NV", "#N/D", "#N/B", "#I/T", "#Н/Д", "#YOK", "#HIÁNYZIK",
    "#NENÍ_K_DISPOZICI",
    "#ND", "#EANF#",
  ]
  private static let others: Set<String> = [
    "#GETTING_DATA", "#REF", "#VALUE", "#NAME", "#DIV/0", "#ERROR", "#NULL", "#NUM",
  ]
  /// What also stands inside of values that a program put together.
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
