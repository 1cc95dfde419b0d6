/// What the columns of an input are called, and what was meant by a name that none has.
struct ColumnNames {
  /// The headers by ``RowField``.
  let columns: [InputFormat.Column]
  /// What is the matter with the names that the caller gave.
  let findings: [Finding]
  private let fields: [String: RowField]

  /// Takes the names that the caller gave.
  ///
  /// - Parameter given: The header for a name of ``InputFormat/Column/names``; others keep their own.
  init(_ given: [String: String]) {
    var findings: [Finding] = []
    var columns: [InputFormat.Column] = []
    var fields: [String: RowField] = [:]
    for name in given.keys.sorted() where RowField(name: name) == nil {
      let meant = NearMiss.find(name, among: InputFormat.Column.names).map { "Did you mean \($0)? " } ?? ""
      findings.append(
        Finding(
          "is no name that a column can be mapped to",
          remedy: meant + "There are \(InputFormat.Column.names.joined(separator: ", ")).", value: name))
    }
    for field in RowField.allCases {
      let header = given[field.name] ?? field.name
      columns.append(InputFormat.Column(header: header, name: field.name))
      guard given[field.name] != nil else { continue }
      if let other = fields.updateValue(field, forKey: header) {
        findings.append(
          Finding(
            "is mapped to \(other.name) and to \(field.name)", remedy: "Map it to one of them.", value: header
          ))
      }
    }
    for field in RowField.allCases where given[field.name] == nil && fields[field.name] == nil {
      fields[field.name] = field
    }
    self.columns = columns
    self.findings = findings
    self.fields = fields
  }

  /// The field of a header.
  func field(of header: String) -> RowField? { fields[header] }

  /// The header of a field.
  func header(of field: RowField) -> String { columns[field.rawValue].header }

  /// What to say of a header that no column has.
  ///
  /// - Parameters:
  ///   - header: The header.
  ///   - row: The row where it stands.
  ///   - taken: The fields that have a column.
  /// - Returns: The finding, and the field that may have been meant.
  func unknown(_ header: String, row: Int, taken: Set<RowField>) -> (finding: Finding, meant: RowField?) {
    let free = RowField.allCases.filter { !taken.contains($0) }
    let meant = NearMiss.find(header, among: free.map { self.header(of: $0) }).flatMap(field(of:))
    let remedy: String
    if let mapped = RowField(name: header) {
      remedy = "\(header) is taken from the column \(self.header(of: mapped)): remove this one."
    } else if let meant {
      remedy = "Did you mean \(self.header(of: meant))?"
    } else {
      remedy =
        "Remove it, or say with --map name=Column what it holds; the names are "
        + "\(InputFormat.Column.names.joined(separator: ", "))."
    }
    return (Finding("This is no known column", remedy: remedy, row: row, column: header), meant)
  }
}
