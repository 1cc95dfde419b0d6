/// Reads an array of objects as an input.
struct JSONTable {
  private let text: InputText
  private let names: ColumnNames

  /// Takes an array.
  ///
  /// - Parameters:
  ///   - text: The array.
  ///   - options: The caller's options.
  init(_ text: InputText, options: ReadingOptions) {
    self.text = text
    names = ColumnNames(options.columnNames)
  }

  /// Reads and checks all elements.
  ///
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with all findings.
  func read() throws(RolloutInputError) -> RolloutInput {
    guard names.findings.isEmpty else { throw RolloutInputError(findings: names.findings) }
    var elements = Elements(names: names)
    var reader = JSONReader(text.bytes)
    var isWhole = true
    do throws(JSONReader.Fault) {
      try elements.read(&reader)
    } catch {
      elements.checker.add(
        Finding(
          "The file is not the JSON of a rollout: \(error.problem)",
          remedy: "It must be an array of objects whose values are strings.", line: error.line))
      elements.checker.countRow()
      isWhole = false
    }
    // The columns of the unread rest are unknown.
    if !isWhole || elements.checker.isFull { elements.misspelled.formUnion(RowField.allCases) }
    if elements.checker.count > 0 {
      for (field, finding) in names.missing(elements.checker.seen.union(elements.misspelled)) {
        elements.checker.add(finding)
        elements.misspelled.insert(field)
      }
    }
    let columns = names.columns.filter {
      RowField(name: $0.name).map(elements.checker.seen.contains) ?? false
    }
    return RolloutInput(
      rows: try elements.checker.checkedRows(misspelled: elements.misspelled),
      format: InputFormat(
        kind: .json, encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark, columns: columns))
  }
}

extension JSONTable {
  /// The elements that have been read.
  private struct Elements {
    let names: ColumnNames
    var checker: RowChecker
    /// The fields that have a misspelled name.
    var misspelled: Set<RowField> = []
    private var unknown: Set<String> = []
    private var row = RawRow()

    init(names: ColumnNames) {
      self.names = names
      checker = RowChecker(columns: names.columns, seen: [])
    }

    mutating func read(_ reader: inout JSONReader) throws(JSONReader.Fault) {
      guard reader.skip("[") else { throw reader.fault("it is not an array") }
      if !reader.skip("]") {
        repeat { try element(&reader) } while !checker.isFull && reader.skip(",")
        if checker.isFull { return }
        try reader.expect("]")
      }
      guard reader.peek() == nil else { throw reader.fault("something follows the array") }
    }

    private mutating func element(_ reader: inout JSONReader) throws(JSONReader.Fault) {
      row.clear()
      row.number += 1
      let start = reader.peek()
      row.line = reader.line == row.number ? nil : reader.line
      guard start == UInt8(ascii: "{") else {
        checker.countRow()
        let value = try reader.value()
        checker.add(
          Finding(
            "is not an object", remedy: "Write { } with the names and values of a row.", row: row.number,
            line: row.line,
            value: value))
        return
      }
      var keys: Set<RowField> = []
      var broken: Set<RowField> = []
      _ = reader.skip("{")
      if !reader.skip("}") {
        repeat { try member(&reader, &keys, &broken) } while reader.skip(",")
        try reader.expect("}")
      }
      checker.add(row, broken: broken)
    }

    private mutating func member(
      _ reader: inout JSONReader, _ keys: inout Set<RowField>, _ broken: inout Set<RowField>
    ) throws(JSONReader.Fault) {
      let key = try reader.string()
      try reader.expect(":")
      guard let field = names.field(of: key) else {
        try reader.value()
        noteUnknown(key)
        return
      }
      checker.note(field)
      guard keys.insert(field).inserted else {
        let value = try reader.value()
        broken.insert(field)
        report("is the second value of this name", "Remove one of the two.", value: value, field)
        return
      }
      switch reader.peek() {
      case UInt8(ascii: "\""): row[field] = Self.withPlainLineBreaks(try reader.string())
      case UInt8(ascii: "[") where field == .licenses: try licenses(&reader, &broken)
      default:
        let value = try reader.value()
        guard value != "null" else { return }
        broken.insert(field)
        report("is not a string", "Put quotation marks around it.", value: value, field)
      }
    }

    private mutating func licenses(
      _ reader: inout JSONReader, _ broken: inout Set<RowField>
    ) throws(JSONReader.Fault) {
      var items: [String] = []
      _ = reader.skip("[")
      if reader.skip("]") { return }
      repeat {
        if reader.peek() == UInt8(ascii: "\"") {
          items.append(try reader.string())
        } else {
          broken.insert(.licenses)
          report(
            "is not a string",
            "Write for example \"UnityDesktop/Pro\".", value: try reader.value(), .licenses)
        }
      } while reader.skip(",")
      try reader.expect("]")
      row[.licenses] = items.joined(separator: ";")
    }

    private mutating func noteUnknown(_ key: String) {
      guard unknown.insert(key).inserted else { return }
      // The columns of later elements are unknown, but the first element rarely has fewer than the others.
      let (finding, meant) = names.unknown(key, row: row.number, taken: checker.seen)
      checker.add(finding, position: Int.max)
      if let meant { misspelled.insert(meant) }
    }

    private mutating func report(_ problem: String, _ remedy: String, value: String, _ field: RowField) {
      checker.add(
        Finding(
          problem, remedy: remedy, row: row.number, line: row.line, column: names.header(of: field),
          value: value),
        position: field.rawValue)
    }

    /// Makes all line ends in a value `\n`, as the other kinds of input do.
    private static func withPlainLineBreaks(_ text: String) -> String {
      guard text.utf8.contains(0xD) else { return text }
      return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
  }
}
