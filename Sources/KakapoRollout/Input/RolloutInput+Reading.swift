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
