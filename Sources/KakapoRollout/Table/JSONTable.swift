/// Reads an array of objects as an input.
struct JSONTable {
  let text: InputText
  private let names: ColumnNames

  /// Takes an array.
  ///
  /// - Parameters:
  ///   - text: The array.
  ///   - options: The caller's options.
  init(_ text: InputText, options: ReadingOptions) {
    self.text = text
    names = ColumnNames(options.mapping)
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
      elements.checker.add(Self.finding(error))
      elements.checker.countRow()
      isWhole = false
    }
    // The columns of the unread rest are unknown.
    if !isWhole || elements.checker.isFull { elements.misspelled.formUnion(names.headers.indices) }
    var misspelled = Set(elements.misspelled.flatMap { names.readers[$0] })
    if elements.checker.count > 0 {
      for (fields, finding) in names.missing(elements.present, misspelled: elements.misspelled) {
        elements.checker.add(finding)
        misspelled.formUnion(fields)
      }
    }
    return RolloutInput(
      rows: try elements.checker.checkedRows(misspelled: misspelled),
      format: InputFormat(
        kind: .json, encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark,
        columns: names.columns(elements.present.sorted())))
  }
}

extension JSONTable {
  /// The finding for a text that isn't an array of objects.
  static func finding(_ fault: JSONReader.Fault) -> Finding {
    Finding(
      "The file is not the JSON of a rollout: \(fault.problem)",
      remedy: "It must be an array of objects whose values are strings.", line: fault.line)
  }
}

extension JSONTable {
  /// The elements that have been read.
  private struct Elements {
    let names: ColumnNames
    var checker: RowChecker
    /// The places of the columns that have a misspelled name.
    var misspelled: Set<Int> = []
    /// The places of the columns that occurred at least once.
    var present: Set<Int> = []
    private var unknown: Set<String> = []
    private var row = RawRow()

    init(names: ColumnNames) {
      self.names = names
      checker = RowChecker(names: names, present: [])
      row.cells = [String](repeating: "", count: names.headers.count)
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
      var keys: Set<Int> = []
      var broken: Set<Int> = []
      _ = reader.skip("{")
      if !reader.skip("}") {
        repeat { try member(&reader, &keys, &broken) } while reader.skip(",")
        try reader.expect("}")
      }
      let unmapped = names.fill(&row)
      checker.add(row, unmapped: unmapped, broken: Set(broken.flatMap { names.readers[$0] }))
    }

    private mutating func member(
      _ reader: inout JSONReader, _ keys: inout Set<Int>, _ broken: inout Set<Int>
    ) throws(JSONReader.Fault) {
      let key = try reader.string()
      try reader.expect(":")
      guard let place = names.place(of: key), !names.ignores(key) else {
        try reader.value()
        if !names.ignores(key) { noteUnknown(key) }
        return
      }
      if present.insert(place).inserted { checker.note(present) }
      guard keys.insert(place).inserted else {
        let value = try reader.value()
        broken.insert(place)
        report("is the second value of this name", "Remove one of the two.", value: value, place)
        return
      }
      switch reader.peek() {
      case UInt8(ascii: "\""): row.cells[place] = Self.withPlainLineBreaks(try reader.string())
      case UInt8(ascii: "[") where names.readers[place] == [.licenses]: try licenses(&reader, place, &broken)
      default:
        let value = try reader.value()
        guard value != "null" else { return }
        broken.insert(place)
        report("is not a string", "Put quotation marks around it.", value: value, place)
      }
    }

    private mutating func licenses(
      _ reader: inout JSONReader, _ place: Int, _ broken: inout Set<Int>
    ) throws(JSONReader.Fault) {
      var items: [String] = []
      _ = reader.skip("[")
      if reader.skip("]") { return }
      repeat {
        if reader.peek() == UInt8(ascii: "\"") {
          items.append(try reader.string())
        } else {
          broken.insert(place)
          report(
            "is not a string",
            "Write for example \"UnityDesktop/Pro\".", value: try reader.value(), place)
        }
      } while reader.skip(",")
      try reader.expect("]")
      row.cells[place] = items.joined(separator: ";")
    }

    private mutating func noteUnknown(_ key: String) {
      guard unknown.insert(key).inserted else { return }
      // The columns of later elements are unknown, but the first element rarely has fewer than the others.
      let (finding, meant) = names.unknown(key, row: row.number, taken: present)
      checker.add(finding, position: Int.max)
      if let meant { misspelled.insert(meant) }
    }

    private mutating func report(_ problem: String, _ remedy: String, value: String, _ place: Int) {
      checker.add(
        Finding(
          problem, remedy: remedy, row: row.number, line: row.line, column: names.headers[place],
          value: value),
        position: names.readers[place].first?.rawValue ?? 0)
    }

    /// Makes all line ends in a value `\n`, as the other kinds of input do.
    private static func withPlainLineBreaks(_ text: String) -> String {
      guard text.utf8.contains(0xD) else { return text }
      return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
  }
}
