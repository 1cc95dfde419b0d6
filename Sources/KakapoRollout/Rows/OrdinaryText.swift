/// Knows the values that no rule has anything against, which are most of them, by one look at their bytes.
///
/// Whatever it does not know is looked at by all rules; it is there for speed alone.
enum OrdinaryText {
  /// Whether a value is ordinary.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - field: The column.
  /// - Returns: Whether it is.
  static func holds(_ value: String, in field: RowField) -> Bool {
    guard let limit = field.limit else { return false }
    let result = value.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.count <= limit && (field == .broadworksUserId ? isUserId(bytes) : isName(bytes))
    }
    return result ?? false
  }

  /// Letters, blanks between them, and the marks of names; no word that may be `NULL` or the like.
  private static func isName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, isLetter(first), last != 0x20 else { return false }
    var isWordStart = true
    for (position, byte) in bytes.enumerated() {
      if isLetter(byte) {
        if isWordStart, mayBeMissingValue(bytes, at: position) { return false }
        isWordStart = false
      } else {
        guard
          byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'")
        else { return false }
        isWordStart = true
      }
    }
    return true
  }

  /// A name that is a telephone number or begins with a letter, an `@`, and a domain of several parts.
  private static func isUserId(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
    let name = bytes[..<at]
    let number = bytes[0] == UInt8(ascii: "+") ? name.dropFirst() : name
    if !number.allSatisfy(isDigit) {
      guard isLetter(bytes[0]), !mayBeMissingValue(bytes, at: 0),
        name.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ".") || isDash($0) })
      else { return false }
    }
    var isPartStart = true
    var parts = 1
    for byte in bytes[(at + 1)...] {
      if byte == UInt8(ascii: ".") {
        if isPartStart { return false }
        isPartStart = true
        parts += 1
      } else {
        guard isLetter(byte) || isDigit(byte) || isDash(byte) else { return false }
        isPartStart = false
      }
    }
    return !isPartStart && parts > 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isDash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }

  /// Whether a word begins as NULL, None, nan, nil, undefined or FALSE do.
  private static func mayBeMissingValue(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    let second = position + 1 < bytes.count ? bytes[position + 1] | 0x20 : 0
    return switch bytes[position] | 0x20 {
    case UInt8(ascii: "n"): "aiou".utf8.contains(second)
    case UInt8(ascii: "u"): second == UInt8(ascii: "n")
    case UInt8(ascii: "f"): second == UInt8(ascii: "a")
    default: false
    }
  }
}
