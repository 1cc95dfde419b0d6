/// What a table has, without any check: for a person who writes a mapping for it.
public struct InputSurvey: Sendable, Hashable {
  /// A column of the table.
  public struct Column: Sendable, Hashable {
    /// The header; empty if there is none.
    public let header: String
    /// The number of rows that have a value.
    public internal(set) var filled = 0
    /// The different values and how often they are there, up to ``InputSurvey/valueLimit`` of them.
    public internal(set) var values: [String: Int] = [:]
    /// Whether there are more values than ``values`` has.
    public internal(set) var hasMoreValues = false
    /// The first different values, in the order of the rows.
    public internal(set) var examples: [String] = []

    init(header: String) { self.header = header }

    mutating func note(_ value: String) {
      guard !value.isBlank else { return }
      filled += 1
      if let count = values[value] {
        values[value] = count + 1
      } else if values.count < InputSurvey.valueLimit {
        values[value] = 1
        if examples.count < InputSurvey.exampleLimit { examples.append(value) }
      } else {
        hasMoreValues = true
      }
    }
  }

  /// The number of different values of a column that are counted.
  public static let valueLimit = 1_000
  /// The number of examples of a column.
  public static let exampleLimit = 5

  /// The format of the table.
  public internal(set) var format: InputFormat
  /// The row of the header; `nil` in JSON.
  public internal(set) var headerRow: Int?
  /// The columns in the order of the table.
  public internal(set) var columns: [Column] = []
  /// The number of rows that aren't blank, without the header.
  public internal(set) var rows = 0

  init(format: InputFormat) { self.format = format }
}

extension InputSurvey {
  /// Looks at a CSV or JSON file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - options: The caller's options; of the mapping, only the row of the header has a meaning.
  /// - Returns: What the file has.
  /// - Throws: ``RolloutInputError`` when it can't be read as a table.
  public static func of(
    _ bytes: [UInt8], options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> InputSurvey {
    let (text, kind) = try RolloutInput.text(of: bytes, options)
    return kind == .json
      ? try JSONTable(text, options: options).columns() : try CSVTable(text, options: options).columns()
  }

  /// Looks at a sheet of a workbook.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - options: The caller's options.
  /// - Returns: What the sheet has.
  /// - Throws: ``RolloutInputError`` when it has no cells.
  package static func of(
    _ sheet: SheetText, options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> InputSurvey {
    try CSVTable(sheet, options: options).columns()
  }
}

extension CSVTable {
  /// Looks at all rows.
  ///
  /// - Returns: What the table has.
  /// - Throws: ``RolloutInputError`` for a row that can't be split into cells.
  func columns() throws(RolloutInputError) -> InputSurvey {
    var record = CSVReader.Record()
    var reader = try header(&record)
    var survey = InputSurvey(format: format([]))
    survey.headerRow = record.number
    repeat {
      // Below the header, a value of several lines is shown as it is; a plan says if it swallows rows.
      let swallowing = survey.columns.isEmpty ? finding(of: record, swallowing: nil) : nil
      if let finding = swallowing ?? finding(of: record, in: nil) {
        throw RolloutInputError(findings: [finding])
      }
      if survey.columns.isEmpty {
        survey.columns = (0..<record.count).map { InputSurvey.Column(header: record[$0]) }
      } else if !record.isBlank {
        survey.rows += 1
        while survey.columns.count < record.count { survey.columns.append(InputSurvey.Column(header: "")) }
        for index in 0..<record.count { survey.columns[index].note(record[index]) }
      }
    } while reader.next(&record)
    return survey
  }
}

extension JSONTable {
  /// Looks at all elements.
  ///
  /// - Returns: What the array has.
  /// - Throws: ``RolloutInputError`` for a text that isn't an array of objects.
  func columns() throws(RolloutInputError) -> InputSurvey {
    var survey = InputSurvey(
      format: InputFormat(
        kind: .json, encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark, columns: []))
    var places: [String: Int] = [:]
    var reader = JSONReader(text.bytes)
    do throws(JSONReader.Fault) {
      guard reader.skip("[") else { throw reader.fault("it is not an array") }
      if !reader.skip("]") {
        repeat {
          survey.rows += 1
          try reader.expect("{")
          if reader.skip("}") { continue }
          repeat {
            let key = try reader.string()
            try reader.expect(":")
            if places[key] == nil, places.count < InputLimits.columns {
              places[key] = survey.columns.count
              survey.columns.append(InputSurvey.Column(header: key))
            }
            let value = reader.peek() == UInt8(ascii: "\"") ? try reader.string() : try reader.value()
            if let place = places[key], value != "null" { survey.columns[place].note(value) }
          } while reader.skip(",")
          try reader.expect("}")
        } while reader.skip(",")
        try reader.expect("]")
      }
    } catch {
      throw RolloutInputError(findings: [Self.finding(error)])
    }
    return survey
  }
}
