#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Bytes that grow at their end, several pieces at a time.
///
/// A tag is three pieces of a few bytes each; an array's `append` costs more than the pieces.
struct ByteOutput: Sendable {
  /// The written bytes, and the free space after them.
  private var storage: [UInt8]
  private var count = 0

  init(capacity: Int) {
    storage = Self.zeros(max(64, capacity))
  }

  var bytes: [UInt8] { Array(storage[..<count]) }

  /// Writes pieces one after the other.
  ///
  /// - Parameters:
  ///   - room: The maximum number of bytes of all pieces.
  ///   - write: Writes the pieces.
  mutating func append(atMost room: Int, _ write: (inout Pen) -> Void) {
    if room > storage.count - count {
      let wanted = max(storage.count * 2, count + room)
      storage += Self.zeros(wanted - storage.count)
    }
    storage.withUnsafeMutableBufferPointer { storage in
      var pen = Pen(storage, position: count)
      write(&pen)
      count = pen.position
    }
  }

  /// Zeros, which this fills in at once, unlike `repeating`.
  private static func zeros(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
      room.initialize(repeating: 0)
      initialized = count
    }
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    append(atMost: bytes.count) { $0.put(bytes) }
  }
}

extension ByteOutput {
  /// The position of the next piece.
  struct Pen {
    private let room: UnsafeMutableBufferPointer<UInt8>
    fileprivate private(set) var position: Int

    fileprivate init(_ room: UnsafeMutableBufferPointer<UInt8>, position: Int) {
      self.room = room
      self.position = position
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard let from = bytes.baseAddress, let to = room.baseAddress else { return }
      precondition(bytes.count <= room.count - position)
      memcpy(to + position, from, bytes.count)
      position += bytes.count
    }

    mutating func put(_ text: StaticString) {
      text.withUTF8Buffer { put($0) }
    }
  }
}
