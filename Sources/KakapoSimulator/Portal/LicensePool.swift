import KakapoProvision

/// How many licences of each kind were bought for one level of the hierarchy, and how many of them are gone.
struct LicensePool: Sendable {
  private(set) var bought: [License: Int] = [:]
  private(set) var taken: [License: Int] = [:]

  /// The licences left, or `nil` when none of this kind was ever bought.
  ///
  /// Below zero when more was sold than bought.
  func free(_ license: License) -> Int? {
    bought[license].map { $0 - taken[license, default: 0] }
  }

  /// The licences that were sold and not bought.
  func owed(_ license: License) -> Int {
    max(0, taken[license, default: 0] - bought[license, default: 0])
  }

  mutating func buy(_ quantity: Int, _ license: License) { bought[license, default: 0] += quantity }
  mutating func stock(_ quantity: Int?, _ license: License) { bought[license] = quantity }
  mutating func take(_ quantity: Int, _ license: License) { taken[license, default: 0] += quantity }

  mutating func giveBack(_ quantity: Int, _ license: License) {
    let left = taken[license, default: 0] - quantity
    taken[license] = left > 0 ? left : nil
  }
}
