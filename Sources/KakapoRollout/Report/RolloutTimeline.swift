import Foundation

/// The run over time: the number of calls by the time of their end, and their durations.
///
/// Its memory does not grow with the run. Time is divided into at most 600 intervals of equal width, and the width
/// doubles when they do not suffice. Below half an hour, percentiles are off by at most 2.2 %.
public struct RolloutTimeline: Sendable {
  /// An interval of the run.
  public struct Interval: Sendable, Hashable {
    /// The time from the beginning of the run to the beginning of the interval.
    public let start: Duration
    /// The length of the interval; the last one extends beyond the last call.
    public let width: Duration
    /// The calls that ended in it, including failed ones.
    public let calls: Int
    /// The calls among them that failed and were not tried again.
    public let failed: Int
    /// The calls among them that were tried again or read back.
    public let retried: Int
    /// The duration that half of the calls did not exceed; `nil` if no call ended.
    public let median: Duration?
    /// The duration that 95 % of the calls did not exceed; `nil` if no call ended.
    public let percentile95: Duration?
  }

  private struct Bucket {
    var failed = 0
    var retried = 0
    var latencies = LatencyHistogram()

    mutating func add(_ other: Bucket) {
      failed += other.failed
      retried += other.retried
      latencies.add(other.latencies)
    }
  }

  /// The maximum number of intervals.
  public static let limit = 600

  private var buckets: [Bucket] = []
  private var width = 0.1
  /// The calls that were added.
  public private(set) var calls = 0
  /// The time from the beginning of the run to the end of the last call.
  public private(set) var end = Duration.zero

  /// Makes a timeline without calls.
  public init() {}

  /// Adds a call, which counts at the time of its end.
  ///
  /// Calls can be added in any order.
  ///
  /// - Parameter result: The call.
  public mutating func add(_ result: RolloutCallResult) {
    let moment = max(result.start + result.duration, .zero)
    while moment.inSeconds >= width * Double(RolloutTimeline.limit) { doubleWidth() }
    let index = Int(moment.inSeconds / width)
    while buckets.count <= index { buckets.append(Bucket()) }
    buckets[index].latencies.add(max(result.duration.inSeconds, 0))
    switch result.outcome {
    case .succeeded: break
    case .failed: buckets[index].failed += 1
    case .retried: buckets[index].retried += 1
    }
    calls += 1
    end = max(end, moment)
  }

  /// The run from its beginning to the last call, in intervals of equal width without gaps.
  public var intervals: [Interval] { intervals(atMost: RolloutTimeline.limit) }

  /// Merges the intervals into fewer, wider ones.
  ///
  /// - Parameter count: The maximum number of intervals; at least 1.
  /// - Returns: The intervals, from the beginning of the run to the last call, without gaps.
  public func intervals(atMost count: Int) -> [Interval] {
    var merged = self
    while merged.buckets.count > max(count, 1) { merged.doubleWidth() }
    return merged.buckets.enumerated().map { index, bucket in
      Interval(
        start: .seconds(Double(index) * merged.width), width: .seconds(merged.width),
        calls: bucket.latencies.total, failed: bucket.failed, retried: bucket.retried,
        median: bucket.latencies.percentile(0.5).map { .seconds($0) },
        percentile95: bucket.latencies.percentile(0.95).map { .seconds($0) })
    }
  }

  private mutating func doubleWidth() {
    width *= 2
    buckets = stride(from: 0, to: buckets.count, by: 2).map { index in
      var bucket = buckets[index]
      if index + 1 < buckets.count { bucket.add(buckets[index + 1]) }
      return bucket
    }
  }
}

extension Duration {
  /// The duration in seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

/// A histogram of durations, in classes that each extend 4.4 % further than the previous one.
///
/// It takes the same memory for one call as for a million.
struct LatencyHistogram: Sendable, Hashable {
  /// The upper end of the first class.
  private static let first = 0.0001
  private static let classesPerDoubling = 16.0
  /// The last class ends at about half an hour, and also counts longer calls.
  private static let classes = 384

  /// Empty until the first call: most buckets of a paused run have none.
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
  /// It is the nearest-rank percentile. Below half an hour, it is off by at most 2.2 %. It is never outside of the
  /// range of the added times.
  /// - Parameter share: The share, from 0 to 1.
  /// - Returns: The time, or `nil` if there was no call.
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
    // The epsilon keeps the upper end of a class in it in spite of rounding.
    return min(Int((log2(seconds / first) * classesPerDoubling - 1e-9).rounded(.up)), classes - 1)
  }

  private static func middle(of index: Int) -> Double {
    first * exp2((Double(index) - 0.5) / classesPerDoubling)
  }
}
