/// A table as an input.
struct CSVTable {
  private let text: InputText
  private let options: ReadingOptions
  private let names: ColumnNames

  /// Takes a table.
  ///
  /// - Parameters:
  ///   - text: The table.
  ///   - options: What the caller says of it.
  init(_ text: InputText, options: ReadingOptions) {
    self.text = text
    self.options = options
    names = ColumnNames(options.columnNames)
  }

  /// Reads and checks all rows.
  ///
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with everything that was found.
  func read() throws(RolloutInputError) -> RolloutInput {
    guard names.findings.isEmpty else { throw RolloutInputError(findings: names.findings) }
    let separator = try SeparatorLine(text.bytes)
    let content = text.bytes[(separator?.end ?? text.bytes.startIndex)...]
    let start = HeaderSurvey(content)
    let delimiter = options.delimiter ?? separator?.delimiter ?? start.delimiter
    var reader = CSVReader(content, delimiter: delimiter.byte, line: separator == nil ? 1 : 2)
    var record = CSVReader.Record()
    repeat {
      guard reader.next(&record) else {
        throw RolloutInputError(
          findings: [
            Finding("The file is empty", remedy: "kakapo rollout template writes one to begin with.")
          ])
      }
    } while record.isBlank
    if let finding = finding(of: record, in: nil) { throw RolloutInputError(findings: [finding]) }
    let header = CSVHeader((0..<record.count).map { record[$0] }, row: record.number, names: names)
    let checker = rows(&reader, &record, header)
    return RolloutInput(
      rows: try checker.checkedRows(misspelled: header.misspelled),
      format: InputFormat(
        kind: .csv, encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark, delimiter: delimiter,
        lineEnd: start.lineEnd, columns: header.columns))
  }

  private func rows(
    _ reader: inout CSVReader, _ record: inout CSVReader.Record, _ header: CSVHeader
  ) -> RowChecker {
    var checker = RowChecker(columns: header.columns, seen: header.seen)
    for finding in header.findings { checker.add(finding) }
    // Without any known column the rows tell nothing.
    guard !header.columns.isEmpty else {
      checker.countRow()
      return checker
    }
    var row = RawRow()
    var untitled = Set(header.emptyCells)
    while reader.next(&record) {
      if record.isBlank { continue }
      if let finding = finding(of: record, in: header) ?? finding(of: record, beyond: header) {
        checker.countRow()
        checker.add(finding)
        continue
      }
      for index in untitled.sorted() where index < record.count && !record.isBlank(index) {
        untitled.remove(index)
        checker.add(
          Finding(
            "stands in a column without a header",
            remedy: "Give column \(Self.letters(of: index)) a header or empty it.",
            row: record.number, line: line(of: record), value: record[index]), position: Int.max)
      }
      row.clear()
      row.number = record.number
      row.line = line(of: record)
      for (index, field) in header.fields.enumerated() where index < record.count {
        guard let field else { continue }
        row[field] = header.isOfFailedRows ? FormulaGuard.unguarded(record[index]) : record[index]
      }
      if let finding = finding(of: record, shorterThan: header, row) {
        checker.countRow()
        checker.add(finding)
      } else {
        checker.add(row)
      }
    }
    if checker.count == 0 { checker.requireColumns() }
    return checker
  }

  private func line(of record: CSVReader.Record) -> Int? {
    record.line == record.number ? nil : record.line
  }

  private func finding(of record: CSVReader.Record, in header: CSVHeader?) -> Finding? {
    guard let fault = record.fault else { return nil }
    let (problem, remedy) =
      switch fault.kind {
      case .openQuote:
        ("begins with a quotation mark that is never closed", "Close it, or remove it.")
      case .textBehindQuote:
        (
          "has text behind its closing quotation mark",
          "Write a quotation mark inside of a quoted cell twice, and close the cell before the next begins."
        )
      }
    // An open quote takes in the rest of the file.
    let value = String(record[fault.cell].unicodeScalars.prefix(100))
    let field = header?.fields.dropFirst(fault.cell).first ?? nil
    return Finding(
      problem, remedy: remedy, row: record.number, line: line(of: record),
      column: field.map(names.header(of:)),
      value: value)
  }

  private func finding(of record: CSVReader.Record, beyond header: CSVHeader) -> Finding? {
    guard record.count > header.fields.count,
      let index = (header.fields.count..<record.count).first(where: { !record.isBlank($0) })
    else { return nil }
    return Finding(
      "stands to the right of the last header: the row has \(record.count) cells, the header \(header.fields.count)",
      remedy: "Put quotation marks around a cell that holds the delimiter, or remove what is too much.",
      row: record.number, line: line(of: record), value: record[index])
  }

  private func finding(
    of record: CSVReader.Record, shorterThan header: CSVHeader, _ row: RawRow
  ) -> Finding? {
    guard record.count < header.fields.count else { return nil }
    let state = row[.state].isEmpty ? .present : UserRow.State(rawValue: row[.state])
    let missing = header.fields[record.count...].compactMap(\.self).filter { $0.isRequired(in: state) }
    guard !missing.isEmpty else { return nil }
    return Finding(
      "The row ends after \(record.count) of \(header.fields.count) cells, before "
        + missing.map { names.header(of: $0) }.joined(separator: ", "),
      remedy: "Complete the row, or remove it.", row: record.number, line: line(of: record))
  }

  /// A column's letters in a spreadsheet.
  private static func letters(of index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    return index < 26 ? last : letters(of: index / 26 - 1) + last
  }
}
