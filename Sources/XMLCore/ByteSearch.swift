#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension UnsafeBufferPointer<UInt8> {
  /// The first position of a byte at or after a position.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether these bytes are at a position.
  func hasBytes(_ bytes: StaticString, at start: Int) -> Bool {
    let length = bytes.utf8CodeUnitCount
    guard start >= 0, length <= count - start else { return false }
    return bytes.withUTF8Buffer { $0.elementsEqual(self[start..<start + length]) }
  }

  /// The line of a position and the byte within the line, both from 1.
  func place(of position: Int) -> (line: Int, column: Int) {
    var line = 1
    var lineStart = 0
    while let newline = firstIndex(of: UInt8(ascii: "\n"), from: lineStart), newline < position {
      line += 1
      lineStart = newline + 1
    }
    return (line, position - lineStart + 1)
  }
}

/// A set of bytes for scanning a text with a few instructions per byte.
struct ByteSet: Sendable {
  /// 1 for the bytes of the set.
  private let members: [UInt8]

  init(_ isMember: (UInt8) -> Bool) {
    members = (0...UInt8.max).map { isMember($0) ? 1 : 0 }
  }

  /// The number of bytes that are in the set.
  func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    members.withUnsafeBufferPointer { members in
      var count = 0
      for byte in bytes { count &+= Int(members[Int(byte)]) }
      return count
    }
  }
}
