import KakapoProvision
import Support

extension CellCheck {
  /// A fault of a value or of a part of it.
  struct PartFault {
    let problem: String
    let remedy: String
    /// The value or the part.
    let value: String
  }

  /// Checks a value that is not empty, of any column.
  ///
  /// - Parameters:
  ///   - text: The value.
  ///   - field: The column.
  /// - Returns: The faults, and the licences in the column of licences.
  static func faults(of text: String, in field: RowField) -> (faults: [PartFault], licenses: [License]) {
    let (own, cleaned) = check(text, of: field)
    let faults = own.map { PartFault(problem: $0.problem, remedy: $0.remedy, value: text) }
    // A value that could not be repaired has been reported.
    if field.parameter != nil || !own.isEmpty && cleaned == text { return (faults, []) }
    guard field == .licenses else { return (faults + state(cleaned), []) }
    let list = LicenseList.read(cleaned)
    let parts = list.faults.map { PartFault(problem: $0.problem, remedy: $0.remedy, value: $0.value) }
    return (faults + parts, list.licenses)
  }

  private static func state(_ text: String) -> [PartFault] {
    guard !text.isEmpty, UserRow.State(rawValue: text) == nil else { return [] }
    let names = UserRow.State.allCases.map(\.rawValue)
    let meant = NearMiss.find(text, among: names).map { "Did you mean \($0)? " } ?? ""
    return [
      PartFault(
        problem: "is not a state",
        remedy: meant + "Write \(names.joined(separator: " or ")); empty means present.", value: text)
    ]
  }
}
