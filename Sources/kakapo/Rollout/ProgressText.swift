import KakapoRollout

/// How far a run has got, in words: as a line of a log, or as a bar.
struct ProgressText {
  /// A piece of the bar and how it is coloured: a parameter of SGR (ECMA-48, 8.3.117).
  private struct Piece {
    var text: String
    var color: String?
  }

  let progress: RolloutProgress
  /// The rows per second, if known.
  let rate: Double?
  /// How much longer no call is made, because the portal asked for it.
  let pause: Duration?

  /// The share of the rows that have ended, in whole percent, never rounded up.
  var percent: Int { progress.total == 0 ? 100 : progress.ended * 100 / progress.total }

  /// A line of a log, without its end.
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
  ///   - width: The terminal's columns; one stays free, as a full line may wrap.
  ///   - isColored: Whether colours may be used.
  /// - Returns: A text that takes less than `width` columns.
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

  /// `[====>     ] `, or `nil` where there is no room.
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

  /// The time to the end as a clock shows it; `nil` while it is not known, and when nothing is left.
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
