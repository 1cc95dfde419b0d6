package import Foundation

/// A 64-bit checksum (FNV-1a): a change of a single byte always changes the sum.
package enum Checksum {
  /// The checksum in 16 hexadecimal digits.
  ///
  /// - Parameter data: The bytes.
  /// - Returns: The digits.
  package static func text(of data: Data) -> String { text(hash(of: data)) }

  /// The checksum of bytes that follow other bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - before: The checksum of the other bytes; by default that of no bytes.
  /// - Returns: The checksum of all bytes.
  package static func hash(of data: Data, after before: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    data.reduce(before) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// A checksum in 16 hexadecimal digits.
  ///
  /// - Parameter hash: The checksum.
  /// - Returns: The digits.
  package static func text(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
