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

  private let path: String
  private let file: FileHandle
  private let format: InputFormat
  private var encoding: InputFormat.Encoding
  private var buffer: [UInt8] = []

  /// Makes the file, or replaces its content, and writes the header.
  ///
  /// Only its owner can read a new file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: The format of the input.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public init(path: String, format: InputFormat = InputFormat()) throws(RolloutError) {
    self.path = path
    self.format = Self.table(format)
    encoding = self.format.encoding
    do {
      if !FileManager.default.fileExists(atPath: path) {
        guard
          FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
      }
      file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.truncate(atOffset: 0)
    } catch {
      throw Self.error(path, error)
    }
    if self.format.hasByteOrderMark, let mark = TextEncoder.bytes(of: "\u{FEFF}", in: encoding) {
      buffer = mark
    }
    try write(Self.header(of: self.format))
  }

  /// Writes a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - failure: Why it was refused.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func append(row: UserRow, failure: RowFailure) throws(RolloutError) {
    var cells = format.columns.map { Self.value(of: $0, in: row) }
    cells.append(failure.code)
    cells.append(failure.step.isEmpty ? failure.reason : "\(failure.step): \(failure.reason)")
    try write(cells.map(FormulaGuard.guarded))
  }

  /// Writes the remaining rows, forces them to the disk and closes the file; nothing can be appended
  /// afterwards.
  ///
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func close() throws(RolloutError) {
    try flush()
    do {
      try file.synchronize()
      try file.close()
    } catch {
      throw Self.error(path, error)
    }
  }

  private static func error(_ path: String, _ error: any Error) -> RolloutError {
    RolloutError(
      .unusableFile, "The file of refused rows, \(path), cannot be written: \(error.localizedDescription)",
      advice: "Check its folder and the free disk space.", underlyingError: error)
  }

  static func table(_ format: InputFormat) -> InputFormat {
    format.kind == .csv ? format : InputFormat(columns: format.columns)
  }

  static func header(of format: InputFormat) -> [String] {
    format.columns.map { FormulaGuard.guarded($0.header) } + [codeHeader, reasonHeader]
  }

  static func line(of cells: [String], delimiter: InputFormat.Delimiter) -> String {
    cells.map { CSVCell.text($0, delimiter: delimiter) }
      .joined(separator: String(Unicode.Scalar(delimiter.byte)))
  }

  private static func value(of column: InputFormat.Column, in row: UserRow) -> String {
    switch RowField(name: column.name) {
    case .serverHostName: row.serverHostName
    case .resellerId: row.resellerId
    case .resellerName: row.resellerName ?? ""
    case .groupId: row.groupId
    case .groupName: row.groupName ?? ""
    case .broadworksUserId: row.broadworksUserId
    case .userName: row.userName
    case .licenses: LicenseList.text(of: row.licenses)
    case .state: row.state.rawValue
    case nil: ""
    }
  }

  private func write(_ cells: [String]) throws(RolloutError) {
    let text = Self.line(of: cells, delimiter: format.delimiter)
    if let bytes = TextEncoder.bytes(of: text + format.lineEnd, in: encoding),
      encoding != .windows1252 || !InputText.holdsUTF8(bytes)
    {
      buffer += bytes
    } else {
      try turnIntoUTF8()
      buffer += Array((text + format.lineEnd).utf8)
    }
    if buffer.count > 1 << 16 { try flush() }
  }

  private func flush() throws(RolloutError) {
    do {
      try file.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    } catch {
      throw Self.error(path, error)
    }
  }

  private func turnIntoUTF8() throws(RolloutError) {
    try flush()
    do {
      try file.seek(toOffset: 0)
      let written = try file.readToEnd() ?? Data()
      encoding = .utf8
      buffer = Array("\u{FEFF}".utf8)
      for byte in written { buffer += UTF8.encode(Windows1252.scalar(of: byte)).map(Array.init) ?? [] }
      try file.truncate(atOffset: 0)
    } catch {
      throw Self.error(path, error)
    }
  }
}

extension FailedRowsWriter {
  /// The options that ``RolloutInput/read(_:options:)`` needs for a table of refused rows; it detects the
  /// rest.
  ///
  /// - Parameter format: The format of the input.
  /// - Returns: The options.
  package static func readingOptions(for format: InputFormat) -> ReadingOptions {
    let format = table(format)
    let header = line(of: header(of: format), delimiter: format.delimiter)
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
        .hasSuffix(line(of: ["", codeHeader, reasonHeader], delimiter: delimiter))
    }
  }
}
