import XMLCore

/// The text of an input as UTF-8, with its original encoding.
package struct InputText {
  /// UTF-8 without a byte order mark.
  let bytes: ArraySlice<UInt8>
  /// The original encoding.
  let encoding: InputFormat.Encoding
  /// Whether the input began with a byte order mark.
  let hasByteOrderMark: Bool

  /// Takes text in UTF-8.
  init(utf8 bytes: [UInt8]) { (self.bytes, encoding, hasByteOrderMark) = (bytes[...], .utf8, false) }

  /// Decodes an input.
  ///
  /// It refuses an ambiguous input: invalid UTF-8 counts as Windows-1252 only if no part of the input is UTF-8
  /// beyond ASCII.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - said: The encoding that the caller gave.
  /// - Throws: ``RolloutInputError`` with one finding.
  init(_ input: [UInt8], as said: InputFormat.Encoding?) throws(RolloutInputError) {
    if input.starts(with: Self.archive) { throw Self.workbook }
    try Self.refuseOtherKinds(input)
    let mark = Self.mark(of: input)
    if let mark, let said, said != mark.encoding {
      throw Self.error(
        "The file begins with the byte order mark of \(mark.encoding), but the given encoding is \(said)",
        "Leave the encoding out.")
    }
    let start = mark?.length ?? 0
    let known = mark?.encoding ?? said ?? Self.unmarkedUTF16(input)
    hasByteOrderMark = mark != nil
    let content = input[start...]
    switch known {
    case nil:
      (bytes, encoding) = try Self.withoutMark(content)
    case .utf8:
      let survey = Self.survey(content)
      if let invalid = survey.firstInvalid {
        throw Self.error(
          "The file is not UTF-8: the byte \(Self.place(of: invalid, in: input)) is not part of a character",
          said == nil ? "Save it as UTF-8." : "Leave the encoding out, or give the right one.")
      }
      (bytes, encoding) = (content, .utf8)
    case .windows1252:
      (bytes, encoding) = (try Self.fromWindows1252(content), .windows1252)
    case .utf16LittleEndian:
      (bytes, encoding) = (try Self.fromUTF16(content, low: 0, high: 1), .utf16LittleEndian)
    case .utf16BigEndian:
      (bytes, encoding) = (try Self.fromUTF16(content, low: 1, high: 0), .utf16BigEndian)
    }
  }

  static func error(_ problem: String, _ remedy: String) -> RolloutInputError {
    RolloutInputError(findings: [Finding(problem, remedy: remedy)])
  }

  private static func encodingError(_ problem: String) -> RolloutInputError {
    RolloutInputError(findings: [
      Finding(problem, remedy: "Save it as UTF-8, or give its encoding.", action: .giveEncoding)
    ])
  }

  /// The position of a byte, for people.
  private static func place(of position: Int, in input: [UInt8]) -> String {
    var line = 1
    var previous: UInt8 = 0
    for byte in input[..<position] {
      if byte == 0xD || byte == 0xA && previous != 0xD { line += 1 }
      previous = byte
    }
    let hexadecimal = String(input[position], radix: 16, uppercase: true)
    return "0x\(hexadecimal.count == 1 ? "0" : "")\(hexadecimal) at offset \(position) (line \(line))"
  }

  /// The first bytes of an archive, which an XLSX workbook is.
  package static let archive: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  private static var workbook: RolloutInputError {
    error(
      "The file is a workbook or an archive, not text", "In Excel, save it as CSV UTF-8 (comma delimited).")
  }

  /// Refuses an input whose first bytes show that it is neither text nor an archive.
  static func refuseOtherKinds(_ input: [UInt8]) throws(RolloutInputError) {
    if input.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw error(
        "The file is a workbook of an old kind (.xls), or one with a password",
        "In Excel, save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8.")
    }
    if input.starts(with: [0, 0, 0, 0]) {
      throw error("The file begins with zeros, so it is not text", "Check that it is the right file.")
    }
    if input.starts(with: [0xFF, 0xFE, 0, 0]) || input.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw error("The file is UTF-32, which is not supported", "Save it as UTF-8.")
    }
  }

  private static func mark(of input: [UInt8]) -> (encoding: InputFormat.Encoding, length: Int)? {
    if input.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if input.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if input.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// UTF-16 without a byte order mark, if the first sixteen characters are all ASCII.
  private static func unmarkedUTF16(_ input: [UInt8]) -> InputFormat.Encoding? {
    let units = min(input.count / 2, 16)
    guard units >= 4 else { return nil }
    func isText(_ byte: UInt8) -> Bool { 0x20...0x7E ~= byte || byte == 0x9 || byte == 0xA || byte == 0xD }
    if (0..<units).allSatisfy({ isText(input[2 * $0]) && input[2 * $0 + 1] == 0 }) {
      return .utf16LittleEndian
    }
    if (0..<units).allSatisfy({ input[2 * $0] == 0 && isText(input[2 * $0 + 1]) }) { return .utf16BigEndian }
    return nil
  }

  private static func withoutMark(
    _ content: ArraySlice<UInt8>
  ) throws(RolloutInputError) -> (ArraySlice<UInt8>, InputFormat.Encoding) {
    let survey = survey(content)
    guard let invalid = survey.firstInvalid else { return (content, .utf8) }
    guard let character = survey.firstCharacter else { return (try fromWindows1252(content), .windows1252) }
    let input = Array(content)
    throw encodingError(
      "The encoding of the file is not certain: the byte \(place(of: invalid, in: input)) is not UTF-8, but "
        + "the byte \(place(of: character, in: input)) begins a character that is")
  }

  /// Whether a text has a character beyond ASCII in UTF-8.
  ///
  /// - Parameter bytes: A text in any encoding.
  /// - Returns: Whether it has one.
  static func holdsUTF8(_ bytes: [UInt8]) -> Bool { survey(bytes[...]).firstCharacter != nil }

  /// The positions of the first invalid byte, and of the first valid character beyond ASCII.
  private static func survey(_ content: ArraySlice<UInt8>) -> (firstInvalid: Int?, firstCharacter: Int?) {
    var invalid: Int?
    var character: Int?
    content.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count {
        if bytes[position] < 0x80 {
          position += 1
          continue
        }
        let length = UTF8Validation.sequenceLength(in: bytes, at: position)
        if length == 0 {
          if invalid == nil { invalid = position }
        } else if character == nil {
          character = position
        }
        position += max(length, 1)
      }
    }
    return (invalid.map { $0 + content.startIndex }, character.map { $0 + content.startIndex })
  }

  private static func fromWindows1252(_ content: ArraySlice<UInt8>) throws(RolloutInputError) -> ArraySlice<
    UInt8
  > {
    if let undefined = content.firstIndex(where: { Windows1252.undefined.contains($0) }) {
      throw encodingError(
        "The byte \(place(of: undefined, in: Array(content))) is not a character of Windows-1252")
    }
    var result: [UInt8] = []
    result.reserveCapacity(content.count + content.count / 16)
    for byte in content {
      if byte < 0x80 {
        result.append(byte)
      } else if let encoded = UTF8.encode(Windows1252.scalar(of: byte)) {
        result.append(contentsOf: encoded)
      }
    }
    return result[...]
  }

  private static func fromUTF16(
    _ content: ArraySlice<UInt8>, low: Int, high: Int
  ) throws(RolloutInputError) -> ArraySlice<UInt8> {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var position = content.startIndex
    func unit(_ position: Int) -> UInt32 {
      UInt32(content[position + low]) | UInt32(content[position + high]) << 8
    }
    func refusal(_ problem: String) -> RolloutInputError {
      // Counts in the decoded text, because the bytes of UTF-16 characters may look like line ends.
      var lines = 1
      for (index, byte) in result.enumerated()
      where byte == 0xD || byte == 0xA && (index == 0 || result[index - 1] != 0xD) { lines += 1 }
      return encodingError(
        "The file is not UTF-16: \(problem) at offset \(position) (line \(lines))")
    }
    while position + 1 < content.endIndex {
      let first = unit(position)
      if first < 0x80 {
        result.append(UInt8(first))
        position += 2
      } else if let scalar = Unicode.Scalar(first) {
        if let encoded = UTF8.encode(scalar) { result.append(contentsOf: encoded) }
        position += 2
      } else {
        guard first < 0xDC00, position + 3 < content.endIndex, 0xDC00...0xDFFF ~= unit(position + 2),
          let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (unit(position + 2) - 0xDC00)),
          let encoded = UTF8.encode(scalar)
        else { throw refusal("half a character") }
        result.append(contentsOf: encoded)
        position += 4
      }
    }
    guard position == content.endIndex else { throw refusal("a single byte") }
    return result[...]
  }
}

/// The code page that Excel writes as "CSV" in Western Europe and America.
enum Windows1252 {
  /// The bytes without a character.
  static let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// The character of a byte that is not undefined.
  static func scalar(of byte: UInt8) -> Unicode.Scalar {
    guard 0x80...0x9F ~= byte else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(DocumentEncoding.upperControls1252[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  /// The byte of a character, or `nil` when there is none.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0...0x7F, 0xA0...0xFF: UInt8(scalar.value)
    default: upper[scalar]
    }
  }

  private static let upper: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: (UInt8(0x80)...0x9F).filter { !undefined.contains($0) }.map { (scalar(of: $0), $0) }
  )
}
