/// Checks UTF-8 before libxml2 parses it: its versions differ in what they accept.
package enum UTF8Validation {
  /// Finds the first byte that isn't valid UTF-8 (RFC 3629: no overlong forms, no surrogates), or is NUL.
  ///
  /// - Parameter bytes: The bytes to check.
  /// - Returns: The position, or `nil` if all bytes are valid.
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    while position < bytes.count {
      let end = min(position + blockSize, bytes.count)
      if end - position == blockSize, isPlain(bytes, at: position) {
        position = end
        continue
      }
      while position < end {
        let length = sequenceLength(in: bytes, at: position)
        guard length > 0 else { return position }
        position += length
      }
    }
    return nil
  }

  private static let blockSize = MemoryLayout<SIMD4<UInt64>>.size

  /// Whether no byte of a block has its top bit set or is zero.
  @inline(__always)
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let words = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: SIMD4<UInt64>.self)
    // Subtracting one from each byte sets the top bit of a zero.
    let zeroOrHigh = (words &- SIMD4(repeating: 0x0101_0101_0101_0101)) | words
    let all = zeroOrHigh[0] | zeroOrHigh[1] | zeroOrHigh[2] | zeroOrHigh[3]
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// The number of bytes of the character that starts here; 0 if there is no valid character, or if it is NUL.
  ///
  /// - Parameters:
  ///   - bytes: The bytes to check.
  ///   - start: The position of the character.
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
