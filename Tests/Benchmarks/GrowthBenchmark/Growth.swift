import Foundation

/// The same work for more and more items.
enum Growth {
  /// How many items: three numbers for every power of ten.
  static let counts = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
  ]

  /// Measures work that is made anew for each number of items.
  ///
  /// - Parameter prepare: Makes the work for a number of items.
  /// - Throws: What the work throws.
  static func print(_ prepare: (Int) throws -> () async throws -> Void) async throws {
    for count in counts {
      let work = try prepare(count)
      try await work()
      // The best of some: whatever else the machine does can only add to it.
      var best = Double.infinity
      for _ in 0..<max(3, min(50, 100_000 / count)) {
        let start = processorSeconds()
        try await work()
        best = min(best, processorSeconds() - start)
      }
      Swift.print(count, best)
    }
  }

  /// Processor time of the whole process.
  static func processorSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
