package import Foundation

/// A checksum of 64 bits (FNV-1a): a single byte that is another one always gives another sum.
package enum Checksum {
  /// The checksum in 16 hexadecimal digits.
  ///
  /// - Parameter data: The bytes.
  /// - Returns: The digits.
  package static func text(of data: Data) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in data { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
