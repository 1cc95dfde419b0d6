import Dispatch
import Support

/// Runs a closure once after some time, unless it is cancelled first.
///
/// All deadlines share one timer, and a cancelled one releases its closure at once. A separate timer for each costs
/// about a tenth of a loopback request. `Task.sleep` and `asyncAfter` keep their closures until the time has passed.
struct Deadline: Sendable {
  private let identifier: Int

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - duration: The time to wait, at most about 31 years.
  ///   - action: Runs then, on a queue that all deadlines share; it must not block.
  init(after duration: Duration, perform action: @escaping @Sendable () -> Void) {
    let time = DispatchTime.now().uptimeNanoseconds + UInt64(duration.boundedNanoseconds)
    identifier = DeadlineTimer.shared.add(DispatchTime(uptimeNanoseconds: time), action)
  }

  func cancel() {
    DeadlineTimer.shared.remove(identifier)
  }
}

/// The timer behind all deadlines of the process.
private final class DeadlineTimer: Sendable {
  private struct State {
    let timer: any DispatchSourceTimer
    /// The time for which the timer is set; it may be earlier than all remaining deadlines.
    var alarm = DispatchTime.distantFuture
    var deadlines: [Int: (time: DispatchTime, action: @Sendable () -> Void)] = [:]
    var nextIdentifier = 0

    mutating func setAlarm(_ time: DispatchTime) {
      alarm = time
      timer.schedule(deadline: time, leeway: .nanoseconds(0))
    }
  }

  static let shared = DeadlineTimer()

  private let state: Locked<State>

  private init() {
    let timer = DispatchSource.makeTimerSource(queue: URLSessionQueues.deadlines)
    timer.setEventHandler { DeadlineTimer.shared.fire() }
    timer.schedule(deadline: .distantFuture)
    timer.activate()
    state = Locked(State(timer: timer))
  }

  func add(_ time: DispatchTime, _ action: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      let identifier = state.nextIdentifier
      state.nextIdentifier += 1
      state.deadlines[identifier] = (time, action)
      if time < state.alarm { state.setAlarm(time) }
      return identifier
    }
  }

  func remove(_ identifier: Int) {
    state.withLock { _ = $0.deadlines.removeValue(forKey: identifier) }
  }

  private func fire() {
    let due = state.withLock { state in
      let now = DispatchTime.now()
      let due = state.deadlines.filter { $0.value.time <= now }
      for identifier in due.keys { state.deadlines[identifier] = nil }
      state.setAlarm(state.deadlines.values.map(\.time).min() ?? .distantFuture)
      return due.values.map(\.action)
    }
    for action in due { action() }
  }
}
