/// The header of a table: what its columns hold.
struct CSVHeader {
  /// The field of each cell; `nil` for what is not used.
  private(set) var fields: [RowField?] = []
  /// The columns that are used, in the order of the table.
  private(set) var columns: [InputFormat.Column] = []
  /// The cells that are empty.
  private(set) var emptyCells: [Int] = []
  /// Whether it is a table of refused rows, with a code and a reason.
  private(set) var isOfFailedRows = false
  /// The fields that are there under a name which comes near.
  private(set) var misspelled: Set<RowField> = []
  /// What is the matter with it.
  private(set) var findings: [Finding] = []

  /// The fields that are there.
  var seen: Set<RowField> { Set(fields.compactMap(\.self)) }

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - cells: Its cells.
  ///   - row: Its row.
  ///   - names: What the columns are called.
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
            Finding("This column is there twice", remedy: "Remove one of the two.", row: row, column: cell))
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
    // Nothing fits: most likely this is no header, and a finding for each cell would not help.
    if used.isEmpty, !isMisspelled {
      findings = [
        Finding(
          "is the first row, and none of the column names is in it",
          remedy: "It has to be a header of \(InputFormat.Column.names.joined(separator: ", ")); "
            + "other names can be mapped.", action: .mapColumn, row: row, value: cells.joined(separator: " "))
      ]
    }
  }

  /// The cells of the columns that a file of refused rows has besides; the last ones, should an input have
  /// used these names for something else.
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
