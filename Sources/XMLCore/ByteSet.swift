/// A set of bytes, in which a text is looked up at a few instructions a byte.
struct ByteSet: Sendable {
  /// 1 for the bytes of the set.
  private let members: [UInt8]

  init(_ isMember: (UInt8) -> Bool) {
    members = (0...UInt8.max).map { isMember($0) ? 1 : 0 }
  }

  /// How many of some bytes are in the set.
  func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    members.withUnsafeBufferPointer { members in
      var count = 0
      for byte in bytes { count &+= Int(members[Int(byte)]) }
      return count
    }
  }
}
