#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Whether bytes stand in others; for long ones much faster than the standard library while all is checked.
///
/// - Parameters:
///   - part: What to look for.
///   - bytes: Where to look.
/// - Returns: Whether it is there.
package func stands(_ part: [UInt8], in bytes: [UInt8]) -> Bool {
  guard let first = part.first else { return true }
  return bytes.withUnsafeBytes { bytes in
    var rest = bytes[...]
    while let start = index(of: first, in: rest), bytes.count - start >= part.count {
      if let base = bytes.baseAddress, memcmp(base + start, part, part.count) == 0 { return true }
      rest = bytes[(start + 1)...]
    }
    return false
  }
}

private func index(of byte: UInt8, in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
  let part = UnsafeRawBufferPointer(rebasing: bytes)
  guard let base = part.baseAddress, let found = memchr(base, CInt(byte), part.count) else { return nil }
  return bytes.startIndex + base.distance(to: found)
}
