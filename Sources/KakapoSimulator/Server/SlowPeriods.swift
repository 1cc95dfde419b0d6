/// When calls are slow: the last few of every so many.
public struct SlowPeriods: Sendable, Hashable {
  /// How many calls are slow in a row.
  public let length: Int
  /// How many calls there are from the end of one slow period to the end of the next.
  public let cycle: Int
  /// How long a slow call waits; where another latency is for it, too, the longer one counts.
  public let latency: Duration

  /// Periods that come again and again.
  ///
  /// - Parameters:
  ///   - length: How many calls are slow in a row; below 1, none is.
  ///   - cycle: Of how many calls these are the last; not above `length`, all calls are slow.
  ///   - latency: How long a slow call waits.
  public init(of length: Int, inEvery cycle: Int, latency: Duration) {
    self.length = length
    self.cycle = max(1, cycle)
    self.latency = latency
  }

  func includes(_ call: Int) -> Bool { call % cycle >= cycle - length }
}
