package import Foundation

/// A checksum of 64 bits (FNV-1a): a single byte that is another one always gives another sum.
package enum Checksum {
  /// The checksum in 16 hexadecimal digits.
  ///
  /// - Parameter data: The bytes.
  /// - Returns: The digits.
  package static func text(of data: Data) -> String { text(hash(of: data)) }

  /// The checksum of some bytes behind others.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - before: The checksum of the others; that of none, unless it is given.
  /// - Returns: The checksum of all.
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
