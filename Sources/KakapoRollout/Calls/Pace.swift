/// How fast a run goes, and how patient it is.
public struct Pace: Sendable, Hashable {
  /// The most calls in flight; 8 by default, at least 1.
  ///
  /// Fewer are when the portal slows down or answers 503.
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
  /// 250 milliseconds by default. A random part of up to a half is taken off, so that calls that failed
  /// together do not come back together.
  public var retryDelay: Duration = .milliseconds(250)
  /// The longest wait before a repeat, 15 seconds by default, unless the portal's Retry-After asks for more.
  public var longestDelay: Duration = .seconds(15)

  /// The defaults.
  public init() {}

  /// How long to wait before a repeat.
  ///
  /// - Parameters:
  ///   - attempt: Which try failed, from 1.
  ///   - asked: How long the portal asked to be left alone, if it did.
  /// - Returns: The time.
  func delay(afterAttempt attempt: Int, askedFor asked: Duration?) -> Duration {
    var delay = retryDelay
    for _ in 1..<max(1, min(attempt, 30)) where delay < longestDelay { delay = delay * 2 }
    delay = min(delay, longestDelay) * Double.random(in: 0.5...1)
    return max(delay, asked ?? .zero)
  }
}
