import Support

/// The disturbances that wait for requests, the random ones, and the latency of each kind of request.
final class Disturbances: Sendable {
  private struct Pending {
    let injection: Injection
    let target: InjectionTarget
    var left: Int
  }

  private struct State {
    var pending: [Pending] = []
    var latencies: [InjectionTarget: Duration] = [:]
    var random: RandomDisturbances?
    /// The number of calls since the random disturbances were set.
    var callCount = 0
  }

  private let state: Locked<State>

  init(latency: Duration, random: RandomDisturbances?) {
    state = Locked(State(latencies: latency > .zero ? [.calls: latency] : [:], random: random))
  }

  func add(_ injection: Injection, times: Int, _ target: InjectionTarget) {
    guard times > 0 else { return }
    state.withLock { $0.pending.append(Pending(injection: injection, target: target, left: times)) }
  }

  func removeAll() { state.withLock { $0.pending.removeAll() } }

  var pendingCount: Int { state.withLock { $0.pending.reduce(0) { $0 + $1.left } } }

  func setLatency(_ latency: Duration, _ target: InjectionTarget) {
    state.withLock { $0.latencies[target] = latency > .zero ? latency : nil }
  }

  func setRandom(_ random: RandomDisturbances?) {
    state.withLock {
      $0.random = random
      $0.callCount = 0
    }
  }

  /// Takes the disturbance and the latency for a request.
  ///
  /// The oldest waiting disturbance that fits comes first, then the random one. The latency is the longest
  /// that fits.
  func next(for kind: ReceivedRequest.Kind, method: String?) -> (injection: Injection?, latency: Duration) {
    state.withLock { state in
      var latency = Duration.zero
      for (target, candidate) in state.latencies
      where candidate > latency && target.includes(kind, method: method) {
        latency = candidate
      }
      var byChance: Injection?
      if kind.isCall, let random = state.random {
        byChance = random.injection(forCall: state.callCount)
        latency = max(latency, random.latency(ofCall: state.callCount))
        state.callCount += 1
      }
      guard let index = state.pending.firstIndex(where: { $0.target.includes(kind, method: method) }) else {
        return (byChance, latency)
      }
      let injection = state.pending[index].injection
      state.pending[index].left -= 1
      if state.pending[index].left == 0 { state.pending.remove(at: index) }
      return (injection, latency)
    }
  }
}

/// Random disturbances, each for a share of the calls, and periods in which calls are slow.
///
/// A disturbance depends only on the seed and on the number of earlier calls: the same calls in the same order meet
/// the same disturbances. Only calls are disturbed; the WSDL and the help page are not. A call that takes a
/// disturbance from ``Simulator/inject(_:times:into:)`` meets no other.
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
  /// The seed of the sequence.
  public let seed: UInt64
  /// The slow periods; `nil`, the default, for none.
  public var slowPeriods: SlowPeriods?

  private struct Entry: Hashable {
    let injection: Injection
    /// The end of its range in 0 to 1; the range begins at the end of the previous one.
    let end: Double
  }

  private var entries: [Entry] = []

  /// Makes an empty set of disturbances.
  ///
  /// - Parameter seed: The seed of the sequence; another seed gives another sequence.
  public init(seed: UInt64 = 0) { self.seed = seed }

  /// The share of the calls that meet a disturbance, from 0 to 1.
  public var totalShare: Double { entries.last?.end ?? 0 }

  /// Adds a disturbance.
  ///
  /// A call meets at most one disturbance, so all shares together are at most 1. A share that would exceed this is
  /// reduced to the rest.
  ///
  /// - Parameters:
  ///   - injection: The disturbance.
  ///   - share: The share of the calls that meet it, from 0 to 1; a negative value or not a number counts as 0.
  public mutating func add(_ injection: Injection, share: Double) {
    guard share > 0 else { return }
    entries.append(Entry(injection: injection, end: min(1, totalShare + share)))
  }

  /// The disturbance of a call.
  ///
  /// - Parameter call: The number of the call, from 0.
  /// - Returns: The disturbance, or `nil` for none.
  func injection(forCall call: Int) -> Injection? {
    guard totalShare > 0 else { return nil }
    let drawn = SplitMix64.fraction(seed: seed, index: UInt64(call))
    return entries.first { drawn < $0.end }?.injection
  }

  /// The wait of a call because of a slow period.
  ///
  /// - Parameter call: The number of the call, from 0.
  /// - Returns: The wait; zero outside of a slow period.
  func latency(ofCall call: Int) -> Duration {
    guard let slowPeriods, slowPeriods.includes(call) else { return .zero }
    return slowPeriods.latency
  }
}

/// Periods of slow calls: the last calls of every cycle.
public struct SlowPeriods: Sendable, Hashable {
  /// The number of slow calls in succession.
  public let length: Int
  /// The number of calls from the end of one slow period to the end of the next.
  public let cycle: Int
  /// The wait of a slow call; if another latency also applies, the longer one counts.
  public let latency: Duration

  /// Makes recurring periods.
  ///
  /// - Parameters:
  ///   - length: The number of slow calls in succession; below 1, no call is slow.
  ///   - cycle: The number of calls in a cycle, whose last calls are slow; if not above `length`, all calls
  ///     are slow.
  ///   - latency: The wait of a slow call.
  public init(of length: Int, inEvery cycle: Int, latency: Duration) {
    self.length = length
    self.cycle = max(1, cycle)
    self.latency = latency
  }

  func includes(_ call: Int) -> Bool { call % cycle >= cycle - length }
}

/// The numbers of the SplitMix64 generator, by index, which need no earlier number.
///
/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
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
