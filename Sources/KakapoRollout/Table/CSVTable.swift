/// Reads a table as an input.
struct CSVTable {
  private let text: InputText
  private let names: ColumnNames
  /// The number of the first line after the separator line, if there is one.
  private let firstLine: Int
  private let survey: HeaderSurvey
  private let delimiter: InputFormat.Delimiter
  /// The sheet that the table was made from.
  private let sheet: SheetText?
  private let headerRow: Int?

  /// Takes a table.
  ///
  /// - Parameters:
  ///   - text: The table.
  ///   - options: The caller's options.
  /// - Throws: ``RolloutInputError`` for names that cannot be mapped, or an unsupported delimiter.
  init(_ text: InputText, options: ReadingOptions) throws(RolloutInputError) {
    self.text = text
    names = ColumnNames(options.mapping)
    guard names.findings.isEmpty else { throw RolloutInputError(findings: names.findings) }
    sheet = nil
    headerRow = options.mapping.headerRow
    let separator = try SeparatorLine(text.bytes)
    firstLine = separator == nil ? 1 : 2
    survey = HeaderSurvey(
      text.bytes[(separator?.end ?? text.bytes.startIndex)...], skipping: (headerRow ?? 1) - 1)
    delimiter = options.delimiter ?? separator?.delimiter ?? survey.delimiter
  }

  /// Takes a sheet of a workbook.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - options: The caller's options.
  /// - Throws: ``RolloutInputError`` for names that cannot be mapped.
  init(_ sheet: SheetText, options: ReadingOptions) throws(RolloutInputError) {
    text = InputText(utf8: sheet.csv)
    names = ColumnNames(options.mapping)
    guard names.findings.isEmpty else { throw RolloutInputError(findings: names.findings) }
    self.sheet = sheet
    headerRow = options.mapping.headerRow
    firstLine = 1
    survey = HeaderSurvey(text.bytes, skipping: (headerRow ?? 1) - 1)
    delimiter = .comma
  }

  /// Reads the header.
  ///
  /// - Parameter record: Receives the header.
  /// - Returns: The reader of the rows below.
  /// - Throws: ``RolloutInputError`` with one finding.
  func header(_ record: inout CSVReader.Record) throws(RolloutInputError) -> CSVReader {
    var reader = CSVReader(
      text.bytes[survey.start...], delimiter: delimiter.byte, line: firstLine + survey.blankRows,
      rows: survey.blankRows)
    guard reader.next(&record) else {
      throw RolloutInputError(
        findings: [
          headerRow.map {
            Finding("There is nothing in row \($0) or below it", remedy: "Give the row of the header.")
          } ?? sheet.map {
            Finding(
              "The sheet \(Finding.visible($0.name)) is empty", remedy: "Give the sheet that has the users.")
          } ?? Finding("The file is empty", remedy: "Start from a template.", action: .useTemplate)
        ])
    }
    return reader
  }

  /// Reads and checks all rows.
  ///
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with all findings.
  func read() throws(RolloutInputError) -> RolloutInput {
    var record = CSVReader.Record()
    var reader = try header(&record)
    if let finding = finding(of: record, swallowing: nil) ?? finding(of: record, in: nil) {
      throw RolloutInputError(findings: [finding])
    }
    let header = CSVHeader((0..<record.count).map { record[$0] }, row: record.number, names: names)
    let checker = rows(&reader, &record, header)
    return RolloutInput(
      rows: try checker.checkedRows(misspelled: header.misspelled),
      format: format(names.columns(header.present)))
  }

  func format(_ columns: [InputFormat.Column]) -> InputFormat {
    var format = InputFormat(
      kind: sheet == nil ? .csv : .xlsx, encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark,
      delimiter: delimiter, lineEnd: survey.lineEnd, columns: columns)
    (format.sheet, format.otherSheets) = (sheet?.name, sheet?.others)
    return format
  }

  private func rows(
    _ reader: inout CSVReader, _ record: inout CSVReader.Record, _ header: CSVHeader
  ) -> RowChecker {
    var checker = RowChecker(names: names, present: header.present)
    for finding in header.findings { checker.add(finding) }
    // Rows have no meaning without a known column.
    guard !header.present.isEmpty else {
      checker.countRow()
      return checker
    }
    var row = RawRow()
    row.cells = [String](repeating: "", count: names.headers.count)
    var untitled = Set(header.emptyCells)
    while reader.next(&record) {
      if record.isBlank { continue }
      if checker.isFull { break }
      if let finding = finding(of: record, swallowing: header) ?? finding(of: record, in: header)
        ?? finding(of: record, beyond: header)
      {
        checker.countRow()
        checker.add(finding)
        continue
      }
      for index in untitled.sorted() where index < record.count && !record.isBlank(index) {
        untitled.remove(index)
        checker.add(
          Finding(
            "is in a column without a header",
            remedy: "Give column \(Self.letters(of: index)) a header or empty it.",
            row: record.number, line: line(of: record), value: record[index]), position: Int.max)
      }
      row.clear()
      row.number = record.number
      row.line = line(of: record)
      for (index, place) in header.places.enumerated() where index < record.count {
        guard let place else { continue }
        row.cells[place] = header.isOfFailedRows ? FormulaGuard.unguarded(record[index]) : record[index]
      }
      let doubtful = addDoubts(about: record, header, to: &checker)
      let unmapped = names.fill(&row)
      if let finding = finding(of: record, shorterThan: header, row) {
        checker.countRow()
        checker.add(finding)
      } else {
        checker.add(row, unmapped: unmapped, broken: doubtful)
      }
    }
    if checker.count == 0 { checker.requireColumns() }
    return checker
  }

  /// Reports the cells of a sheet whose text isn't certain.
  ///
  /// - Returns: The fields that use them.
  private func addDoubts(
    about record: CSVReader.Record, _ header: CSVHeader, to checker: inout RowChecker
  ) -> Set<RowField> {
    guard let doubts = sheet?.doubts, !doubts.isEmpty else { return [] }
    var fields: Set<RowField> = []
    for (index, place) in header.places.enumerated() {
      guard let place, let doubt = doubts[SheetText.Place(row: record.number, column: index)] else {
        continue
      }
      fields.formUnion(names.readers[place])
      checker.add(
        Finding(
          doubt, remedy: "Format the column as text and enter the value, or export the sheet as CSV.",
          row: record.number, column: names.headers[place],
          value: index < record.count ? record[index] : ""), position: index)
    }
    return fields
  }

  private func line(of record: CSVReader.Record) -> Int? {
    // A person sees rows of a sheet, not lines of its text.
    record.line == record.number || sheet != nil ? nil : record.line
  }

  func finding(of record: CSVReader.Record, in header: CSVHeader?) -> Finding? {
    guard let fault = record.fault else { return nil }
    let (problem, remedy) =
      switch fault.kind {
      case .tooManyCells:
        (
          "is the last cell that is read: a row can have at most \(InputLimits.columns) cells",
          "Check that this is the right file, and the right delimiter."
        )
      case .tooLong:
        (
          "is longer than \(InputLimits.cellBytes >> 10) KiB, which is the limit for a cell",
          "Look for a quotation mark that is not closed, or check that this is the right file."
        )
      case .openQuote:
        (
          "begins with a quotation mark that is never closed"
            + (record.spans.last.map { ": the cell spans lines \($0.first) to \($0.last)" } ?? ""),
          "Close it, or remove it."
        )
      case .textBehindQuote:
        (
          "has text after its closing quotation mark",
          "Double a quotation mark inside a quoted cell, and close the cell before the next one begins."
        )
      }
    return finding(problem, remedy, of: record, cell: fault.cell, in: header, line: line(of: record))
  }

  /// The finding for a quotation mark that swallows the lines below it.
  func finding(of record: CSVReader.Record, swallowing header: CSVHeader?) -> Finding? {
    guard sheet == nil, record.fault?.kind != .openQuote,
      let span = record.spans.first(where: { isStray($0, of: record, in: header) })
    else { return nil }
    return finding(
      "spans lines \(span.first) to \(span.last) as one value: its quotation mark opens on line "
        + "\(span.first) and closes on line \(span.last)",
      "Close it on line \(span.first), or write the value on one line.",
      of: record, cell: span.cell, in: header, line: span.first == record.number ? nil : span.first)
  }

  /// Whether a cell should not have several lines.
  ///
  /// The values of parameters never have several lines. Other cells may, unless the text contains other rows.
  private func isStray(_ span: CSVReader.Span, of record: CSVReader.Record, in header: CSVHeader?) -> Bool {
    if record.fault?.cell == span.cell { return true }
    let fields = header?.fields(at: span.cell, names) ?? []
    if fields.contains(where: { $0.parameter != nil }) { return true }
    let text = record[span.cell]
    if fields == [.licenses], LicenseList.read(text).faults.isEmpty { return false }
    let cells = header?.places.count ?? InputFormat.Column.names.count
    // The reason of a refused row may have several lines with commas.
    let most = header.map { $0.isOfFailedRows && fields.isEmpty } == true ? cells - 1 : min(cells / 2, 2)
    return text.utf8.split(separator: 0xA).dropFirst()
      .contains { line in line.count { $0 == delimiter.byte } >= most }
  }

  private func finding(
    _ problem: String, _ remedy: String, of record: CSVReader.Record, cell: Int, in header: CSVHeader?,
    line: Int?
  ) -> Finding {
    let place = header?.places.dropFirst(cell).first ?? nil
    return Finding(
      problem, remedy: remedy, row: record.number, line: line, column: place.map { names.headers[$0] },
      value: record.beginning(cell))
  }

  private func finding(of record: CSVReader.Record, beyond header: CSVHeader) -> Finding? {
    guard record.count > header.places.count,
      let index = (header.places.count..<record.count).first(where: { !record.isBlank($0) })
    else { return nil }
    return Finding(
      "is to the right of the last header: the row has \(record.count) cells, the header "
        + "\(header.places.count)",
      remedy: sheet == nil
        ? "Put quotation marks around a cell that contains the delimiter, or remove the extra cells."
        : "Give column \(Self.letters(of: index)) a header, or empty it.",
      row: record.number, line: line(of: record), value: record[index])
  }

  private func finding(
    of record: CSVReader.Record, shorterThan header: CSVHeader, _ row: RawRow
  ) -> Finding? {
    guard record.count < header.places.count else { return nil }
    let state = row[.state].isEmpty ? .present : UserRow.State(rawValue: row[.state])
    let missing = header.places[record.count...].compactMap(\.self).filter { place in
      names.readers[place].contains { $0.isRequired(in: state) && row[$0].isEmpty }
    }
    guard !missing.isEmpty else { return nil }
    return Finding(
      "The row ends after \(record.count) of \(header.places.count) cells, before "
        + missing.map { names.headers[$0] }.joined(separator: ", "),
      remedy: "Complete the row, or remove it.", row: record.number, line: line(of: record))
  }

  /// A column's letters in a spreadsheet.
  private static func letters(of index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    return index < 26 ? last : letters(of: index / 26 - 1) + last
  }
}
