/// Checks UTF-8 before libxml2 sees it, whose versions differ in what they let pass.
package enum UTF8Validation {
  /// Finds the first byte that is not UTF-8 (RFC 3629: no overlong forms, no surrogates), or is NUL.
  ///
  /// - Parameter bytes: What should be UTF-8.
  /// - Returns: The position, or `nil` when all is well.
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position < bytes.count {
      // Eight ASCII bytes at a time: none has its top bit set and none is zero.
      while position + 8 <= bytes.count {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let zeroOrHigh = ((word &- 0x0101_0101_0101_0101) & ~word | word) & 0x8080_8080_8080_8080
        guard zeroOrHigh == 0 else { break }
        position += 8
      }
      guard position < bytes.count else { return nil }
      let length = sequenceLength(in: bytes, at: position)
      guard length > 0 else { return position }
      position += length
    }
    return nil
  }

  /// The bytes of the character that starts here; 0 when none does, or it is NUL.
  ///
  /// - Parameters:
  ///   - bytes: What should be UTF-8.
  ///   - start: Where the character starts.
  /// - Returns: The number of bytes, from 1 to 4, or 0.
  package static func sequenceLength(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[start] {
    case 0x01...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return 0 }
    for position in (start + 2)..<max(start + 2, start + length) where bytes[position] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }
}
