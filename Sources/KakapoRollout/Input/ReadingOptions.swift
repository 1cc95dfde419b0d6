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
