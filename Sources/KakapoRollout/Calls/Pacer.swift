/// Lets calls begin within the limits of concurrency and rate, and none during a wait that the portal asked
/// for.
actor Pacer {
  /// A message for the observer.
  enum Notice: Sendable {
    /// The maximum number of calls in flight changed.
    case limit(ConcurrencyGovernor.Change)
    /// No call begins for this long.
    case pause(Duration)
  }

  private struct Pause {
    let continuation: CheckedContinuation<Bool, Never>
    let timer: Task<Void, Never>
    /// Whether it ends when the portal answers again.
    let awaitsAnswer: Bool
  }

  private var governor: ConcurrencyGovernor
  private let pace: Pace
  private let interval: Duration?
  private let observer: @Sendable (Notice) -> Void
  private var waiting:
    [(method: String, continuation: CheckedContinuation<ConcurrencyGovernor.Turn?, Never>)] = []
  private var pauses: [Int: Pause] = [:]
  private var pauseCount = 0
  /// The number of calls without an answer since the last answer.
  private var failuresInARow = 0
  private var quietUntil = ContinuousClock.now
  private var nextStart = ContinuousClock.now
  private var wakeUp: Task<Void, Never>?
  private var isStopped = false
  /// When the portal last answered a call.
  private(set) var lastAnswer: ContinuousClock.Instant?

  /// The maximum number of attempts of a call that fails on the way.
  ///
  /// While the portal has never answered, a wrong address is more likely than a temporary failure.
  var maximumAttempts: Int { lastAnswer == nil ? min(4, attempts) : attempts }

  /// The number of calls that wait for their repeat.
  var away: Int { pauses.count }

  private var attempts: Int { max(1, pace.maximumAttempts) }
  /// Whether the portal answers; a few failures in a row are chance.
  private var isAnswering: Bool { lastAnswer != nil && failuresInARow < 4 }

  /// Makes a pacer at the beginning of a run.
  ///
  /// - Parameters:
  ///   - pace: The pace.
  ///   - observer: Called with every change; it must not block.
  init(_ pace: Pace, observer: @escaping @Sendable (Notice) -> Void = { _ in }) {
    governor = ConcurrencyGovernor(maximum: pace.concurrency)
    // A lower rate than a call a day is practically none.
    interval = pace.maximumRate.map { .seconds(min(1 / max($0, 0), 86_400)) }
    self.pace = pace
    self.observer = observer
  }

  /// Waits until a call may begin.
  ///
  /// - Parameter method: The web method of the call.
  /// - Returns: The call's turn, which the caller must pass to ``release(_:_:isAnswer:askedFor:)``; `nil` after
  ///   ``stop()``.
  func acquire(_ method: String) async -> ConcurrencyGovernor.Turn? {
    guard !isStopped else { return nil }
    return await withCheckedContinuation { continuation in
      waiting.append((method, continuation))
      admit()
    }
  }

  /// Records that a call has ended.
  ///
  /// - Parameters:
  ///   - turn: The call's turn.
  ///   - sign: What the call shows about the portal's state.
  ///   - isAnswer: Whether the portal itself answered, even with a refusal.
  ///   - asked: The wait that the portal asked for, if any.
  func release(
    _ turn: ConcurrencyGovernor.Turn, _ sign: ConcurrencyGovernor.Sign, isAnswer: Bool,
    askedFor asked: Duration?
  ) {
    if let change = governor.end(turn, sign) { observer(.limit(change)) }
    if isAnswer {
      lastAnswer = .now
      failuresInARow = 0
      for (number, pause) in pauses where pause.awaitsAnswer {
        pause.timer.cancel()
        endPause(number)
      }
    } else {
      failuresInARow += 1
    }
    if let asked { keepQuiet(for: min(asked, pace.longestRetryAfter)) }
    admit()
  }

  private func keepQuiet(for duration: Duration) {
    guard duration > .zero, .now + duration > quietUntil else { return }
    // Calls that are turned away together ask for similar waits, which are reported once.
    if .now + duration > quietUntil + .seconds(1) || quietUntil <= .now { observer(.pause(duration)) }
    quietUntil = .now + duration
  }

  /// Waits before a repeat, without blocking other calls.
  ///
  /// ``acquire(_:)`` waits for the time of a Retry-After.
  ///
  /// - Parameter attempt: The number of the failed attempt, from 1.
  /// - Returns: Whether to repeat; `false` after ``stop()``.
  func pause(afterAttempt attempt: Int) async -> Bool {
    guard !isStopped else { return false }
    pauseCount += 1
    let number = pauseCount
    let awaitsAnswer = !isAnswering
    var generator = SystemRandomNumberGenerator()
    let duration = pace.delay(afterAttempt: attempt, isAnswering: isAnswering, using: &generator)
    return await withCheckedContinuation { continuation in
      let timer = Task {
        try? await Task.sleep(for: duration)
        self.endPause(number)
      }
      pauses[number] = Pause(continuation: continuation, timer: timer, awaitsAnswer: awaitsAnswer)
    }
  }

  /// Lets no further call begin, and ends all waits.
  func stop() {
    isStopped = true
    wakeUp?.cancel()
    for (_, continuation) in waiting { continuation.resume(returning: nil) }
    waiting = []
    for pause in pauses.values {
      pause.timer.cancel()
      pause.continuation.resume(returning: false)
    }
    pauses = [:]
  }

  private func endPause(_ number: Int) {
    pauses.removeValue(forKey: number)?.continuation.resume(returning: true)
  }

  private func admit() {
    // The first call shows whether the portal admits the caller at all.
    while governor.hasRoom, lastAnswer != nil || governor.inFlight == 0, !waiting.isEmpty {
      let now = ContinuousClock.now
      let start = max(quietUntil, nextStart)
      guard start <= now else { return wake(at: start) }
      // Timers are a little late; the calls missed in the last tenth of a second follow at once.
      if let interval { nextStart = max(nextStart, now - .milliseconds(100)) + interval }
      let (method, continuation) = waiting.removeFirst()
      continuation.resume(returning: governor.begin(method))
    }
  }

  private func wake(at instant: ContinuousClock.Instant) {
    guard wakeUp == nil else { return }
    wakeUp = Task {
      try? await Task.sleep(until: instant)
      self.wakeUp = nil
      if !self.isStopped { self.admit() }
    }
  }
}

/// The speed and patience of a run.
public struct Pace: Sendable, Hashable {
  /// The maximum number of calls in flight; 8 by default, at least 1.
  ///
  /// A run uses fewer when the portal cannot carry out so many at the same time.
  public var concurrency = 8
  /// The maximum number of calls that begin in a second; `nil`, the default, for no limit.
  public var maximumRate: Double?
  /// The maximum number of attempts of a call that fails on the way; 8 by default, at least 1.
  ///
  /// It is at most 4 while the portal has never answered. A call that the portal refused isn't tried again, with one
  /// exception: an assignment that was refused, if deletions of the same plan give back a licence of its kind.
  public var maximumAttempts = 8
  /// The wait before the first repeat; each further wait is twice as long, up to ``longestDelay``.
  ///
  /// It is 250 milliseconds by default. While the portal answers other calls, a repeat waits only a fifth of that,
  /// and never longer than four times this value. The other waits end when the portal answers again. Each wait is
  /// shortened by a random part of up to a half, so that calls that failed together do not repeat together.
  public var retryDelay: Duration = .milliseconds(250)
  /// The longest wait before a repeat, 15 seconds by default, unless the portal's Retry-After asks for more.
  public var longestDelay: Duration = .seconds(15)

  /// The longest wait that a Retry-After of the portal can ask for, 5 minutes by default.
  public var longestRetryAfter: Duration = .seconds(300)

  /// The defaults.
  public init() {}

  /// The wait before a repeat.
  ///
  /// - Parameters:
  ///   - attempt: The number of the failed attempt, from 1.
  ///   - isAnswering: Whether the portal answers other calls, so that only this call failed.
  ///   - generator: The source of the random part.
  /// - Returns: The time.
  func delay(
    afterAttempt attempt: Int, isAnswering: Bool, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let (first, longest) = isAnswering ? (retryDelay / 5, retryDelay * 4) : (retryDelay, longestDelay)
    var delay = first
    for _ in 1..<max(1, min(attempt, 30)) where delay < longest { delay = delay * 2 }
    return min(delay, longest, longestDelay) * Double.random(in: 0.5...1, using: &generator)
  }
}
