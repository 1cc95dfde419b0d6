/// Calls over a connection, a number of them in flight at all times.
enum Rate {
  /// Makes calls and measures how many there are in a second.
  ///
  /// The first call of each worker opens its connection and is not counted.
  ///
  /// - Parameters:
  ///   - workers: How many calls are in flight.
  ///   - calls: How many are made in all.
  ///   - call: Makes one.
  /// - Returns: The calls in a second.
  /// - Throws: What a call throws.
  static func measure(
    workers: Int, calls: Int, _ call: @escaping @Sendable () async throws -> Void
  ) async throws -> Double {
    try await repeated(workers: workers, calls: workers, call)
    let start = ContinuousClock.now
    try await repeated(workers: workers, calls: calls, call)
    let elapsed = ContinuousClock.now - start
    return Double(calls / workers * workers) / (elapsed / .seconds(1))
  }

  /// Makes two kinds of calls one at a time, in blocks that take turns, so that what else the machine does falls on
  /// both.
  ///
  /// - Returns: The seconds of one of the first kind and of one of the second, each the median of all.
  /// - Throws: What a call throws.
  static func inTurn(
    blocks: Int, _ first: () async throws -> Void, _ second: () async throws -> Void
  ) async throws -> (Double, Double) {
    var times: (first: [Double], second: [Double]) = ([], [])
    for _ in 0..<blocks {
      try await addTimes(of: first, to: &times.first)
      try await addTimes(of: second, to: &times.second)
    }
    return (median(times.first), median(times.second))
  }

  private static func addTimes(of call: () async throws -> Void, to times: inout [Double]) async throws {
    // The first call of a block opens or warms its connection.
    try await call()
    for _ in 0..<20 {
      let start = ContinuousClock.now
      try await call()
      times.append((ContinuousClock.now - start) / .seconds(1))
    }
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  /// Makes calls, a number of them at a time.
  static func repeated(
    workers: Int, calls: Int, _ call: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup { group in
      for _ in 0..<workers {
        group.addTask {
          for _ in 0..<(calls / workers) { try await call() }
        }
      }
      try await group.waitForAll()
    }
  }
}
