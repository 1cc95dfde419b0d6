import Foundation

/// Writes refused rows as a table that can be corrected and read again.
///
/// The table has the columns of the input in their order, its delimiter, encoding, byte order mark and line end,
/// and the columns `code` and `reason`. If a mapping changed values or added some, the table has all columns under
/// their own names, so that it needs no mapping. The rows of a JSON input or a workbook become CSV in UTF-8 with
/// commas. If Windows-1252
/// cannot encode a text, or if the encoded text could be read as UTF-8, the whole file becomes UTF-8 with a byte
/// order mark.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front. ``RolloutInput/read(_:options:)``
/// removes it again if the table has both columns.
///
/// The writer writes the rows in pieces. Call ``close()`` at the end.
public final class FailedRowsWriter {
  /// The header of the column with the code.
  static let codeHeader = "code"
  /// The header of the column with the reason.
  static let reasonHeader = "reason"

  private let writer: TableWriter

  /// Makes the file, or replaces its content, and writes the header.
  ///
  /// Only its owner can read a new file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: The format of the input; ``InputFormat/covering(_:)`` adds columns that the rows need.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public init(path: String, format: InputFormat = InputFormat()) throws(RolloutError) {
    let format = TableWriter.table(format)
    writer = try TableWriter(
      path: path, format: format, name: "file of refused rows", header: Self.header(of: format))
  }

  /// Writes a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - failure: Why it was refused.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func append(row: UserRow, failure: RowFailure) throws(RolloutError) {
    var cells = writer.format.columns.map { $0.value(in: row) }
    cells.append(failure.code)
    cells.append(failure.step.isEmpty ? failure.reason : "\(failure.step): \(failure.reason)")
    try writer.write(cells.map(FormulaGuard.guarded))
  }

  /// Writes the remaining rows, forces them to the disk and closes the file; nothing can be appended
  /// afterwards.
  ///
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func close() throws(RolloutError) { try writer.close() }

  static func header(of format: InputFormat) -> [String] {
    format.columns.map { FormulaGuard.guarded($0.header) } + [codeHeader, reasonHeader]
  }
}

extension FailedRowsWriter {
  /// The options that ``RolloutInput/read(_:options:)`` needs for a table of refused rows; it detects the
  /// rest.
  ///
  /// - Parameter format: The format of the input.
  /// - Returns: The options.
  package static func readingOptions(for format: InputFormat) -> ReadingOptions {
    let format = TableWriter.table(format)
    let header = TableWriter.line(of: header(of: format), delimiter: format.delimiter)
    let isUnmarkedUTF16 =
      !format.hasByteOrderMark && [.utf16LittleEndian, .utf16BigEndian].contains(format.encoding)
    let mapped = format.columns.filter { $0.header != $0.name }
    return ReadingOptions(
      kind: header.hasPrefix("[") || header.hasPrefix("{") ? .csv : nil,
      encoding: isUnmarkedUTF16 ? format.encoding : nil,
      delimiter: HeaderSurvey(Array(header.utf8)[...]).delimiter == format.delimiter ? nil : format.delimiter,
      mapping: InputMapping(
        Dictionary(mapped.map { ($0.name, .column($0.header)) }, uniquingKeysWith: { first, _ in first })))
  }

  /// Whether a file is a table of refused rows: its header ends with the code and the reason.
  ///
  /// - Parameter path: The file.
  /// - Returns: Whether it is one; `false` for a file that cannot be read.
  package static func wrote(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path),
      let beginning = try? handle.read(upToCount: 1 << 16)
    else { return false }
    // The names are ASCII, which UTF-16 writes with zeros between the characters.
    let header = beginning.filter { $0 != 0 && $0 != UInt8(ascii: "\"") }.prefix { $0 != 0xA && $0 != 0xD }
    return InputFormat.Delimiter.allCases.contains { delimiter in
      String(decoding: header, as: UTF8.self)
        .hasSuffix(TableWriter.line(of: ["", codeHeader, reasonHeader], delimiter: delimiter))
    }
  }
}
