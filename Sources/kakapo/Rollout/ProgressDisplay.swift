import Foundation
import KakapoRollout
import Synchronization

/// Shows the progress of a run on standard error.
///
/// On a terminal, it is one line that is redrawn in place, with messages above it. Elsewhere, it is a line at every
/// 5 %, and one after each minute without another line.
final class ProgressDisplay: Sendable {
  enum Style: Sendable, Equatable {
    /// A line that is redrawn in place.
    case bar(isColored: Bool)
    /// Lines that are not redrawn.
    case lines
    /// Messages without progress.
    case quiet
  }

  private struct State {
    var progress: RolloutProgress?
    var window = RateWindow()
    var pauseEnd: Duration?
    /// The lowest reported number of calls in flight.
    var concurrency: Int?
    /// The reasons of refused rows that were shown.
    var shownRefusals: Set<RefusalGroup.Cause> = []
    /// The messages that wait for the answer to a question.
    var waiting: [String]?
    /// Whether the run stops, which needs no answer.
    var isStopping = false
    /// The last reported twentieth.
    var twentieth = 0
    var lastWriting = Duration.zero
    var lastDrawing: Duration?
    var isDirty = false
    var hasEnded = false
  }

  /// The maximum number of reasons of refused rows that are shown during the run.
  static let refusalLimit = 50

  private static let redrawing = Duration.milliseconds(100)
  private static let silence = Duration.seconds(60)
  private static let clearLine = "\r\u{1B}[K"

  private let style: Style
  /// Whether each refused row is shown, and not only the first one of each reason.
  private let listsAll: Bool
  private let howToResume: String
  private let now: @Sendable () -> Duration
  private let width: @Sendable () -> Int
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Makes a display.
  ///
  /// - Parameters:
  ///   - style: The style of the progress.
  ///   - listsAll: Whether each refused row is shown, and not only the first one of each reason.
  ///   - howToResume: The command that resumes the run.
  ///   - now: Returns the time since a fixed moment; it never decreases.
  ///   - width: Returns the terminal's current columns.
  ///   - write: Writes a whole text.
  init(
    _ style: Style, listsAll: Bool = false, howToResume: String, now: @escaping @Sendable () -> Duration,
    width: @escaping @Sendable () -> Int, write: @escaping @Sendable (String) -> Void
  ) {
    self.style = style
    self.listsAll = listsAll
    self.howToResume = howToResume
    self.now = now
    self.width = width
    self.write = write
  }

  /// Makes a display on standard error, in a suitable style.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether the progress is reported elsewhere.
  ///   - listsAll: Whether each refused row is shown, and not only the first one of each reason.
  ///   - howToResume: The command that resumes the run.
  convenience init(isQuiet: Bool, listsAll: Bool, howToResume: String) {
    let clock = ContinuousClock()
    let beginning = clock.now
    self.init(
      isQuiet ? .quiet : ProgressDisplay.Style.ofStandardError, listsAll: listsAll, howToResume: howToResume,
      now: { beginning.duration(to: clock.now) },
      width: { StandardError.width }, write: StandardError.write)
  }

  /// Runs work while the display updates itself, and clears the bar at the end.
  ///
  /// - Parameter body: The work; it passes the run's events to ``take(_:)``.
  /// - Returns: The result of `body`.
  /// - Throws: The error of `body`.
  func whileRunning<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    let ticking = Task { [self] in
      while (try? await Task.sleep(for: style == .lines ? .seconds(1) : ProgressDisplay.redrawing)) != nil {
        tick()
      }
    }
    defer {
      ticking.cancel()
      close()
    }
    return try await body()
  }

  /// Shows an event.
  func take(_ event: RolloutEvent) {
    state.withLock { state in
      switch event {
      case .began(let progress):
        state.twentieth = twentieth(progress)
        update(&state, progress)
        if style == .lines { say(EventWords.beginning(progress), &state) }
      case .row(let result, let progress):
        update(&state, progress)
        if let failure = result.failure { refuse(result, failure, &state) }
        tellTwentieth(&state)
      case .concurrency(let number, let reason):
        // The number changes in many small steps; only a new minimum is worth a line.
        guard number < state.concurrency ?? .max else { break }
        state.concurrency = number
        say(EventWords.concurrency(number, reason), &state)
      case .paused(let duration):
        let isPaused = state.pauseEnd.map { $0 > now() } ?? false
        state.pauseEnd = max(state.pauseEnd ?? .zero, now() + duration)
        state.isDirty = true
        if style == .lines && !isPaused { say(EventWords.pause(duration), &state) }
      case .stopping(let ending):
        state.isStopping = true
        say(EventWords.stopping(ending, howToResume: howToResume), &state)
      case .ended(let summary): end(summary, &state)
      case .call: break
      }
      draw(&state)
    }
  }

  /// Writes a message: above the bar, if there is one.
  func say(_ text: String) {
    state.withLock { state in
      say(text, &state)
      draw(&state)
    }
  }

  /// Updates the display; call it several times a second on a terminal, else each second.
  func tick() {
    state.withLock { state in
      guard state.progress != nil, !state.hasEnded, state.waiting == nil else { return }
      if style == .lines, now() - state.lastWriting >= ProgressDisplay.silence, let text = text(state) {
        say("still running: \(text.line)", &state)
      }
      state.isDirty = true
      draw(&state)
    }
  }

  /// Removes the bar; later messages appear without it.
  func close() {
    state.withLock { state in
      if state.lastDrawing != nil && !state.hasEnded { write(ProgressDisplay.clearLine) }
      state.hasEnded = true
    }
  }

  private func update(_ state: inout State, _ progress: RolloutProgress) {
    state.progress = progress
    state.window.add(ended: progress.ended, at: now())
    state.isDirty = true
  }

  private func refuse(_ result: RowResult, _ failure: RowFailure, _ state: inout State) {
    guard !listsAll else { return say(EventWords.refusal(result, failure), &state) }
    guard state.shownRefusals.count <= ProgressDisplay.refusalLimit,
      state.shownRefusals.insert(RefusalGroup(result.row, failure).cause).inserted
    else { return }
    if state.shownRefusals.count <= ProgressDisplay.refusalLimit {
      say(EventWords.refusal(result, failure), &state)
    } else {
      say("further refused rows are not listed here; the file of refused rows has them all", &state)
    }
  }

  /// Asks whether to continue a run after many equal refusals; messages wait for the answer.
  ///
  /// - Parameter group: The refusals.
  /// - Returns: Whether the answer is yes; `false` when the run stops in the meantime.
  func asks(after group: RefusalGroup) async -> Bool {
    state.withLock { state in
      if state.lastDrawing != nil { write(ProgressDisplay.clearLine) }
      state.lastDrawing = nil
      state.waiting = []
    }
    let question =
      "\(group.occasion.prefix(1).uppercased())\(group.occasion.dropFirst()): \(group.step): \(group.reason) "
      + "Continue?"
    // The answer may take long, so it is not awaited on a thread that other tasks need.
    let answer = await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        continuation.resume(
          returning: Question.ask(question, ignoresEarlierInput: true) { state.withLock { $0.isStopping } })
      }
    }
    state.withLock { state in
      let waiting = state.waiting ?? []
      state.waiting = nil
      for text in waiting { say(text, &state) }
    }
    return answer ?? false
  }

  private func tellTwentieth(_ state: inout State) {
    guard style == .lines, let text = text(state), twentieth(text.progress) > state.twentieth else { return }
    state.twentieth = twentieth(text.progress)
    say(text.line, &state)
  }

  private func twentieth(_ progress: RolloutProgress) -> Int {
    progress.total == 0 ? 20 : progress.ended * 20 / progress.total
  }

  private func end(_ summary: RolloutSummary, _ state: inout State) {
    say(EventWords.ending(summary, howToResume: howToResume), &state)
    state.hasEnded = true
  }

  private func text(_ state: State) -> ProgressText? {
    state.progress.map { progress in
      let moment = now()
      return ProgressText(
        progress: progress, rate: state.window.rate(at: moment), pause: state.pauseEnd.map { $0 - moment })
    }
  }

  private func say(_ text: String, _ state: inout State) {
    if state.waiting != nil {
      state.waiting?.append(text)
      return
    }
    let isOverBar = state.lastDrawing != nil && !state.hasEnded
    write((isOverBar ? ProgressDisplay.clearLine : "") + "kakapo: \(Printable.line(text))\n")
    state.lastWriting = now()
    // The message overwrote the bar, so it is drawn again at once.
    state.lastDrawing = nil
    state.isDirty = true
  }

  private func draw(_ state: inout State) {
    guard case .bar(let isColored) = style, state.isDirty, !state.hasEnded, state.waiting == nil,
      let text = text(state)
    else {
      return
    }
    let moment = now()
    if let last = state.lastDrawing, moment - last < ProgressDisplay.redrawing { return }
    write("\r" + text.bar(width: width(), isColored: isColored) + "\u{1B}[K")
    state.lastDrawing = moment
    state.isDirty = false
  }
}

extension ProgressDisplay.Style {
  /// The style for standard error.
  ///
  /// Colours follow no-color.org: any value of `NO_COLOR` but the empty one turns them off.
  static var ofStandardError: ProgressDisplay.Style {
    style(
      isTerminal: isatty(STDERR_FILENO) == 1, kind: Environment["TERM"],
      hasNoColor: Environment["NO_COLOR"] != nil)
  }

  /// The style for a kind of terminal, or for another kind of file.
  ///
  /// - Parameters:
  ///   - isTerminal: Whether it is a terminal.
  ///   - kind: The value of `TERM`.
  ///   - hasNoColor: Whether `NO_COLOR` is set.
  /// - Returns: The style.
  static func style(isTerminal: Bool, kind: String?, hasNoColor: Bool) -> ProgressDisplay.Style {
    guard isTerminal, let kind, kind != "dumb" else { return .lines }
    return .bar(isColored: !hasNoColor)
  }
}
