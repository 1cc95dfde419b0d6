import KakapoProvision

/// Makes single calls at a run's pace.
struct PacedCaller: Sendable {
  /// What came of a call, and when.
  struct Ended<Value: Sendable>: Sendable {
    let result: Result<Value, ProvisionError>
    let began: ContinuousClock.Instant
    let duration: Duration
  }

  let client: ProvisionClient
  let pacer: Pacer
  let instrument: (any RolloutInstrument)?

  /// Makes one call when its turn has come.
  ///
  /// - Parameters:
  ///   - call: The call, for observers.
  ///   - body: Makes it.
  /// - Returns: What came of it; `nil` when it was not begun because the run is to end.
  func perform<Value: Sendable>(
    _ call: RolloutCall, _ body: @escaping @Sendable (ProvisionClient) async throws(ProvisionError) -> Value
  ) async -> Ended<Value>? {
    guard await pacer.acquire() else { return nil }
    let began = ContinuousClock.now
    let result: Result<Value, ProvisionError>
    var failure: ProvisionError?
    do throws(ProvisionError) {
      if let instrument {
        result = .success(
          try await instrument.measured(call) { () async throws(ProvisionError) in try await body(client) })
      } else {
        result = .success(try await body(client))
      }
    } catch {
      result = .failure(error)
      failure = error
    }
    let duration = ContinuousClock.now - began
    // Before the next call takes the place of this one.
    if failure?.verdict == .stops { await pacer.stop() }
    await pacer.release(
      failure?.sign(after: duration) ?? .answered(duration),
      isAnswer: failure == nil || failure?.verdict == .refused, askedFor: failure?.retryAfter)
    return Ended(result: result, began: began, duration: duration)
  }

  /// Asks what a user holds.
  ///
  /// - Parameters:
  ///   - row: The user's row.
  ///   - call: The call, for observers.
  /// - Returns: What the portal said; `nil` when it was not asked because the run is to end.
  func read(_ row: UserRow, _ call: RolloutCall) async -> Ended<PlannedRow.Reading>? {
    await perform(call) { client throws(ProvisionError) -> PlannedRow.Reading in
      do throws(ProvisionError) {
        let answer = try await client.getUserLicenses(
          serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId)
        // A list of unknown shape must not be taken for an empty one.
        guard !answer.licenses.isEmpty || !answer.mayHoldMore else { throw answer.unreadable }
        return .holding(Set(answer.licenses.map(\.pair)).sorted())
      } catch {
        if error.saysMissing(row) { return .absent }
        throw error
      }
    }
  }
}
