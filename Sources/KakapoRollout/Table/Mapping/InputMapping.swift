/// Where the values of a rollout come from in a file that another system wrote.
///
/// A value that isn't in ``sources`` comes from the column of its own name. The checks of a rollout run on the mapped
/// values.
public struct InputMapping: Sendable, Hashable {
  /// The sources by a name of ``InputFormat/Column/names``.
  public var sources: [String: Source]
  /// The headers of the columns that aren't read; an empty text means columns without a header.
  public var ignoredColumns: Set<String>
  /// The sheet of a workbook; `nil` means the first one that is visible.
  public var sheet: String?
  /// The number of the header's row, as a spreadsheet counts; `nil` means the first row that isn't empty.
  ///
  /// Rows above it aren't read. It has no meaning in JSON.
  public var headerRow: Int?
  /// The name of the mapping file in messages.
  public var file: String?

  /// Makes a mapping; the default takes each value from the column of its own name.
  ///
  /// - Parameters:
  ///   - sources: The sources by a name of ``InputFormat/Column/names``.
  ///   - ignoredColumns: The headers of the columns that aren't read.
  ///   - sheet: The sheet of a workbook.
  ///   - headerRow: The number of the header's row.
  ///   - file: The name of the mapping file in messages.
  public init(
    _ sources: [String: Source] = [:], ignoring ignoredColumns: Set<String> = [], sheet: String? = nil,
    headerRow: Int? = nil, file: String? = nil
  ) {
    self.sources = sources
    self.ignoredColumns = ignoredColumns
    self.sheet = sheet
    self.headerRow = headerRow
    self.file = file
  }
}

extension InputMapping {
  /// What happens to the white space of a value.
  public enum Spaces: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case keep
    /// White space at both ends is removed.
    case trim
    /// White space at both ends is removed, and other white space becomes one blank.
    case single
  }

  /// What happens to the letters of a value.
  public enum LetterCase: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case keep
    /// They become lower case.
    case lower
    /// They become upper case.
    case upper
  }

  /// What happens to a value that ``Source/values`` doesn't have.
  public enum OtherValues: String, Sendable, Hashable, CaseIterable {
    /// It is a finding.
    case error
    /// It stays as it is.
    case keep
  }

  /// How a value is made from the cells of a row.
  ///
  /// The properties apply in this order: the cells of ``columns`` are joined with ``separator``; ``spaces``;
  /// ``letterCase``; ``values``; ``prefix`` and ``suffix``. An empty value becomes ``fallback`` instead.
  public struct Source: Sendable, Hashable {
    /// The headers of the columns; none for a constant.
    public var columns: [String]
    /// The text between the cells, of which empty ones are left out.
    public var separator = " "
    /// What happens to the white space of each cell.
    public var spaces = Spaces.keep
    /// What happens to the letters.
    public var letterCase = LetterCase.keep
    /// The values by what is in the file; `nil` changes nothing.
    ///
    /// An empty cell is looked up only if there is an entry for it.
    public var values: [String: String]?
    /// What happens to a value that ``values`` doesn't have.
    public var otherValues = OtherValues.error
    /// The text before a value that isn't empty.
    public var prefix = ""
    /// The text after a value that isn't empty.
    public var suffix = ""
    /// The value if the cells are empty; the value of a constant.
    public var fallback = ""
    /// The line of the mapping file; `nil` if it isn't from a file.
    public var line: Int?
    /// The lines of ``values`` in the mapping file.
    public var valueLines: [String: Int] = [:]

    /// Makes a source that takes over a cell, or joins several.
    ///
    /// - Parameter columns: The headers of the columns.
    public init(columns: [String]) { self.columns = columns }

    /// The value of one column.
    ///
    /// - Parameter header: The header.
    /// - Returns: The source.
    public static func column(_ header: String) -> Source { Source(columns: [header]) }

    /// The same value for all rows.
    ///
    /// - Parameter value: The value.
    /// - Returns: The source.
    public static func constant(_ value: String) -> Source {
      var source = Source(columns: [])
      source.fallback = value
      return source
    }

    /// Whether the value is that of one column.
    package var isPlain: Bool {
      var plain = Source(columns: columns)
      (plain.line, plain.valueLines, plain.separator) = (line, valueLines, separator)
      return columns.count == 1 && plain == self
    }
  }
}

extension InputMapping.Source: ExpressibleByStringLiteral {
  /// The value of one column.
  public init(stringLiteral header: String) { self = .column(header) }
}

extension InputMapping.Source {
  /// A value that has no entry in ``values``.
  struct Unmapped: Error {
    /// The value, as it was looked up.
    let value: String
  }

  /// Makes the value of a row.
  ///
  /// - Parameter cells: The cells of ``columns``.
  /// - Returns: The value; it may be empty.
  /// - Throws: ``Unmapped``.
  func value(of cells: [String]) throws(Unmapped) -> String {
    var value = cells.map(spaced).filter { !$0.isBlank }.joined(separator: separator)
    value = cased(value)
    if let values {
      if let mapped = values[value] {
        // An entry may be empty on purpose.
        return mapped.isEmpty ? "" : prefix + mapped + suffix
      }
      guard value.isEmpty || otherValues == .keep else { throw Unmapped(value: value) }
    }
    return value.isEmpty ? fallback : prefix + value + suffix
  }

  /// What is wrong with the source itself.
  var fault: (problem: String, remedy: String, line: Int?)? {
    for key in (values ?? [:]).keys.sorted() {
      // A joined value may have the separator, whatever becomes of the cells.
      let found = cased(columns.count == 1 ? spaced(key) : key)
      guard found != key else { continue }
      return (
        "The entry \(key) never applies, because the value is changed before it is looked up",
        "Write it as \(found).", valueLines[key] ?? line
      )
    }
    return nil
  }

  /// The values that don't depend on the file, with their lines.
  var fixedValues: [(value: String, line: Int?)] {
    let mapped = (values ?? [:]).sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
      .map { (prefix + $0.value + suffix, valueLines[$0.key] ?? line) }
    return mapped + (fallback.isEmpty ? [] : [(fallback, line)])
  }

  private func spaced(_ text: String) -> String {
    switch spaces {
    case .keep: text
    case .trim: text.trimmingWhiteSpace
    case .single:
      text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init)
        .joined(separator: " ")
    }
  }

  private func cased(_ text: String) -> String {
    switch letterCase {
    case .keep: text
    case .lower: text.lowercased()
    case .upper: text.uppercased()
    }
  }
}

extension String {
  /// Whether the text has only white space.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  /// The text without white space at both ends.
  package var trimmingWhiteSpace: String {
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[start...end])
  }
}
