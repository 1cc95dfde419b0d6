/// The format of an input, as detected or as the caller gave it.
public struct InputFormat: Sendable, Hashable, Codable {
  /// The kinds of input.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A table with a header.
    case csv
    /// An array of objects.
    case json
    /// A workbook of Excel, LibreOffice and others (Office Open XML).
    case xlsx
  }

  /// The encodings that are read and written.
  public enum Encoding: String, Sendable, Hashable, CaseIterable, Codable {
    /// UTF-8.
    case utf8 = "utf-8"
    /// UTF-16, low byte first.
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, high byte first.
    case utf16BigEndian = "utf-16be"
    /// Windows-1252, which Excel writes as "CSV" in Western Europe and America.
    case windows1252 = "windows-1252"
  }

  /// The delimiter of cells.
  public enum Delimiter: String, Sendable, Hashable, CaseIterable, Codable {
    /// A comma.
    case comma
    /// A semicolon, which Excel writes where the comma is the decimal sign.
    case semicolon
    /// A tab, which Excel writes as "Unicode text".
    case tab
  }

  /// A column of the input.
  public struct Column: Sendable, Hashable, Codable {
    /// The header in the input.
    public var header: String
    /// The contract's name of the parameter in the column, or `licenses` or `state`.
    public var name: String

    /// Makes a column.
    ///
    /// - Parameters:
    ///   - header: The header in the input.
    ///   - name: The name of the column's content.
    public init(header: String, name: String) {
      self.header = header
      self.name = name
    }
  }

  /// The kind of input.
  public var kind: Kind
  /// The encoding.
  public var encoding: Encoding
  /// Whether the input begins with a byte order mark.
  public var hasByteOrderMark: Bool
  /// The delimiter; it has no meaning in JSON.
  public var delimiter: Delimiter
  /// The line end of a row: `\n`, `\r\n` or `\r`.
  public var lineEnd: String
  /// The columns that are used, in the order of the input.
  ///
  /// If a mapping changes values or adds some, these are all columns under their own names.
  public var columns: [Column]
  /// The sheet of a workbook that was read; `nil` for other kinds.
  public var sheet: String?
  /// The sheets of the workbook that have cells and weren't read.
  public var otherSheets: [String]?

  /// Makes a format; the defaults are those of ``FailedRowsWriter`` without an input.
  ///
  /// - Parameters:
  ///   - kind: The kind of input.
  ///   - encoding: The encoding.
  ///   - hasByteOrderMark: Whether the input begins with a byte order mark.
  ///   - delimiter: The delimiter.
  ///   - lineEnd: The line end of a row.
  ///   - columns: The columns; by default all, under their own names.
  public init(
    kind: Kind = .csv, encoding: Encoding = .utf8, hasByteOrderMark: Bool = false,
    delimiter: Delimiter = .comma, lineEnd: String = "\n", columns: [Column] = Column.all
  ) {
    self.kind = kind
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.columns = columns
  }
}

extension InputFormat.Column {
  /// The names of all columns, in order: the parameters of `AddUserWithHierarchy`, then `licenses` and
  /// `state`.
  public static let names = [
    "serverHostName", "resellerId", "resellerName", "groupId", "groupName", "broadworksUserId", "userName",
    "licenses", "state",
  ]

  /// All columns under their own names.
  public static let all = names.map { Self(header: $0, name: $0) }
}

extension InputFormat {
  /// The format with a column for the state or the licences, if it lacks one that rows need.
  ///
  /// Rows of users who left are absent, and those of moved users have the licences that the user held, whatever columns
  /// the input has.
  ///
  /// - Parameter rows: The rows to write.
  /// - Returns: The format.
  public func covering(_ rows: some Sequence<UserRow>) -> InputFormat {
    var needed: Set<String> = []
    for row in rows {
      if row.state == .absent { needed.insert("state") }
      if !row.licenses.isEmpty { needed.insert("licenses") }
    }
    return adding(needed)
  }

  /// The format with the named columns, under their own names if it lacks them.
  func adding(_ names: Set<String>) -> InputFormat {
    var format = self
    format.columns += Column.all.filter { column in
      names.contains(column.name) && !columns.contains { $0.name == column.name }
    }
    return format
  }
}

extension InputFormat: CustomStringConvertible {
  /// The format for people: `CSV, UTF-8 with a byte order mark, semicolon`.
  public var description: String {
    let encoding = encoding.description + (hasByteOrderMark ? " with a byte order mark" : "")
    return switch kind {
    case .csv: "CSV, \(encoding), \(delimiter)"
    case .json: "JSON, \(encoding)"
    case .xlsx:
      "XLSX, sheet \(Finding.visible(sheet ?? ""))"
        + (otherSheets.map {
          $0.isEmpty ? "" : " (not read: \($0.map(Finding.visible).joined(separator: ", ")))"
        }
          ?? "")
    }
  }
}

extension InputFormat.Encoding: CustomStringConvertible {
  /// The name for people.
  public var description: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .windows1252: "Windows-1252"
    }
  }
}

extension InputFormat.Delimiter: CustomStringConvertible {
  /// The name for people.
  public var description: String { rawValue }

  /// The character.
  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}

/// What the caller knows about an input; the reader detects the rest.
public struct ReadingOptions: Sendable, Hashable {
  /// The kind of input; `nil` means JSON when the first character is a bracket or a brace, else CSV.
  public var kind: InputFormat.Kind?
  /// The encoding; `nil` detects it.
  ///
  /// A byte order mark decides. Without one, the encoding is UTF-16 if the beginning leaves no doubt, else UTF-8,
  /// else Windows-1252 if no part of the input is UTF-8 beyond ASCII.
  public var encoding: InputFormat.Encoding?
  /// The delimiter; `nil` means the delimiter of Excel's `sep=` line, else the most frequent one in the
  /// header.
  public var delimiter: InputFormat.Delimiter?
  /// Where the values come from; by default, each from the column of its own name.
  public var mapping: InputMapping
  /// The sheet of a workbook; `nil` means that of the mapping, else the first one that is visible.
  public var sheet: String?

  /// Makes options; by default the reader detects everything.
  ///
  /// - Parameters:
  ///   - kind: The kind of input.
  ///   - encoding: The encoding.
  ///   - delimiter: The delimiter.
  ///   - mapping: Where the values come from.
  ///   - sheet: The sheet of a workbook.
  public init(
    kind: InputFormat.Kind? = nil, encoding: InputFormat.Encoding? = nil,
    delimiter: InputFormat.Delimiter? = nil, mapping: InputMapping = InputMapping(), sheet: String? = nil
  ) {
    self.kind = kind
    self.encoding = encoding
    self.delimiter = delimiter
    self.mapping = mapping
    self.sheet = sheet
  }
}
