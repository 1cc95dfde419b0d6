/// Lets calls begin: so many at a time, so many a second, and none while the portal asked to be left alone.
actor Pacer {
  /// What an observer is told.
  enum Notice: Sendable {
    /// The number of calls that may be in flight changed.
    case limit(ConcurrencyGovernor.Change)
    /// No call is made for this long.
    case pause(Duration)
  }

  private var governor: ConcurrencyGovernor
  private let interval: Duration?
  private let attempts: Int
  private let observer: @Sendable (Notice) -> Void
  private var inFlight = 0
  private var waiting: [CheckedContinuation<Bool, Never>] = []
  private var pauses: [Int: (continuation: CheckedContinuation<Bool, Never>, timer: Task<Void, Never>)] = [:]
  private var pauseCount = 0
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

  /// Makes a pacer that no call has passed yet.
  ///
  /// - Parameters:
  ///   - pace: How many calls, how fast.
  ///   - observer: What is told of changes; it must not block.
  init(_ pace: Pace, observer: @escaping @Sendable (Notice) -> Void = { _ in }) {
    governor = ConcurrencyGovernor(maximum: pace.concurrency)
    // Less than a call a day is as good as none.
    interval = pace.maximumRate.map { .seconds(min(1 / max($0, 0), 86_400)) }
    attempts = max(1, pace.maximumAttempts)
    self.observer = observer
  }

  /// Waits until a call may begin.
  ///
  /// - Returns: Whether it may: `false` once the pacer was stopped. After `true` the caller owes
  ///   ``release(_:isAnswer:askedFor:)``.
  func acquire() async -> Bool {
    guard !isStopped else { return false }
    return await withCheckedContinuation { continuation in
      waiting.append(continuation)
      admit()
    }
  }

  /// Tells that a call has ended.
  ///
  /// - Parameters:
  ///   - sign: What the call showed of the portal's state.
  ///   - isAnswer: Whether it was the portal's own answer, be it a refusal.
  ///   - asked: How long the portal asked to be left alone, if it did.
  func release(_ sign: ConcurrencyGovernor.Sign, isAnswer: Bool, askedFor asked: Duration?) {
    inFlight -= 1
    if isAnswer { lastAnswer = .now }
    if let change = governor.note(sign, inFlight: inFlight) { observer(.limit(change)) }
    if let asked, asked > .zero, .now + asked > quietUntil {
      // Calls that were turned away together ask for much the same, which is told once.
      if .now + asked > quietUntil + .seconds(1) || quietUntil <= .now { observer(.pause(asked)) }
      quietUntil = .now + asked
    }
    admit()
  }

  /// Waits before a repeat, without keeping others from beginning.
  ///
  /// - Parameter duration: How long.
  /// - Returns: Whether the time passed: `false` when the pacer was stopped.
  func pause(for duration: Duration) async -> Bool {
    guard !isStopped else { return false }
    pauseCount += 1
    let number = pauseCount
    return await withCheckedContinuation { continuation in
      let timer = Task {
        try? await Task.sleep(for: duration)
        self.endPause(number)
      }
      pauses[number] = (continuation, timer)
    }
  }

  /// Lets no further call begin, and ends all waits.
  func stop() {
    isStopped = true
    wakeUp?.cancel()
    for continuation in waiting { continuation.resume(returning: false) }
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
    while inFlight < (lastAnswer == nil ? 1 : governor.limit), let first = waiting.first {
      let now = ContinuousClock.now
      let start = max(quietUntil, nextStart)
      guard start <= now else { return wake(at: start) }
      // Timers are late by a little; what was missed in the last tenth of a second is made good.
      if let interval { nextStart = max(nextStart, now - .milliseconds(100)) + interval }
      waiting.removeFirst()
      inFlight += 1
      first.resume(returning: true)
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
