import KakapoProvision

/// Makes single calls at a run's pace.
struct PacedCaller: Sendable {
  /// What came of a call, and when.
  struct Ended<Value: Sendable>: Sendable {
    let result: Result<Value, ProvisionError>
    let began: ContinuousClock.Instant
    let duration: Duration
  }

  /// How the reading of a user ended.
  enum ReadingEnd: Sendable {
    case read(PlannedRow.Reading)
    /// It was refused, or was lost on its way as often as it may be; the last try began then.
    case failed(ProvisionError, since: ContinuousClock.Instant)
    /// It was given up because the run is to end.
    case givenUp
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
    guard let turn = await pacer.acquire(call.method) else { return nil }
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
      turn, failure?.sign(after: duration) ?? .answered(duration),
      isAnswer: failure == nil || failure?.verdict == .refused, askedFor: failure?.retryAfter)
    return Ended(result: result, began: began, duration: duration)
  }

  /// Whether a call that was lost in this try may be tried again.
  func mayRepeat(after attempt: Int) async -> Bool { await attempt < pacer.maximumAttempts }

  /// Asks what a user holds, again and again while answers are lost on the way.
  ///
  /// - Parameters:
  ///   - row: The user's row.
  ///   - purpose: What for.
  ///   - pause: Waits before a repeat, after the try with this number; `false` when nothing is to be repeated.
  ///   - note: Takes in every call that ended.
  /// - Returns: What the portal said, or why that is not known.
  func read(
    _ row: UserRow, for purpose: RolloutCall.Purpose, pause: (Int) async -> Bool,
    note: (Ended<PlannedRow.Reading>, RolloutCall, RolloutCallResult.Outcome) async -> Void = { _, _, _ in }
  ) async -> ReadingEnd {
    var attempt = 1
    while true {
      let call = RolloutCall(row, purpose, attempt)
      guard let ended = await readOnce(row, call) else { return .givenUp }
      switch ended.result {
      case .success(let reading):
        await note(ended, call, .succeeded)
        return .read(reading)
      case .failure(let error):
        guard error.verdict == .lost, await mayRepeat(after: attempt) else {
          await note(ended, call, .failed(error))
          return .failed(error, since: ended.began)
        }
        await note(ended, call, .retried(error))
        guard await pause(attempt) else { return .givenUp }
        attempt += 1
      }
    }
  }

  private func readOnce(_ row: UserRow, _ call: RolloutCall) async -> Ended<PlannedRow.Reading>? {
    await perform(call) { client throws(ProvisionError) -> PlannedRow.Reading in
      do throws(ProvisionError) {
        let answer = try await client.getUserLicenses(
          serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId)
        return PlannedRow.Reading(answer)
      } catch {
        if error.saysMissing(row) { return .absent }
        throw error
      }
    }
  }
}

extension RolloutCall {
  init(_ row: UserRow, _ purpose: Purpose, _ attempt: Int) {
    self.init(row: row.number, broadworksUserId: row.broadworksUserId, purpose: purpose, attempt: attempt)
  }
}
