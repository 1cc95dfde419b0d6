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
