/// Disturbances that come by chance, each to a share of the calls, and periods in which calls are slow.
///
/// What happens to a call depends on the seed and on how many calls arrived before it, and on nothing else:
/// the same calls in the same order meet the same disturbances. Only calls are disturbed; the WSDL and the
/// help page are not. A call that takes a disturbance from ``Simulator/inject(_:times:into:)`` has no other.
///
/// ```swift
/// var disturbances = RandomDisturbances(seed: 7)
/// disturbances.add(.connectionDropped, share: 0.025)
/// disturbances.add(.connectionDropped.afterApplying(), share: 0.025)
/// disturbances.add(.unavailable(retryAfter: 2), share: 0.05)
/// disturbances.add(.page(status: 502), share: 0.01)
/// disturbances.slowPeriods = SlowPeriods(of: 100, inEvery: 1_000, latency: .milliseconds(500))
/// ```
public struct RandomDisturbances: Sendable, Hashable {
  /// What the sequence depends on.
  public let seed: UInt64
  /// When calls are slow; `nil`, the default, for never.
  public var slowPeriods: SlowPeriods?

  private struct Entry: Hashable {
    let injection: Injection
    /// The end of its range in 0 to 1; the range begins where that of the entry before ends.
    let end: Double
  }

  private var entries: [Entry] = []

  /// No disturbance yet.
  ///
  /// - Parameter seed: What the sequence depends on; another seed is another sequence.
  public init(seed: UInt64 = 0) { self.seed = seed }

  /// The share of the calls that meet a disturbance, from 0 to 1.
  public var totalShare: Double { entries.last?.end ?? 0 }

  /// Adds a disturbance.
  ///
  /// A call meets one disturbance at most, so all shares together are 1 at most: one that would lead beyond
  /// gets what is left.
  ///
  /// - Parameters:
  ///   - injection: The disturbance.
  ///   - share: The share of the calls that meet it, from 0 to 1; what is below 0, or not a number, counts
  ///     as 0.
  public mutating func add(_ injection: Injection, share: Double) {
    guard share > 0 else { return }
    entries.append(Entry(injection: injection, end: min(1, totalShare + share)))
  }

  /// What happens to a call.
  ///
  /// - Parameter call: The number of the call, from 0.
  /// - Returns: The disturbance, or `nil` for none.
  func injection(forCall call: Int) -> Injection? {
    guard totalShare > 0 else { return nil }
    let drawn = SplitMix64.fraction(seed: seed, index: UInt64(call))
    return entries.first { drawn < $0.end }?.injection
  }

  /// How long a call waits because of a slow period.
  ///
  /// - Parameter call: The number of the call, from 0.
  /// - Returns: How long; zero outside a slow period.
  func latency(ofCall call: Int) -> Duration {
    guard let slowPeriods, slowPeriods.includes(call) else { return .zero }
    return slowPeriods.latency
  }
}
