/// Finds the number of calls that the portal can carry out at the same time.
///
/// It is a pure value. It learns by experiment, as PCC does (Dong et al., "PCC: Re-architecting Congestion Control
/// for Consistent High Performance", NSDI 2015): if trouble stays the same with fewer calls in flight, the calls do
/// not cause it. Trouble is the share of calls that are turned away, and answers that take longer than usual for
/// their method, as in TCP Vegas (Brakmo and Peterson, 1995). The first climb is the slow start of RFC 5681.
struct ConcurrencyGovernor: Sendable {
  /// What a call shows about the portal's state.
  enum Sign: Sendable {
    /// The portal answered after this time.
    case answered(Duration)
    /// The portal or a proxy had no time for it.
    case turnedAway
    /// The call was lost, which shows nothing about the portal's load.
    case lost
  }

  /// A call that was allowed to begin.
  struct Turn: Sendable {
    fileprivate let method: String
    fileprivate let epoch: Int
  }

  /// A change of the limit.
  struct Change: Sendable, Hashable {
    let limit: Int
    let reason: String
  }

  private enum Phase {
    /// Doubles the limit with every round of calls, until that causes trouble.
    case climbing
    /// Keeps the limit and watches for trouble.
    case steady
    /// Tries more calls.
    case probing(from: ConcurrencyLevel)
    /// Tries fewer calls to see whether that helps.
    case yielding(from: ConcurrencyLevel, Trouble)
  }

  private enum Trouble {
    case turnedAway, slow
  }

  private(set) var limit = 1
  private(set) var inFlight = 0
  private let maximum: Int
  private var phase = Phase.climbing
  /// The number of the current limit: calls that began under another limit do not count.
  private var epoch = 0
  private var window = CallWindow()
  private var usual = UsualTimes()
  /// The last level without trouble.
  private var level = ConcurrencyLevel(limit: 1)
  /// The share of calls that the portal turns away at any number of calls in flight.
  private var noise = 0.0
  /// The number of quiet windows before the next attempt with more calls.
  private var patience = 1
  private var quietWindows = 0
  private var step = 1
  /// Whether the next attempt is with fewer calls: the usual times may include waits in the portal.
  private var triesFewer = false
  /// The last reported limit.
  private var reported: Int

  init(maximum: Int) {
    self.maximum = max(1, maximum)
    reported = self.maximum
  }

  /// Whether another call may begin.
  var hasRoom: Bool { inFlight < limit }

  /// Records that a call of a method begins.
  mutating func begin(_ method: String) -> Turn {
    inFlight += 1
    if inFlight >= limit { window.isFull = true }
    return Turn(method: method, epoch: epoch)
  }

  /// Learns from a call that ended.
  ///
  /// - Parameters:
  ///   - turn: The call.
  ///   - sign: What the call shows.
  /// - Returns: The change of the limit, if there is one; experiments aren't reported.
  mutating func end(_ turn: Turn, _ sign: Sign) -> Change? {
    inFlight -= 1
    guard turn.epoch == epoch else { return nil }
    switch sign {
    case .lost: return nil
    case .turnedAway: window.turnedAway += 1
    case .answered(let time):
      // The first call also opens connections and reads the contract.
      if epoch == 0 { return climb() }
      window.note(turn.method, time)
    }
    if window.count >= 8, window.answered == 0 { return startOver() }
    switch phase {
    case .climbing: return endClimbing()
    case .steady: return endSteady()
    case .probing(let from): return endProbing(from)
    case .yielding(let from, let trouble): return endYielding(from, trouble)
    }
  }

  // MARK: - Climbing

  private mutating func endClimbing() -> Change? {
    if window.turnedAway > 5, window.share > 0.2 {
      step = max(1, limit / 4)
      return settle(max(1, limit / 2), Reason.turnedAway)
    }
    guard window.answered >= max(limit, 2), window.isFull, isTimeToLook else { return nil }
    // Where times vary, a few show little, and the short ones arrive first.
    guard window.answered >= max(2 * limit, 8) || Typical(window.times.values.flatMap(\.self)).spread < 0.2
    else { return nil }
    switch judgement(since: level) {
    case .unclear: return nil
    case .queueing:
      step = max(1, limit / 4)
      triesFewer = true
      return settle(max(1, limit / 2), Reason.slow)
    case .fine: break
    }
    learn()
    return climb()
  }

  private mutating func climb() -> Change? {
    if triesFewer || limit == maximum { return settle(limit, Reason.usual) }
    move(to: min(epoch == 0 ? ConcurrencyGovernor.first : limit * 2, maximum))
    return nil
  }

  /// The portal carries out no call, so the learned limit does not apply to the portal that comes back.
  private mutating func startOver() -> Change? {
    phase = .climbing
    level = ConcurrencyLevel(limit: 1)
    move(to: 1)
    return report(Reason.turnedAway)
  }

  // MARK: - Steady

  private mutating func endSteady() -> Change? {
    if isStorm { return yieldHalf(Reason.turnedAway) }
    let size = max(8 * limit, 32)
    guard window.count >= size else { return nil }
    if window.turnedAway > 3, window.share > noise + 0.05 {
      if window.share > ConcurrencyGovernor.mostNoise { return yieldHalf(Reason.turnedAway) }
      // The window was selected for its high share, so the usual share is lower.
      guard window.count >= 4 * size else { return nil }
      guard limit > 1 else { return stay() }
      level = measured
      yieldQuarter()
      return nil
    }
    if slowness.value > 1.8, slowness.least > 1.5, usual.isKnown(for: window) {
      guard limit > 1 else {
        usual.scale(by: slowness.value)
        return stay()
      }
      phase = .yielding(from: measured, .slow)
      move(to: limit / 2)
      return nil
    }
    return stay()
  }

  private mutating func stay() -> Change? {
    noise = min(noise, max(window.share, noise * 7 / 8))
    // The portal is faster than before.
    if slowness.most < 0.7 { usual.scale(by: slowness.value) }
    learn()
    quietWindows += 1
    if limit > 1, triesFewer || level.slowness.value > 1.6 && quietWindows >= ConcurrencyGovernor.mostPatience
    {
      triesFewer = false
      quietWindows = 0
      phase = .yielding(from: level, .slow)
      move(to: limit / 2)
    } else if limit < maximum, quietWindows >= patience, window.isFull, level.slowness.value < 1.6 {
      // Calls that are turned away by chance must not look like the result of more calls.
      if limit > 1, window.turnedAway > 3, level.turnedAway > 2 * noise { yieldQuarter() } else { probe() }
    } else {
      move(to: limit)
    }
    return nil
  }

  private mutating func yieldQuarter() {
    phase = .yielding(from: level, .turnedAway)
    move(to: min(limit - 1, limit * 3 / 4))
  }

  private mutating func yieldHalf(_ reason: String) -> Change? {
    patience = 1
    return settle(max(1, limit / 2), reason)
  }

  // MARK: - Probing

  private mutating func probe() {
    phase = .probing(from: level)
    // A portal may become at most twice as slow as usual.
    let most = Int(1.8 * Double(limit) / max(1, level.slowness.value))
    move(to: min(maximum, limit + max(1, min(step, most - limit))))
  }

  private mutating func endProbing(_ from: ConcurrencyLevel) -> Change? {
    if Double(window.turnedAway) > 3 + 3 * noise * Double(window.count) { return giveUpProbe(from) }
    guard window.count >= max(4 * limit, 16), isTimeToLook else { return nil }
    // If the portal admits no more calls, it turns away every further one.
    let further = Double(limit - from.limit) / Double(limit)
    if window.turnedAway > 3, window.share > noise + min(0.05, further / 2) { return giveUpProbe(from) }
    switch judgement(since: from) {
    case .unclear: return nil
    case .queueing:
      triesFewer = patience >= ConcurrencyGovernor.mostPatience
      return giveUpProbe(from)
    case .fine: break
    }
    learn()
    patience = 1
    step = 2 * (limit - from.limit)
    if limit < maximum {
      let change = report(Reason.usual)
      probe()
      return change
    }
    return settle(limit, Reason.usual)
  }

  private mutating func giveUpProbe(_ from: ConcurrencyLevel) -> Change? {
    patience = min(patience * 2, ConcurrencyGovernor.mostPatience)
    step = max(1, (limit - from.limit) / 2)
    return settle(from.limit, Reason.usual)
  }

  // MARK: - Yielding

  private mutating func endYielding(_ from: ConcurrencyLevel, _ trouble: Trouble) -> Change? {
    if isStorm { return yieldHalf(Reason.turnedAway) }
    switch trouble {
    case .turnedAway:
      guard window.count >= max(8 * limit, 64) else { return nil }
      if window.share >= from.turnedAway / 2 {
        noise = min(max(noise, (window.share + from.turnedAway) / 2), ConcurrencyGovernor.mostNoise)
        return settle(from.limit, Reason.usual)
      }
      if window.share > from.turnedAway / 4, limit > 1 {
        move(to: min(limit - 1, limit * 3 / 4))
        return nil
      }
      step = max(1, (from.limit - limit) / 2)
      patience = 1
      learn()
      return settle(limit, Reason.turnedAway)
    case .slow:
      guard window.answered >= max(4 * limit, 16), isTimeToLook else { return nil }
      let now = measured
      let distance = from.growth(since: now)
      if abs(distance.value) < distance.error, window.answered < max(8 * limit, 32) { return nil }
      // Times that grew far more than the calls in flight had another cause: a slow phase that has ended.
      let isOwnPhase = distance.value > 2 * Double(from.limit) / Double(limit)
      guard distance.value > distance.error, !isOwnPhase else {
        if from.slowness.value > 1, !isOwnPhase { usual.scale(by: from.slowness.value) }
        step = max(step, from.limit / 2)
        patience = 1
        return settle(from.limit, Reason.usual)
      }
      patience = 1
      step = 1
      learn()
      triesFewer = true
      return settle(limit, Reason.slow)
    }
  }

  // MARK: - Judging

  /// The first limit after the first answer; so few calls burden no portal.
  private static let first = 4

  private static let mostPatience = 8

  /// A higher share is never taken for chance.
  private static let mostNoise = 0.25

  /// Limits the checks of a window, which are work, to a few in a round of calls.
  private var isTimeToLook: Bool { window.count.isMultiple(of: max(1, limit / 4)) }

  private var isStorm: Bool { window.count >= 8 && window.turnedAway > 3 && window.share > 0.5 }

  private var slowness: Typical { window.slowness(usual) }

  private var measured: ConcurrencyLevel {
    ConcurrencyLevel(
      limit: limit, slowness: slowness, times: window.times.mapValues(Typical.init), turnedAway: window.share)
  }

  private enum Judgement {
    case fine, queueing, unclear
  }

  /// Whether more calls in flight made each call slower instead of increasing the number of calls a second.
  private func judgement(since before: ConcurrencyLevel) -> Judgement {
    let now = measured
    guard now.limit > before.limit else { return .fine }
    let distance = now.growth(since: before)
    // A few calls may be slow by chance, or because they open connections.
    if window.answered >= max(4 * limit, 16) {
      if distance.value > distance.error { return .queueing }
      if now.slowness.value > 1.6, now.slowness.least > 1.3, usual.isKnown(for: window) { return .queueing }
    }
    if distance.value <= -distance.error { return .fine }
    return window.answered < (distance.value > 0 ? max(8 * limit, 32) : 2 * limit) ? .unclear : .fine
  }

  private mutating func learn() {
    if !usual.knowsAny(of: window) { triesFewer = limit > ConcurrencyGovernor.first }
    usual.learn(from: window)
    level = measured
  }

  private mutating func settle(_ new: Int, _ reason: String) -> Change? {
    phase = .steady
    quietWindows = 0
    move(to: new)
    return report(reason)
  }

  private mutating func move(to new: Int) {
    limit = new
    epoch += 1
    window = CallWindow()
    window.isFull = inFlight >= limit
  }

  private mutating func report(_ reason: String) -> Change? {
    guard limit != reported else { return nil }
    reported = limit
    return Change(limit: limit, reason: reason)
  }

  private enum Reason {
    static let turnedAway = "the portal turned calls away"
    static let slow = "more calls only make the portal slower"
    static let usual = "the portal answers as usual"
  }
}

/// The measurements at a number of calls in flight.
struct ConcurrencyLevel: Sendable {
  let limit: Int
  /// The ratio of the calls' times to the usual times.
  var slowness = Typical([])
  /// The times of the calls by method, in seconds.
  var times: [String: Typical] = [:]
  /// The share of calls that were turned away.
  var turnedAway = 0.0

  /// The growth of the times, compared with the midpoint between no growth and the growth of the limit.
  ///
  /// Above 0, more calls in flight mostly wait for each other; below 0, more calls are done in a second. A value
  /// within the error is chance.
  func growth(since less: ConcurrencyLevel) -> (value: Double, error: Double) {
    let halfway = (Double(limit) / Double(less.limit)).squareRoot()
    // Compares by method, because the shares of the methods change.
    let common = times.compactMap { method, now in less.times[method].map { (before: $0, now: now) } }
    let count = Double(common.reduce(0) { $0 + $1.now.count })
    guard count > 0 else {
      return (slowness.value / less.slowness.value / halfway - 1, slowness.error + less.slowness.error)
    }
    let growth = common.reduce(0) { $0 + Double($1.now.count) * $1.now.value / $1.before.value } / count
    let error = common.reduce(0) { $0 + Double($1.now.count) * ($1.now.error + $1.before.error) } / count
    return (growth / halfway - 1, error)
  }
}
