import Support
/// A complete, checked input whose rows can all be sent.
public struct RolloutInput: Sendable, Hashable {
  /// The rows in the order of the input.
  public let rows: [UserRow]
  /// The format of the input.
  public let format: InputFormat

  /// Takes rows that a program made.
  ///
  /// The checks are those of a file. Each licence counts once, in the order of the vendor's table.
  ///
  /// - Parameter rows: The rows.
  /// - Throws: ``RolloutInputError`` with everything that has to be corrected.
  public init(rows: [UserRow]) throws(RolloutInputError) {
    let names = ColumnNames(InputMapping())
    var checker = RowChecker(names: names, present: Array(names.headers.indices))
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
  ///   - options: The caller's options.
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with everything that has to be corrected; a file that cannot be read or is too
  ///   long is one finding.
  public static func read(
    path: String, options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    try read(try InputFile(path).read(), options: options)
  }

  /// Reads and checks an input.
  ///
  /// The input is CSV (RFC 4180, with comma, semicolon or tab) or a JSON array of objects. All values are text:
  /// they keep leading zeros and do not change, except that line breaks in them become `\n`. Blank rows do not
  /// count, nor do empty rows and columns at the end. Columns are recognised by their exact names, in any order.
  ///
  /// A file of refused rows (see ``FailedRowsWriter``) is read like the input that it came from.
  ///
  /// - Parameters:
  ///   - bytes: The input.
  ///   - options: The caller's options. The rest is detected, and ``InputFormat`` has the result.
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with everything that has to be corrected, in the order of rows and columns, up
  ///   to 1,000 findings. An input that cannot be decoded or has more than 128 MiB is one finding, and no other
  ///   check runs.
  public static func read(
    _ bytes: [UInt8], options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    let (text, kind) = try text(of: bytes, options)
    return kind == .json
      ? try JSONTable(text, options: options).read() : try CSVTable(text, options: options).read()
  }

  /// The text of an input, and whether it is CSV or JSON.
  static func text(
    of bytes: [UInt8], _ options: ReadingOptions
  ) throws(RolloutInputError) -> (InputText, InputFormat.Kind) {
    guard bytes.count <= InputLimits.bytes else { throw InputFile.tooLong() }
    let text = try InputText(bytes, as: options.encoding)
    let kind = options.kind ?? kind(of: text.bytes)
    guard kind != .xlsx else {
      throw InputText.error("The file is not a workbook", "Leave its format out.")
    }
    guard options.sheet == nil else {
      throw InputText.error("The file is not a workbook, so it has no sheets", "Leave the sheet out.")
    }
    return (text, kind)
  }

  /// Reads and checks a sheet of a workbook.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - options: The caller's options.
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` with everything that has to be corrected.
  package static func read(
    _ sheet: SheetText, options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    try CSVTable(sheet, options: options).read()
  }

  private static func kind(of bytes: ArraySlice<UInt8>) -> InputFormat.Kind {
    switch bytes.first(where: { $0 != 0x20 && $0 != 0x9 && $0 != 0xA && $0 != 0xD }) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): .json
    default: .csv
    }
  }
}

extension RolloutInput {
  /// A digest of the rows, which does not depend on the form of the file.
  public var digest: String { rows.digest }
}

extension Sequence<UserRow> {
  /// A digest of the table.
  ///
  /// It does not depend on the form of the file, and it changes with every value and with the order. Rows that are
  /// not in the file do not count.
  var digest: String {
    var digest = SHA256()
    for row in self where row.change != .left {
      let cells: [String?] = [
        row.serverHostName, row.resellerId, row.resellerName, row.groupId, row.groupName,
        row.broadworksUserId,
        row.userName, row.licenses.map(\.text).joined(separator: ";"), row.state.rawValue,
      ]
      // Values cannot contain the separators, because XML does not allow these characters.
      for cell in cells { digest.update((cell ?? "\u{1D}") + "\u{1F}") }
      digest.update("\u{1E}")
    }
    return digest.hexadecimal()
  }
}

/// An input that cannot be used, with all its problems.
public struct RolloutInputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// All findings, in the order of the input.
  public let findings: [Finding]

  /// Makes an error.
  ///
  /// - Parameter findings: All findings.
  public init(findings: [Finding]) { self.findings = findings }

  /// All findings, one a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}

/// A template for a table.
public enum RolloutTemplate {
  /// Writes a table with all columns and example rows, which passes all checks.
  ///
  /// - Parameter serverHostName: The server host name entered in Unity, for the example rows.
  /// - Returns: CSV with commas, in ASCII; the last line has a line end, too.
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
