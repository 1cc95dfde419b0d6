import KakapoRollout

/// The progress of a run in words: as a line of a log, or as a bar.
struct ProgressText {
  /// A piece of the bar and its colour: a parameter of SGR (ECMA-48, 8.3.117).
  private struct Piece {
    var text: String
    var color: String?
  }

  let progress: RolloutProgress
  /// The rows per second, if known.
  let rate: Double?
  /// The remaining time without calls, because the portal asked for it.
  let pause: Duration?

  /// The percentage of the rows that have ended, rounded down.
  var percent: Int { progress.total == 0 ? 100 : progress.ended * 100 / progress.total }

  /// The line of a log, without its end.
  var line: String {
    var text =
      "\(percent) %, \(PlainNumber.text(progress.ended)) of \(PlainNumber.text(progress.total, "row")): "
      + "\(counts.map(\.text).joined())"
    if let rate, rate > 0 { text += "; \(rateText(rate))" }
    if let remaining { text += ", \(remaining) left" }
    if let pauseText { text += "; \(pauseText)" }
    return text
  }

  /// The bar for a terminal, without a line break.
  ///
  /// - Parameters:
  ///   - width: The terminal's columns; one stays free, because a full line may wrap.
  ///   - isColored: Whether to use colours.
  /// - Returns: A text of less than `width` columns.
  func bar(width: Int, isColored: Bool) -> String {
    var pieces = [Piece(text: "\(percent) %  ")] + counts
    if let pauseText {
      pieces.append(Piece(text: ", \(pauseText)", color: "33"))
    } else {
      if let rate, rate > 0 { pieces.append(Piece(text: ", \(rateText(rate))")) }
      if let remaining { pieces.append(Piece(text: ", \(remaining) left")) }
    }
    let free = width - 1 - pieces.reduce(0) { $0 + $1.text.count }
    if let gauge = gauge(columns: min(free, 34)) { pieces.insert(Piece(text: gauge), at: 0) }
    var left = max(width - 1, 0)
    return pieces.map { piece in
      let text = String(piece.text.prefix(left))
      left -= text.count
      guard isColored, let color = piece.color, !text.isEmpty else { return text }
      return "\u{1B}[\(color)m\(text)\u{1B}[0m"
    }.joined()
  }

  private var counts: [Piece] {
    [
      Piece(text: "\(PlainNumber.text(progress.done)) done"), Piece(text: ", "),
      Piece(text: "\(PlainNumber.text(progress.refused)) refused", color: progress.refused > 0 ? "31" : nil),
      Piece(text: ", "),
      Piece(text: "\(PlainNumber.text(progress.retried)) retried", color: progress.retried > 0 ? "33" : nil),
    ]
  }

  /// `[====>     ] `, or `nil` if there is no room.
  private func gauge(columns: Int) -> String? {
    let room = columns - 3
    guard room >= 5 else { return nil }
    let full = progress.total == 0 ? room : room * progress.ended / progress.total
    let done = full == room ? String(repeating: "=", count: room) : String(repeating: "=", count: full) + ">"
    return "[\(done)\(String(repeating: " ", count: max(room - done.count, 0)))] "
  }

  private func rateText(_ rate: Double) -> String {
    rate >= 0.1 ? "\(PlainNumber.text(rate)) rows/s" : "\(PlainNumber.text(rate * 60)) rows/min"
  }

  private var pauseText: String? {
    guard let pause, pause > .zero else { return nil }
    return "waiting \(Int(pause.inSeconds.rounded(.up))) s as the portal asks"
  }

  /// The remaining time in the form of a clock; `nil` while it is unknown, and when no row is left.
  private var remaining: String? {
    guard let rate, rate > 0, progress.left > 0 else { return nil }
    let seconds = (Double(progress.left) / rate).rounded(.up)
    guard seconds < 1_000_000 else { return "more than 11 days" }
    let whole = Int(seconds)
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours > 0
      ? "\(hours):\(padded(minutes)):\(padded(whole % 60))" : "\(minutes):\(padded(whole % 60))"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// The rate of rows that end in a second, over about the last half minute.
///
/// Rows that ended before the first sample do not count.
struct RateWindow {
  private static let length = Duration.seconds(30)
  private static let spacing = Duration.milliseconds(500)
  /// The minimum number of samples, so that slow rows are measured over more time.
  private static let least = 10

  private var samples: [(moment: Duration, ended: Int)] = []
  private var ended = 0

  /// Adds a count.
  ///
  /// - Parameters:
  ///   - ended: The number of rows that have ended.
  ///   - moment: The current time.
  mutating func add(ended: Int, at moment: Duration) {
    self.ended = ended
    if let last = samples.last, moment - last.moment < RateWindow.spacing { return }
    samples.append((moment, ended))
    while samples.count > RateWindow.least, samples[1].moment <= moment - RateWindow.length {
      samples.removeFirst()
    }
  }

  /// The rows per second.
  ///
  /// - Parameter moment: The current time.
  /// - Returns: The rate; `nil` while there are too few rows.
  func rate(at moment: Duration) -> Double? {
    guard let first = samples.first else { return nil }
    let passed = (moment - first.moment).inSeconds
    let rows = ended - first.ended
    guard rows >= 5 && passed >= 2 || rows >= 1 && passed >= 30 else { return nil }
    return Double(rows) / passed
  }
}

/// The messages of a run beside its progress.
enum EventWords {
  static func beginning(_ progress: RolloutProgress) -> String {
    let total = PlainNumber.text(progress.total, "row")
    if progress.endedBefore > 0 {
      return "\(PlainNumber.text(progress.ended)) of \(total) are already finished, "
        + "\(PlainNumber.text(progress.left)) to go"
    }
    return progress.ended == 0 ? "\(total) to go" : "\(PlainNumber.text(progress.left)) of \(total) to go"
  }

  static func refusal(_ result: RowResult, _ failure: RowFailure) -> String {
    "row \(result.row.number), \(result.row.broadworksUserId): \(failure.step): \(failure.sentence)"
  }

  static func concurrency(_ number: Int, _ reason: String) -> String {
    "\(PlainNumber.text(number, "call")) in flight from now on: \(reason)"
  }

  static func pause(_ duration: Duration) -> String {
    "the portal asks for a pause of \(PlainNumber.text(duration))"
  }

  static func stopping(_ ending: RolloutSummary.Ending, howToResume: String) -> String {
    let wait = "Waiting for the calls in flight; no new ones are started."
    guard case .interrupted = ending else { return "\(ending.words ?? "Stopping"). \(wait)" }
    return
      "Interrupted. \(wait) A second Ctrl-C stops at once; the results of the calls in flight are then "
      + "looked up when you resume: \(howToResume)"
  }

  static func ending(_ summary: RolloutSummary, howToResume: String) -> String {
    let retried = summary.progress.retried
    let effort =
      "\(PlainNumber.text(summary.calls, "call")) in \(PlainNumber.text(summary.duration))"
      + (retried > 0 ? ", \(PlainNumber.text(retried)) retried" : "")
    return ([summary.headline, "(\(effort))"] + summary.advice).joined(separator: " ")
      + (summary.notTried > 0 ? " To resume: \(howToResume)" : "")
  }
}
