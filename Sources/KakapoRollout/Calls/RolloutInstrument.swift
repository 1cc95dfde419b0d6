public import KakapoProvision

/// A hook around every call of a run, from which metrics and traces can be fed.
///
/// It runs in the task that makes the call, so a span that it opens is current while the request is on its
/// way:
///
/// ```swift
/// struct Tracing: RolloutInstrument {
///   func measured<Value: Sendable>(
///     _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
///   ) async throws(ProvisionError) -> Value {
///     let start = ContinuousClock.now
///     defer { record(call.method, ContinuousClock.now - start) }
///     return try await body()
///   }
/// }
/// ```
public protocol RolloutInstrument: Sendable {
  /// Makes a call; the time it takes counts as the call's.
  ///
  /// - Parameters:
  ///   - call: Which call it is.
  ///   - body: Makes it; has to be called once.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value
}
