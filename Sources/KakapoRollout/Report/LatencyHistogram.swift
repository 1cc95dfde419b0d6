import Foundation

/// How often calls took how long, in classes that each reach 4.4 % further than the one before.
///
/// It takes the same memory for one call as for a million.
struct LatencyHistogram: Sendable, Hashable {
  /// The upper end of the first class.
  private static let first = 0.0001
  private static let classesPerDoubling = 16.0
  /// The last class ends at about half an hour; what took longer is counted in it.
  private static let classes = 384

  /// Empty until the first call: most buckets of a run that was paused never see one.
  private var counts: [UInt32] = []
  private var shortest = Double.infinity
  private var longest = 0.0
  private(set) var total = 0

  mutating func add(_ seconds: Double) {
    if counts.isEmpty { counts = Array(repeating: 0, count: LatencyHistogram.classes) }
    counts[LatencyHistogram.index(of: seconds)] += 1
    shortest = min(shortest, seconds)
    longest = max(longest, seconds)
    total += 1
  }

  mutating func add(_ other: LatencyHistogram) {
    guard other.total > 0 else { return }
    guard total > 0 else { return self = other }
    for index in counts.indices { counts[index] += other.counts[index] }
    shortest = min(shortest, other.shortest)
    longest = max(longest, other.longest)
    total += other.total
  }

  /// The time that the given share of the calls did not exceed, in seconds.
  ///
  /// It is the nearest-rank percentile, off by 2.2 % at most below half an hour, and never outside of what
  /// was seen.
  ///
  /// - Parameter share: The share, from 0 to 1.
  /// - Returns: The time, or `nil` when there was no call.
  func percentile(_ share: Double) -> Double? {
    guard total > 0 else { return nil }
    let rank = max(1, Int((share * Double(total)).rounded(.up)))
    guard rank < total else { return longest }
    var seen = 0
    for (index, count) in counts.enumerated() {
      seen += Int(count)
      guard seen >= rank else { continue }
      return min(max(LatencyHistogram.middle(of: index), shortest), longest)
    }
    return longest
  }

  private static func index(of seconds: Double) -> Int {
    guard seconds > first else { return 0 }
    // The epsilon keeps a class's own upper end in it in spite of rounding.
    return min(Int((log2(seconds / first) * classesPerDoubling - 1e-9).rounded(.up)), classes - 1)
  }

  private static func middle(of index: Int) -> Double {
    first * exp2((Double(index) - 0.5) / classesPerDoubling)
  }
}
