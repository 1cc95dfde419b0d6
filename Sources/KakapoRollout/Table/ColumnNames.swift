import KakapoProvision
import Support

/// The columns that a mapping reads, and the values that it makes of them.
struct ColumnNames {
  /// A value that its mapping doesn't know.
  struct Unmapped {
    let field: RowField
    let value: String
  }

  /// The problems of the mapping itself.
  let findings: [Finding]
  /// The headers of all columns that are read, each once.
  let headers: [String]
  /// The fields that use a column, by its place in ``headers``.
  let readers: [[RowField]]
  private let mapping: InputMapping
  /// The sources by ``RowField``.
  private let sources: [InputMapping.Source]
  /// The places of each source's columns in ``headers``.
  private let places: [[Int]]
  /// The places of the columns whose cells are taken as they are; `nil` for other fields.
  private let plainPlaces: [Int?]
  private let placesByHeader: [String: Int]

  /// Takes a mapping.
  ///
  /// - Parameter mapping: The mapping. What it doesn't mention comes from the column of its own name.
  init(_ mapping: InputMapping) {
    let claimed = Set(mapping.sources.values.flatMap(\.columns))
    let sources = RowField.allCases.map { field in
      if let source = mapping.sources[field.name] { return source }
      // A column that is mapped, or ignored, no longer has the meaning of its name.
      let isFree = !claimed.contains(field.name) && !mapping.ignoredColumns.contains(field.name)
      return InputMapping.Source(columns: isFree ? [field.name] : [])
    }
    var headers: [String] = []
    var readers: [[RowField]] = []
    var byHeader: [String: Int] = [:]
    for field in RowField.allCases {
      for header in sources[field.rawValue].columns {
        let place = byHeader[header] ?? headers.count
        if place == headers.count {
          byHeader[header] = place
          headers.append(header)
          readers.append([])
        }
        if readers[place].last != field { readers[place].append(field) }
      }
    }
    let places = sources.map { $0.columns.compactMap { byHeader[$0] } }
    self.mapping = mapping
    self.sources = sources
    self.headers = headers
    self.readers = readers
    self.places = places
    plainPlaces = zip(sources, places).map { $0.isPlain ? $1.first : nil }
    placesByHeader = byHeader
    findings = Self.faults(of: mapping)
  }

  /// Whether every value is taken as it is from one column.
  var isPlain: Bool { sources.allSatisfy { $0.isPlain || $0.columns.isEmpty && $0.fallback.isEmpty } }

  /// The place of a column in ``headers``; `nil` for one that isn't read.
  func place(of header: String) -> Int? { placesByHeader[header] }

  /// Whether a column isn't read on purpose.
  func ignores(_ header: String) -> Bool { mapping.ignoredColumns.contains(header) }

  /// The columns of a field, for people.
  func header(of field: RowField) -> String {
    let columns = sources[field.rawValue].columns
    return columns.isEmpty ? field.name : columns.joined(separator: " + ")
  }

  /// The fields that have a value in every row: their columns exist, or they are constants.
  ///
  /// - Parameter present: The places of the columns that exist.
  /// - Returns: The fields.
  func seen(_ present: Set<Int>) -> Set<RowField> {
    Set(
      RowField.allCases.filter { field in
        let places = places[field.rawValue]
        return places.isEmpty ? !sources[field.rawValue].fallback.isEmpty : present.isSuperset(of: places)
      })
  }

  /// The columns of a file of refused rows.
  ///
  /// - Parameter present: The places of the columns in the order of the input.
  /// - Returns: The input's own columns if their cells are taken as they are; otherwise all, under their own names.
  func columns(_ present: [Int]) -> [InputFormat.Column] {
    guard isPlain, readers.allSatisfy({ $0.count == 1 }) else { return InputFormat.Column.all }
    return present.flatMap { place in
      readers[place].map { InputFormat.Column(header: headers[place], name: $0.name) }
    }
  }

  /// The fields in the order of the input, those without a column last.
  func order(_ present: [Int]) -> [RowField] {
    var order: [RowField] = []
    for field in present.flatMap({ readers[$0] }) where !order.contains(field) { order.append(field) }
    return order + RowField.allCases.filter { !order.contains($0) }
  }

  /// Makes the values of a row from its cells.
  ///
  /// - Parameter row: The row.
  /// - Returns: The values that the mapping doesn't know.
  func fill(_ row: inout RawRow) -> [Unmapped] {
    var unmapped: [Unmapped] = []
    for field in RowField.allCases {
      if let place = plainPlaces[field.rawValue] {
        row[field] = row.cells[place]
        continue
      }
      do throws(InputMapping.Source.Unmapped) {
        row[field] = try sources[field.rawValue].value(of: places[field.rawValue].map { row.cells[$0] })
      } catch {
        unmapped.append(Unmapped(field: field, value: error.value))
      }
    }
    return unmapped
  }

  /// What the input has for a value; `nil` if the value isn't from the input.
  func original(of field: RowField, in row: RawRow) -> String? {
    let places = places[field.rawValue]
    guard !row.cells.isEmpty, !places.isEmpty else { return nil }
    return places.map { row.cells[$0] }.filter { !$0.isEmpty }
      .joined(separator: sources[field.rawValue].separator)
  }

  /// The problem and the remedy for a value that the mapping doesn't know.
  func words(for unmapped: Unmapped) -> (problem: String, remedy: String) {
    let source = sources[unmapped.field.rawValue]
    let meant = NearMiss.find(unmapped.value, among: (source.values ?? [:]).keys.sorted())
    return (
      "is not in the value map of \(unmapped.field.name)",
      (meant.map { "Did you mean \($0)? " } ?? "")
        + "Add it to the map\(source.line.map { " (\(mapping.place(ofLine: $0)))" } ?? ""), or correct the row."
    )
  }
}

extension ColumnNames {
  /// The problems that don't depend on an input.
  private static func faults(of mapping: InputMapping) -> [Finding] {
    var findings: [Finding] = []
    func add(_ problem: String, _ remedy: String, line: Int?, column: String? = nil, value: String? = nil) {
      findings.append(
        Finding(
          problem, remedy: remedy, file: mapping.file, line: line, column: column, value: value))
    }
    for (name, source) in mapping.sources.sorted(by: { $0.key < $1.key }) {
      guard let field = RowField(name: name) else {
        let meant = NearMiss.find(name, among: InputFormat.Column.names).map { "Did you mean \($0)? " } ?? ""
        add(
          "is not a name that a column can be mapped to",
          meant + "The names are \(InputFormat.Column.names.joined(separator: ", ")).", line: source.line,
          value: name)
        continue
      }
      for header in source.columns where mapping.ignoredColumns.contains(header) {
        add("is mapped to \(name), and is ignored", "Do one of the two.", line: source.line, value: header)
      }
      if let fault = source.fault { add(fault.problem, fault.remedy, line: fault.line, column: name) }
      for (value, line) in source.fixedValues {
        for fault in CellCheck.faults(of: value, in: field).faults {
          add(fault.problem, fault.remedy, line: line, column: name, value: fault.value)
        }
      }
    }
    return findings.sorted { $0.line ?? 0 < $1.line ?? 0 }
  }

  /// The columns that the mapping names and that are missing.
  ///
  /// - Parameters:
  ///   - present: The places of the columns that exist.
  ///   - misspelled: The places of the columns that are reported already.
  /// - Returns: A finding for each, with the fields that lack the column.
  func missing(_ present: Set<Int>, misspelled: Set<Int>) -> [(fields: [RowField], finding: Finding)] {
    headers.indices.compactMap { place in
      guard !present.contains(place), !misspelled.contains(place),
        let field = readers[place].first(where: { mapping.sources[$0.name] != nil })
      else { return nil }
      return (readers[place], missing(field, place))
    }
  }

  private func missing(_ field: RowField, _ place: Int, meant: String? = nil) -> Finding {
    guard let line = sources[field.rawValue].line else {
      return Self.missing(field, header: headers[place])
    }
    return Finding(
      "The column \(headers[place]) is missing",
      remedy: meant.map { "Did you mean \($0)?" } ?? "Correct the name in the mapping, or add the column.",
      file: mapping.file, line: line)
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
  ///   - taken: The places of the columns that exist.
  /// - Returns: The finding, and the place of the column that the header probably means.
  func unknown(_ header: String, row: Int, taken: Set<Int>) -> (finding: Finding, meant: Int?) {
    let free = headers.indices.filter { !taken.contains($0) }
    let own = RowField(name: header)
    if let own, let place = free.first(where: { readers[$0].contains(own) }) {
      return (
        Finding(
          "This column is unknown",
          remedy: "\(header) is mapped to \(headers[place]), which is missing.", row: row, column: header),
        place
      )
    }
    let meant = NearMiss.find(header, among: free.map { headers[$0] }).flatMap(place(of:))
    if let meant, let field = readers[meant].first, sources[field.rawValue].line != nil {
      return (missing(field, meant, meant: header), meant)
    }
    let remedy: String
    var action: Remedy.Action?
    if let own {
      let columns = sources[own.rawValue].columns
      remedy =
        columns.isEmpty
        ? "The mapping gives \(header) a constant. Remove this column, or ignore it."
        : "\(header) is already in \(self.header(of: own)). Remove this column."
    } else if let meant {
      remedy = "Did you mean \(headers[meant])?"
    } else if let file = mapping.file {
      remedy = "Map it in \(file), or list it there under ignore."
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

extension InputMapping {
  /// A place in the mapping file, for people.
  func place(ofLine line: Int) -> String { (file.map { "\($0), " } ?? "") + "line \(line)" }
}
