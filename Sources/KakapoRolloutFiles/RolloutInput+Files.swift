public import KakapoRollout

extension RolloutInput {
  /// Reads and checks a file of any kind: CSV, JSON or a workbook (XLSX).
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: The caller's options. The rest is detected.
  /// - Returns: The input.
  /// - Throws: `RolloutInputError` with everything that has to be corrected; a file that cannot be read or is too long is
  ///   one finding.
  public static func readFile(
    path: String, options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    try readFile(try InputFile(path).read(), options: options)
  }

  /// Reads and checks a file of any kind: CSV, JSON or a workbook (XLSX).
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - options: The caller's options. The rest is detected.
  /// - Returns: The input.
  /// - Throws: `RolloutInputError` with everything that has to be corrected.
  public static func readFile(
    _ bytes: [UInt8], options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> RolloutInput {
    guard bytes.starts(with: InputText.archive) else { return try read(bytes, options: options) }
    return try read(try Workbook.sheet(of: bytes, options), options: options)
  }
}

extension InputSurvey {
  /// Looks at a file of any kind: CSV, JSON or a workbook (XLSX).
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - options: The caller's options; of the mapping, the sheet and the row of the header have a meaning.
  /// - Returns: What the file has.
  /// - Throws: `RolloutInputError` when it can't be read as a table.
  public static func ofFile(
    _ bytes: [UInt8], options: ReadingOptions = ReadingOptions()
  ) throws(RolloutInputError) -> InputSurvey {
    guard bytes.starts(with: InputText.archive) else { return try of(bytes, options: options) }
    return try of(try Workbook.sheet(of: bytes, options), options: options)
  }
}

extension Workbook {
  /// The sheet that the options name, or the first that is visible.
  fileprivate static func sheet(
    of bytes: [UInt8], _ options: ReadingOptions
  ) throws(RolloutInputError) -> SheetText {
    guard options.kind ?? .xlsx == .xlsx else {
      throw RolloutInputError(findings: [
        Finding("The file is a workbook or an archive, not text", remedy: "Leave its format out.")
      ])
    }
    guard options.encoding == nil, options.delimiter == nil else {
      throw RolloutInputError(findings: [
        Finding("A workbook has no encoding and no delimiter", remedy: "Leave them out.")
      ])
    }
    return try Workbook(bytes).read(options.sheet ?? options.mapping.sheet)
  }
}
