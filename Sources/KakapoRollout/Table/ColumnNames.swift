import KakapoProvision
import Support

/// The names of the columns of an input, and suggestions for unknown names.
struct ColumnNames {
  /// The headers by ``RowField``.
  let columns: [InputFormat.Column]
  /// The problems with the names that the caller gave.
  let findings: [Finding]
  /// The fields whose header the caller gave.
  private let given: Set<RowField>
  private let fields: [String: RowField]

  /// Takes the names that the caller gave.
  ///
  /// - Parameter given: The header for a name of ``InputFormat/Column/names``. Other columns keep their
  ///   names.
  init(_ given: [String: String]) {
    var findings: [Finding] = []
    var columns: [InputFormat.Column] = []
    var fields: [String: RowField] = [:]
    for name in given.keys.sorted() where RowField(name: name) == nil {
      let meant = NearMiss.find(name, among: InputFormat.Column.names).map { "Did you mean \($0)? " } ?? ""
      findings.append(
        Finding(
          "is not a name that a column can be mapped to",
          remedy: meant + "The names are \(InputFormat.Column.names.joined(separator: ", ")).", value: name))
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
    self.given = Set(given.keys.compactMap(RowField.init(name:)))
  }

  /// The field of a header.
  func field(of header: String) -> RowField? { fields[header] }

  /// The header of a field.
  func header(of field: RowField) -> String { columns[field.rawValue].header }

  /// The columns that the caller named and that are missing.
  ///
  /// - Parameter seen: The fields that have a column.
  /// - Returns: A finding for each, by field.
  func missing(_ seen: Set<RowField>) -> [(field: RowField, finding: Finding)] {
    RowField.allCases.filter { given.contains($0) && !seen.contains($0) }
      .map { ($0, Self.missing($0, header: header(of: $0))) }
  }

  /// The finding for a missing column.
  ///
  /// - Parameters:
  ///   - field: The column's field.
  ///   - header: Its header.
  /// - Returns: The finding.
  static func missing(_ field: RowField, header: String) -> Finding {
    Finding(
      "The column \(header) is missing",
      remedy: "Add it, or map the column that holds \(field.name).", action: .mapColumn,
      subject: field.name)
  }

  /// The finding for an unknown header.
  ///
  /// - Parameters:
  ///   - header: The header.
  ///   - row: The header's row.
  ///   - taken: The fields that have a column.
  /// - Returns: The finding, and the field that the header probably means.
  func unknown(_ header: String, row: Int, taken: Set<RowField>) -> (finding: Finding, meant: RowField?) {
    let free = RowField.allCases.filter { !taken.contains($0) }
    let mapped = RowField(name: header)
    if let mapped, free.contains(mapped) {
      return (
        Finding(
          "This column is unknown",
          remedy: "\(header) is mapped to \(self.header(of: mapped)), which is missing.",
          row: row, column: header), mapped
      )
    }
    let meant = NearMiss.find(header, among: free.map { self.header(of: $0) }).flatMap(field(of:))
    let remedy: String
    var action: Remedy.Action?
    if let mapped {
      remedy = "\(header) is already in \(self.header(of: mapped)). Remove this column."
    } else if let meant {
      remedy = "Did you mean \(self.header(of: meant))?"
    } else {
      action = .mapColumn
      remedy =
        "Remove it, or map it to one of these names: "
        + "\(InputFormat.Column.names.joined(separator: ", "))."
    }
    return (
      Finding("This column is unknown", remedy: remedy, action: action, row: row, column: header), meant
    )
  }
}

/// The header of a table: the fields of its columns.
struct CSVHeader {
  /// The field of each cell; `nil` for an unused cell.
  private(set) var fields: [RowField?] = []
  /// The columns that are used, in the order of the table.
  private(set) var columns: [InputFormat.Column] = []
  /// The indices of the empty cells.
  private(set) var emptyCells: [Int] = []
  /// Whether the table has refused rows, with a code and a reason.
  private(set) var isOfFailedRows = false
  /// The fields whose column has a misspelled name.
  private(set) var misspelled: Set<RowField> = []
  /// The problems in the header.
  private(set) var findings: [Finding] = []

  /// The fields that have a column.
  var seen: Set<RowField> { Set(fields.compactMap(\.self)) }

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - cells: Its cells.
  ///   - row: Its row.
  ///   - names: The names of the columns.
  init(_ cells: [String], row: Int, names: ColumnNames) {
    let ignored = Self.failureColumns(cells, names: names)
    isOfFailedRows = !ignored.isEmpty
    let cells = isOfFailedRows ? cells.map(FormulaGuard.unguarded) : cells
    let taken = Set(
      cells.enumerated().compactMap { ignored.contains($0.offset) ? nil : names.field(of: $0.element) })
    var used: Set<RowField> = []
    for (index, cell) in cells.enumerated() {
      fields.append(nil)
      if ignored.contains(index) { continue }
      if cell.isEmpty {
        emptyCells.append(index)
      } else if let field = names.field(of: cell) {
        if used.insert(field).inserted {
          fields[index] = field
          columns.append(InputFormat.Column(header: cell, name: field.name))
        } else {
          findings.append(
            Finding("This column appears twice", remedy: "Remove one of the two.", row: row, column: cell))
        }
      } else {
        let (finding, meant) = names.unknown(cell, row: row, taken: taken)
        findings.append(finding)
        if let meant { misspelled.insert(meant) }
      }
    }
    let isMisspelled = !misspelled.isEmpty
    for (field, finding) in names.missing(seen.union(misspelled)) {
      findings.append(finding)
      misspelled.insert(field)
    }
    // No name is known: this is probably not a header, and a finding for each cell would not help.
    if used.isEmpty, !isMisspelled {
      findings = [
        Finding(
          "is the first row, but has none of the column names",
          remedy: "It must be a header of \(InputFormat.Column.names.joined(separator: ", ")); "
            + "other names can be mapped.", action: .mapColumn, row: row, value: cells.joined(separator: " "))
      ]
    }
  }

  /// The indices of the code and reason columns that a file of refused rows adds.
  ///
  /// If the input has columns with these names, the added ones are the last.
  private static func failureColumns(_ cells: [String], names: ColumnNames) -> Set<Int> {
    var result: Set<Int> = []
    for name in [FailedRowsWriter.codeHeader, FailedRowsWriter.reasonHeader] {
      let indices = cells.indices.filter { cells[$0] == name }
      guard let last = indices.last, names.field(of: name) == nil || indices.count > 1 else { return [] }
      result.insert(last)
    }
    return result
  }
}
