/// The numbers of the SplitMix64 generator (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators", 2014), by index: the number at a place needs none of those before it.
enum SplitMix64 {
  static func number(seed: UInt64, index: UInt64) -> UInt64 {
    var mixed = seed &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, 1.
  static func fraction(seed: UInt64, index: UInt64) -> Double {
    Double(number(seed: seed, index: index) >> 11) / Double(UInt64(1) << 53)
  }
}
