/// One member of a gzip file (RFC 1952), whose data is stored and not compressed.
package enum GzipMember {
  /// Wraps a text.
  ///
  /// - Parameter text: At most 65,535 bytes.
  /// - Returns: The member.
  package static func storing(_ text: some StringProtocol) -> [UInt8] {
    let data = Array(text.utf8)
    let length = little(UInt16(data.count))
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    // The last block, stored: its length twice, the second time inverted (RFC 1951, section 3.2.4).
    member.append(1)
    member += length
    member += length.map { ~$0 }
    member += data
    member += little(checksum(data))
    member += little(UInt32(data.count))
    return member
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// The CRC-32 of RFC 1952, section 8.
  private static func checksum(_ data: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in data {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
    }
    return ~sum
  }
}
