import Synchronization

/// The disturbances that are waiting for their requests, and the latency of each kind of request.
final class Disturbances: Sendable {
  private struct Pending {
    let injection: Injection
    let target: InjectionTarget
    var left: Int
  }

  private struct State {
    var pending: [Pending] = []
    var latencies: [InjectionTarget: Duration] = [:]
  }

  private let state: Mutex<State>

  init(latency: Duration) {
    state = Mutex(State(latencies: latency > .zero ? [.calls: latency] : [:]))
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

  /// Takes the disturbance for a request, the oldest that fits, and the longest latency that fits.
  func next(for kind: ReceivedRequest.Kind, method: String?) -> (injection: Injection?, latency: Duration) {
    state.withLock { state in
      let latency = state.latencies.filter { $0.key.includes(kind, method: method) }.values.max() ?? .zero
      guard let index = state.pending.firstIndex(where: { $0.target.includes(kind, method: method) }) else {
        return (nil, latency)
      }
      let injection = state.pending[index].injection
      state.pending[index].left -= 1
      if state.pending[index].left == 0 { state.pending.remove(at: index) }
      return (injection, latency)
    }
  }
}
