import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads a file line by line, a part at a time.
struct LineReader {
  private let descriptor: Int32
  private var buffer = Data()
  private var position = 0
  /// Where the next line begins in the file.
  private(set) var offset: Int64 = 0

  /// Reads from a file's beginning, whatever its position is.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next whole line without its end; `nil` when there is none, whatever is left.
  ///
  /// - Returns: The line.
  /// - Throws: `POSIXError`.
  mutating func next() throws -> Data? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer {
          offset += Int64(end + 1 - position)
          position = end + 1
        }
        return buffer[position..<end]
      }
      if position > 0 {
        buffer = Data(buffer[position...])
        position = 0
      }
      searched = buffer.count
      var part = [UInt8](repeating: 0, count: 256 * 1024)
      let count = pread(descriptor, &part, part.count, off_t(offset) + off_t(buffer.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      guard count > 0 else { return nil }
      buffer.append(contentsOf: part[..<count])
    }
  }
}
