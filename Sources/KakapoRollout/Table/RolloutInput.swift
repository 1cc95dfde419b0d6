import Support
/// A whole input, checked: every row can be sent.
public struct RolloutInput: Sendable, Hashable {
  /// The rows in the order of the input.
  public let rows: [UserRow]
  /// How the input was written.
  public let format: InputFormat

  /// Takes rows that were made by a program.
  ///
  /// They are checked as those of a file are; each licence counts once, in the order of the vendor's table.
  ///
  /// - Parameter rows: The rows.
  /// - Throws: ``RolloutInputError`` with everything that has to be put right.
  public init(rows: [UserRow]) throws(RolloutInputError) {
    var checker = RowChecker(columns: InputFormat.Column.all, seen: Set(RowField.allCases))
    for row in rows { checker.add(row) }
    self.init(rows: try checker.checkedRows(), format: InputFormat())
  }

  init(rows: [UserRow], format: InputFormat) {
    self.rows = rows
    self.format = format
  }
}

extension RolloutInput {
  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What is known of it.
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with everything that has to be put right; a file that cannot be read
  ///   or is too long is one finding.
  public static func read(
    path: String, options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    try read(try InputFile(path).read(), options: options)
  }

  /// Reads and checks an input.
  ///
  /// CSV (RFC 4180, with comma, semicolon or tab) or a JSON array of objects. Everything is text: leading
  /// zeros stay, and no value is changed, except that a line break inside of one is always `\n`. Blank
  /// rows, and rows and columns at the end with nothing in them, do not count. Columns are recognised by
  /// their exact names, in any order.
  ///
  /// A file of refused rows (see ``FailedRowsWriter``) is read as the input that it came from.
  ///
  /// - Parameters:
  ///   - bytes: The input.
  ///   - options: What is known of it; the rest is detected, and ``InputFormat`` tells what.
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with everything that has to be put right, in the order of rows and
  ///   columns, up to 1,000 findings. What cannot be decoded or has more than 128 MiB is one finding, and
  ///   nothing else is looked at.
  public static func read(
    _ bytes: [UInt8], options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    guard bytes.count <= InputLimits.bytes else { throw InputFile.tooLong() }
    let text = try InputText(bytes, as: options.encoding)
    switch options.kind ?? kind(of: text.bytes) {
    case .csv: return try CSVTable(text, options: options).read()
    case .json: return try JSONTable(text, options: options).read()
    }
  }

  private static func kind(of bytes: ArraySlice<UInt8>) -> InputFormat.Kind {
    switch bytes.first(where: { $0 != 0x20 && $0 != 0x9 && $0 != 0xA && $0 != 0xD }) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): .json
    default: .csv
    }
  }
}

extension RolloutInput {
  /// A digest of the rows: the same for the same table, however its file was spelled.
  public var digest: String { rows.digest }
}

extension Sequence<UserRow> {
  /// The digest of a table: the same however its file was spelled, another when a value or the order differs.
  var digest: String {
    var digest = SHA256()
    for row in self {
      let cells: [String?] = [
        row.serverHostName, row.resellerId, row.resellerName, row.groupId, row.groupName,
        row.broadworksUserId,
        row.userName, row.licenses.map(\.text).joined(separator: ";"), row.state.rawValue,
      ]
      // The separators cannot stand in a value: XML cannot carry them.
      for cell in cells { digest.update((cell ?? "\u{1D}") + "\u{1F}") }
      digest.update("\u{1E}")
    }
    return digest.hexadecimal()
  }
}

/// An input that cannot be used, with everything that is the matter with it.
public struct RolloutInputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// All that was found, in the order of the input.
  public let findings: [Finding]

  /// Makes an error.
  ///
  /// - Parameter findings: All that was found.
  public init(findings: [Finding]) { self.findings = findings }

  /// All findings, one a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}

/// A table to begin with.
public enum RolloutTemplate {
  /// Writes a table with all columns and example rows, which is without fault as it is.
  ///
  /// - Parameter serverHostName: The server host name entered in Unity, for the example rows.
  /// - Returns: CSV with commas, in ASCII; the last line ends, too.
  public static func csv(serverHostName: String) -> String {
    let host = CSVCell.text(serverHostName, delimiter: .comma)
    let rows = [
      "Acme,Acme Ltd,Acme-London,London,jane@acme.example.com,Jane Doe,UnityDesktop/Pro;UnityMobile/Standard,present",
      "Acme,Acme Ltd,Acme-London,London,sean@acme.example.com,Sean O'Brien,,present",
      "Acme,Acme Ltd,Acme-Leeds,Leeds,former@acme.example.com,Former Colleague,,absent",
    ]
    return ([InputFormat.Column.names.joined(separator: ",")] + rows.map { "\(host),\($0)" })
      .map { $0 + "\n" }.joined()
  }
}
