import Foundation

/// What standard error is connected to.
enum StandardError {
  /// How progress is shown there.
  ///
  /// Colour follows no-color.org: any value of `NO_COLOR` but the empty one turns it off.
  static var style: ProgressDisplay.Style {
    style(
      isTerminal: isatty(STDERR_FILENO) == 1, kind: Environment["TERM"],
      hasNoColor: Environment["NO_COLOR"] != nil)
  }

  /// How progress is shown on a terminal of a kind, or elsewhere.
  ///
  /// - Parameters:
  ///   - isTerminal: Whether it is a terminal at all.
  ///   - kind: What `TERM` says.
  ///   - hasNoColor: Whether `NO_COLOR` is set.
  /// - Returns: The style.
  static func style(isTerminal: Bool, kind: String?, hasNoColor: Bool) -> ProgressDisplay.Style {
    guard isTerminal, let kind, kind != "dumb" else { return .lines }
    return .bar(isColored: !hasNoColor)
  }

  /// The terminal's columns at this moment; 80 when it does not tell.
  static var width: Int { Terminal.columns(of: STDERR_FILENO) ?? 80 }

  /// Writes a text; that nobody reads it any more is no reason to stop.
  @Sendable static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
