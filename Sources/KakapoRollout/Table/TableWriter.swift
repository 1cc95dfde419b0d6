import Foundation

/// Writes a table in the format of an input, in pieces.
///
/// A JSON input becomes CSV in UTF-8 with commas. If Windows-1252 cannot encode a text, or if the encoded text could
/// be read as UTF-8, the whole file becomes UTF-8 with a byte order mark. A new file is readable by its owner only.
final class TableWriter {
  /// The format of the table.
  let format: InputFormat
  private let path: String
  /// What the file is, in errors.
  private let name: String
  private let file: FileHandle
  private var encoding: InputFormat.Encoding
  private var buffer: [UInt8] = []

  /// Makes the file, or replaces its content, and writes the header.
  init(path: String, format: InputFormat, name: String, header: [String]) throws(RolloutError) {
    self.path = path
    self.name = name
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
      throw Self.error(name, path, error)
    }
    if self.format.hasByteOrderMark, let mark = TextEncoder.bytes(of: "\u{FEFF}", in: encoding) {
      buffer = mark
    }
    try write(header)
  }

  /// The format of a table for an input of any kind.
  static func table(_ format: InputFormat) -> InputFormat {
    format.kind == .csv ? format : InputFormat(columns: format.columns)
  }

  static func line(of cells: [String], delimiter: InputFormat.Delimiter) -> String {
    cells.map { CSVCell.text($0, delimiter: delimiter) }
      .joined(separator: String(Unicode.Scalar(delimiter.byte)))
  }

  /// Writes a row.
  func write(_ cells: [String]) throws(RolloutError) {
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

  /// Writes the remaining rows, forces them to the disk and closes the file.
  func close() throws(RolloutError) {
    try flush()
    do {
      try file.synchronize()
      try file.close()
    } catch {
      throw Self.error(name, path, error)
    }
  }

  private func flush() throws(RolloutError) {
    do {
      try file.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    } catch {
      throw Self.error(name, path, error)
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
      throw Self.error(name, path, error)
    }
  }

  private static func error(_ name: String, _ path: String, _ error: any Error) -> RolloutError {
    RolloutError(
      .unusableFile, "The \(name), \(path), cannot be written: \(error.localizedDescription)",
      advice: "Check its folder and the free disk space.", underlyingError: error)
  }
}

extension InputFormat.Column {
  /// The text of the column in a row.
  func value(in row: UserRow) -> String { RowField(name: name)?.text(of: row) ?? "" }
}
