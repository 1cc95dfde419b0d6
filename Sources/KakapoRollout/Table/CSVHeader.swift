/// The header of a table: which columns it has.
struct CSVHeader {
  /// For each cell, the place of its column in ``ColumnNames/headers``; `nil` for an unused cell.
  private(set) var places: [Int?] = []
  /// The places of the columns that are used, in the order of the table.
  private(set) var present: [Int] = []
  /// The indices of the empty cells.
  private(set) var emptyCells: [Int] = []
  /// Whether the table has refused rows, with a code and a reason.
  private(set) var isOfFailedRows = false
  /// The fields whose column has a misspelled name.
  private(set) var misspelled: Set<RowField> = []
  /// The problems in the header.
  private(set) var findings: [Finding] = []

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - cells: Its cells.
  ///   - row: Its row.
  ///   - names: The columns of the mapping.
  init(_ cells: [String], row: Int, names: ColumnNames) {
    let ignored = Self.failureColumns(cells, names: names)
    isOfFailedRows = !ignored.isEmpty
    let cells = isOfFailedRows ? cells.map(FormulaGuard.unguarded) : cells
    let taken = Set(
      cells.enumerated().compactMap { ignored.contains($0.offset) ? nil : names.place(of: $0.element) })
    var meant: Set<Int> = []
    var isKnown = false
    for (index, cell) in cells.enumerated() {
      places.append(nil)
      if ignored.contains(index) { continue }
      if names.ignores(cell) {
        isKnown = true
      } else if cell.isEmpty {
        emptyCells.append(index)
      } else if let place = names.place(of: cell) {
        if present.contains(place) {
          findings.append(
            Finding("This column appears twice", remedy: "Remove one of the two.", row: row, column: cell))
        } else {
          places[index] = place
          present.append(place)
        }
      } else {
        let (finding, place) = names.unknown(cell, row: row, taken: taken)
        findings.append(finding)
        if let place { meant.insert(place) }
      }
    }
    let missing = names.missing(Set(present), misspelled: meant)
    findings += missing.map(\.finding)
    misspelled = Set(meant.flatMap { names.readers[$0] } + missing.flatMap(\.fields))
    // No name is known: this is probably not a header, and a finding for each cell would not help.
    if present.isEmpty, meant.isEmpty, !isKnown {
      findings = [
        Finding(
          "is the first row, but has none of the column names",
          remedy: names.headers == InputFormat.Column.names
            ? "It must be a header of \(InputFormat.Column.names.joined(separator: ", ")); "
              + "other names can be mapped."
            : "It must be a header with \(names.headers.joined(separator: ", ")).",
          action: .mapColumn, row: row, value: cells.joined(separator: " "))
      ]
    }
  }

  /// The fields that use a cell.
  func fields(at index: Int, _ names: ColumnNames) -> [RowField] {
    guard places.indices.contains(index), let place = places[index] else { return [] }
    return names.readers[place]
  }

  /// The indices of the code and reason columns that a file of refused rows adds.
  ///
  /// If the input has columns with these names, the added ones are the last.
  private static func failureColumns(_ cells: [String], names: ColumnNames) -> Set<Int> {
    var result: Set<Int> = []
    for name in [FailedRowsWriter.codeHeader, FailedRowsWriter.reasonHeader] {
      let indices = cells.indices.filter { cells[$0] == name }
      guard let last = indices.last, names.place(of: name) == nil || indices.count > 1 else { return [] }
      result.insert(last)
    }
    return result
  }
}
