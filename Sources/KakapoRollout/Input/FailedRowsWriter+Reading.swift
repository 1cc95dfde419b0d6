import Foundation

extension FailedRowsWriter {
  /// What has to be said of a table of refused rows for it to be read as it was written; the rest is detected.
  ///
  /// - Parameter format: How the input was written.
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
      columnNames: Dictionary(mapped.map { ($0.name, $0.header) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Whether a file is a table of refused rows: its header ends in a code and a reason.
  ///
  /// - Parameter path: The file.
  /// - Returns: Whether it is; `false` for one that cannot be read.
  package static func wrote(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path),
      let beginning = try? handle.read(upToCount: 1 << 16)
    else { return false }
    // The names are ASCII, which has zeros between in UTF-16.
    let header = beginning.filter { $0 != 0 && $0 != UInt8(ascii: "\"") }.prefix { $0 != 0xA && $0 != 0xD }
    return InputFormat.Delimiter.allCases.contains { delimiter in
      String(decoding: header, as: UTF8.self)
        .hasSuffix(line(of: ["", codeHeader, reasonHeader], delimiter: delimiter))
    }
  }
}
