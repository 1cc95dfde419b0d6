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
