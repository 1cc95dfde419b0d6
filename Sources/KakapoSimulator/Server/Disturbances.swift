import Support

/// The disturbances that are waiting for their requests, those that come by chance, and the latency of each
/// kind of request.
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
    /// How many calls came since the random disturbances were set.
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

  /// Takes the disturbance for a request, the oldest that fits, else the one that chance has for it, and the
  /// longest latency that fits.
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

/// When calls are slow: the last few of every so many.
public struct SlowPeriods: Sendable, Hashable {
  /// How many calls are slow in a row.
  public let length: Int
  /// How many calls there are from the end of one slow period to the end of the next.
  public let cycle: Int
  /// How long a slow call waits; where another latency is for it, too, the longer one counts.
  public let latency: Duration

  /// Periods that come again and again.
  ///
  /// - Parameters:
  ///   - length: How many calls are slow in a row; below 1, none is.
  ///   - cycle: Of how many calls these are the last; not above `length`, all calls are slow.
  ///   - latency: How long a slow call waits.
  public init(of length: Int, inEvery cycle: Int, latency: Duration) {
    self.length = length
    self.cycle = max(1, cycle)
    self.latency = latency
  }

  func includes(_ call: Int) -> Bool { call % cycle >= cycle - length }
}

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
