extension InputFormat: CustomStringConvertible {
  /// The format for people: `CSV, UTF-8 with a byte order mark, semicolon`.
  public var description: String {
    let encoding = encoding.description + (hasByteOrderMark ? " with a byte order mark" : "")
    return switch kind {
    case .csv: "CSV, \(encoding), \(delimiter)"
    case .json: "JSON, \(encoding)"
    }
  }
}

extension InputFormat.Encoding: CustomStringConvertible {
  /// The name for people.
  public var description: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .windows1252: "Windows-1252"
    }
  }
}

extension InputFormat.Delimiter: CustomStringConvertible {
  /// The name for people.
  public var description: String { rawValue }

  /// The character.
  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}
