import FuzzSupport
@testable import KakapoRollout

/// Writes what was read and reads it again.
enum RoundTrip {
  /// Rows through the file of refused rows.
  static func checkInput(_ bytes: [UInt8], _ options: ReadingOptions) {
    let input: RolloutInput
    do {
      input = try RolloutInput.read(bytes, options: options)
    } catch {
      require(!error.findings.isEmpty, "refused without a finding")
      return require(!error.description.isEmpty, "a finding without words")
    }
    do throws(RolloutInputError) {
      _ = try RolloutInput(rows: input.rows)
    } catch {
      fatalError("broken property: rows that were read are refused: \(error)")
    }
    do throws(RolloutError) {
      let writer = try FailedRowsWriter(path: ScratchFile.path, format: input.format)
      for row in input.rows {
        try writer.append(
          row: row, failure: RowFailure(step: "=Step", code: "rejected", reason: "\(row.userName)\", \"x"))
      }
      try writer.close()
    } catch {
      fatalError("the file of refused rows cannot be written: \(error)")
    }
    do throws(RolloutInputError) {
      let again = try RolloutInput.read(ScratchFile.bytes)
      require(
        again.rows.map(unnumbered) == input.rows.map(unnumbered), "refused rows came back as others")
    } catch {
      fatalError("broken property: refused rows cannot be read again: \(error)")
    }
  }

  /// Cells of any kind.
  static func checkCells(_ bytes: [UInt8], _ delimiter: InputFormat.Delimiter) {
    var reader = CSVReader(bytes[...], delimiter: delimiter.byte)
    var record = CSVReader.Record()
    var rows: [[String]] = []
    while reader.next(&record) {
      if record.fault == nil { rows.append((0..<record.count).map { record[$0] }) }
    }
    check(
      rows,
      through: rows.map { cells in
        cells.map { CSVCell.text(FormulaGuard.guarded($0), delimiter: delimiter) }
          .joined(separator: String(Unicode.Scalar(delimiter.byte))) + "\r\n"
      }.joined(), delimiter)
  }

  /// The table of retries.
  static func checkRetries(_ text: String) {
    let retry = RolloutRetry(row: 7, broadworksUserId: text, call: "Call", attempt: 2, reason: text + "\"")
    check(
      [
        ["row", "broadworksUserId", "call", "attempt", "reason"],
        ["7", plain(text), "Call", "2", plain(text + "\"")],
      ], through: RetriesTable.text(of: [retry]), .comma)
  }

  private static func check(_ rows: [[String]], through text: String, _ delimiter: InputFormat.Delimiter) {
    var reader = CSVReader(Array(text.utf8)[...], delimiter: delimiter.byte)
    var record = CSVReader.Record()
    for cells in rows {
      require(reader.next(&record), "a row is missing")
      require(record.fault == nil, "a row that was written cannot be read: \(cells)")
      let again = (0..<record.count).map { FormulaGuard.unguarded(record[$0]) }
      require(
        again.map { Array($0.utf8) } == cells.map { Array($0.utf8) }, "\(cells) came back as \(again)")
    }
    require(!reader.next(&record), "there is one row more")
  }

  /// Line ends as a reader gives them.
  private static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\r" || scalar == "\n" && previous != "\r" {
        result.append("\n")
      } else if scalar != "\n" {
        result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  private static func unnumbered(_ row: UserRow) -> UserRow {
    var row = row
    row.number = 0
    return row
  }
}
