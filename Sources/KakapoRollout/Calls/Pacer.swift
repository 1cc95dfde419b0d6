/// Lets calls begin: so many at a time, so many a second, and none while the portal asked to be left alone.
actor Pacer {
  /// What an observer is told.
  enum Notice: Sendable {
    /// The number of calls that may be in flight changed.
    case limit(ConcurrencyGovernor.Change)
    /// No call is made for this long.
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
  /// Calls that ended without an answer since the last that had one.
  private var failuresInARow = 0
  private var quietUntil = ContinuousClock.now
  private var nextStart = ContinuousClock.now
  private var wakeUp: Task<Void, Never>?
  private var isStopped = false
  /// When the portal last answered a call.
  private(set) var lastAnswer: ContinuousClock.Instant?

  /// How often a call is tried that fails on the way.
  ///
  /// As long as the portal has never answered, a wrong address is likelier than a bad moment.
  var maximumAttempts: Int { lastAnswer == nil ? min(4, attempts) : attempts }

  /// How many calls wait for their repeat.
  var away: Int { pauses.count }

  private var attempts: Int { max(1, pace.maximumAttempts) }
  /// Whether the portal answers at all; a few failures in a row are chance.
  private var isAnswering: Bool { lastAnswer != nil && failuresInARow < 4 }

  /// Makes a pacer that no call has passed yet.
  ///
  /// - Parameters:
  ///   - pace: How many calls, how fast.
  ///   - observer: What is told of changes; it must not block.
  init(_ pace: Pace, observer: @escaping @Sendable (Notice) -> Void = { _ in }) {
    governor = ConcurrencyGovernor(maximum: pace.concurrency)
    // Less than a call a day is as good as none.
    interval = pace.maximumRate.map { .seconds(min(1 / max($0, 0), 86_400)) }
    self.pace = pace
    self.observer = observer
  }

  /// Waits until a call may begin.
  ///
  /// - Parameter method: The web method that is called.
  /// - Returns: The call's turn, which the caller owes ``release(_:_:isAnswer:askedFor:)``; `nil` once the pacer was
  ///   stopped.
  func acquire(_ method: String) async -> ConcurrencyGovernor.Turn? {
    guard !isStopped else { return nil }
    return await withCheckedContinuation { continuation in
      waiting.append((method, continuation))
      admit()
    }
  }

  /// Takes in that a call has ended.
  ///
  /// - Parameters:
  ///   - turn: The call's turn.
  ///   - sign: What the call showed of the portal's state.
  ///   - isAnswer: Whether it was the portal's own answer, be it a refusal.
  ///   - asked: How long the portal asked to be left alone, if it did.
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
    // Calls that were turned away together ask for much the same, which is reported once.
    if .now + duration > quietUntil + .seconds(1) || quietUntil <= .now { observer(.pause(duration)) }
    quietUntil = .now + duration
  }

  /// Waits before a repeat, without keeping others from beginning.
  ///
  /// What the portal asked for with Retry-After is waited for by ``acquire(_:)``.
  ///
  /// - Parameter attempt: Which try failed, from 1.
  /// - Returns: Whether to repeat: `false` when the pacer was stopped.
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
    // The first call shows whether the caller is let in at all.
    while governor.hasRoom, lastAnswer != nil || governor.inFlight == 0, !waiting.isEmpty {
      let now = ContinuousClock.now
      let start = max(quietUntil, nextStart)
      guard start <= now else { return wake(at: start) }
      // Timers are late by a little; what was missed in the last tenth of a second is made good.
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

/// How fast a run goes, and how patient it is.
public struct Pace: Sendable, Hashable {
  /// The most calls in flight; 8 by default, at least 1.
  ///
  /// Fewer are when the portal cannot carry out as many at once.
  public var concurrency = 8
  /// The most calls that are begun in a second; `nil`, the default, for no limit.
  public var maximumRate: Double?
  /// How often a call is tried that fails on the way; 8 by default, at least 1, and at most 4 as long as
  /// the portal has never answered.
  ///
  /// Nothing that the portal refused is tried again.
  public var maximumAttempts = 8
  /// How long the first repeat waits; each further one waits twice as long, up to ``longestDelay``.
  ///
  /// 250 milliseconds by default. While the portal answers other calls, a repeat waits only a fifth of that, and never
  /// longer than four times this; the other waits end when the portal answers again. A random part of up to a half is
  /// taken off, so that calls that failed together do not come back together.
  public var retryDelay: Duration = .milliseconds(250)
  /// The longest wait before a repeat, 15 seconds by default, unless the portal's Retry-After asks for more.
  public var longestDelay: Duration = .seconds(15)

  /// The longest wait that the portal can ask for with Retry-After, 5 minutes by default.
  public var longestRetryAfter: Duration = .seconds(300)

  /// The defaults.
  public init() {}

  /// How long to wait before a repeat.
  ///
  /// - Parameters:
  ///   - attempt: Which try failed, from 1.
  ///   - isAnswering: Whether the portal answered others meanwhile, so that the failure is this call's alone.
  ///   - generator: Where the random part comes from.
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
