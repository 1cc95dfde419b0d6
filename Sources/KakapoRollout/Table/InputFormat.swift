/// How an input was written: what was detected, or what the caller said.
public struct InputFormat: Sendable, Hashable, Codable {
  /// The kinds of input.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A table with a header.
    case csv
    /// An array of objects.
    case json
  }

  /// The encodings that are read and written.
  public enum Encoding: String, Sendable, Hashable, CaseIterable, Codable {
    /// UTF-8.
    case utf8 = "utf-8"
    /// UTF-16, low byte first.
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, high byte first.
    case utf16BigEndian = "utf-16be"
    /// Windows-1252, what Excel writes as "CSV" in Western Europe and America.
    case windows1252 = "windows-1252"
  }

  /// What stands between two cells.
  public enum Delimiter: String, Sendable, Hashable, CaseIterable, Codable {
    /// A comma.
    case comma
    /// A semicolon, what Excel writes where the comma is the decimal sign.
    case semicolon
    /// A tab, what Excel writes as "Unicode text".
    case tab
  }

  /// A column of the input.
  public struct Column: Sendable, Hashable, Codable {
    /// The header as it stands in the input.
    public var header: String
    /// The contract's name of what the column holds, or `licenses` or `state`.
    public var name: String

    /// Makes a column.
    ///
    /// - Parameters:
    ///   - header: The header as it stands in the input.
    ///   - name: The name of what the column holds.
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
  /// What stands between two cells; of no meaning in JSON.
  public var delimiter: Delimiter
  /// What ends a row: `\n`, `\r\n` or `\r`.
  public var lineEnd: String
  /// The columns that are used, in the order of the input.
  public var columns: [Column]

  /// Makes a format; the defaults are what ``FailedRowsWriter`` writes when it knows no input.
  ///
  /// - Parameters:
  ///   - kind: The kind of input.
  ///   - encoding: The encoding.
  ///   - hasByteOrderMark: Whether the input begins with a byte order mark.
  ///   - delimiter: What stands between two cells.
  ///   - lineEnd: What ends a row.
  ///   - columns: The columns, all under their own names by default.
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
  /// The names of all columns, in the order of the contract: those of `AddUserWithHierarchy`, then `licenses`
  /// and `state`.
  public static let names = [
    "serverHostName", "resellerId", "resellerName", "groupId", "groupName", "broadworksUserId", "userName",
    "licenses", "state",
  ]

  /// All columns under their own names.
  public static let all = names.map { Self(header: $0, name: $0) }
}

extension InputFormat: CustomStringConvertible {
  /// The format for people: `CSV, UTF-8 with a byte order mark, semicolon`.
  public var description: String {
    let encoding = encoding.description + (hasByteOrderMark ? " with a byte order mark" : "")
    return switch kind {
    case .csv: "CSV, \(encoding), \(delimiter)"
    case .json: "JSON, \(encoding)"
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

/// What a caller says of an input; what is not said is detected.
public struct ReadingOptions: Sendable, Hashable {
  /// The kind of input; `nil` means JSON when the first character is a bracket or a brace, else CSV.
  public var kind: InputFormat.Kind?
  /// The encoding; `nil` means that of the byte order mark, else UTF-16 if the beginning leaves no doubt,
  /// else UTF-8, and Windows-1252 for what is no UTF-8 in any part.
  public var encoding: InputFormat.Encoding?
  /// What stands between two cells; `nil` means what Excel's `sep=` line says, else what the header has
  /// most of.
  public var delimiter: InputFormat.Delimiter?
  /// The headers of columns that do not bear the contract's name, by that name.
  public var columnNames: [String: String]

  /// Makes options; by default everything is detected.
  ///
  /// - Parameters:
  ///   - kind: The kind of input.
  ///   - encoding: The encoding.
  ///   - delimiter: What stands between two cells.
  ///   - columnNames: The header in the file for a name of ``InputFormat/Column/names``.
  public init(
    kind: InputFormat.Kind? = nil, encoding: InputFormat.Encoding? = nil,
    delimiter: InputFormat.Delimiter? = nil, columnNames: [String: String] = [:]
  ) {
    self.kind = kind
    self.encoding = encoding
    self.delimiter = delimiter
    self.columnNames = columnNames
  }
}
