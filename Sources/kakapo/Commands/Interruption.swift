/// Turns Control-C into cancellation, so that a call that was begun ends with a word on what may have come
/// of it.
enum Interruption {
  /// Runs something that SIGINT, SIGTERM and SIGHUP cancel.
  ///
  /// - Parameter body: What to run.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  static func cancelling<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await body() }
    let signals = StopSignals { task.cancel() }
    defer { signals.cancel() }
    return try await task.value
  }
}
