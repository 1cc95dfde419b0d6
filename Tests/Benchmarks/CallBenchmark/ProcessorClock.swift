import Foundation

/// Processor time of this thread, which other programs on the machine do not use up.
enum ProcessorClock {
  static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// Repeats work until a time has passed.
  ///
  /// - Parameters:
  ///   - seconds: The time.
  ///   - work: What to measure; it gives the same result each time.
  /// - Returns: The nanoseconds of one, and the result.
  /// - Throws: What the work throws.
  static func measure(
    seconds: Double, _ work: () throws -> Int
  ) throws -> (nanoseconds: Double, result: Int) {
    let result = try work()
    var count = 0
    var elapsed = 0.0
    var batch = 1
    let start = self.seconds()
    while elapsed < seconds {
      for _ in 0..<batch {
        guard try work() == result else { throw BenchmarkError("the result changed") }
      }
      count += batch
      batch *= 2
      elapsed = self.seconds() - start
    }
    return (elapsed * 1e9 / Double(count), result)
  }
}
