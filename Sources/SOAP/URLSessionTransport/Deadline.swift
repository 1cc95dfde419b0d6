import Dispatch
import Synchronization

/// Runs a closure once after a time, unless it is cancelled first.
///
/// A cancelled deadline frees what it holds at once; `Task.sleep` and `asyncAfter` keep it until the time is up,
/// which at a thousand requests a second and a timeout of a minute is sixty thousand of them.
final class Deadline: Sendable {
  private let timer: Mutex<any DispatchSourceTimer>

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - duration: The time to wait, at most about 31 years.
  ///   - action: What to do then, on ``URLSessionQueues/deadlines``; it must not wait.
  init(after duration: Duration, perform action: @escaping @Sendable () -> Void) {
    let timer = DispatchSource.makeTimerSource(queue: URLSessionQueues.deadlines)
    timer.schedule(deadline: .now() + Self.interval(of: duration), leeway: .nanoseconds(0))
    timer.setEventHandler(handler: action)
    timer.activate()
    self.timer = Mutex(timer)
  }

  func cancel() {
    timer.withLock { $0.cancel() }
  }

  /// A duration in Dispatch's terms, whose nanoseconds fit a number for 292 years.
  private static func interval(of duration: Duration) -> DispatchTimeInterval {
    let (seconds, attoseconds) = min(max(duration, .zero), .seconds(1_000_000_000)).components
    return .nanoseconds(Int(seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
  }
}
