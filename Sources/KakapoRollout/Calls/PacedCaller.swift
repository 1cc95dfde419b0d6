import KakapoProvision

/// Makes single calls at a run's pace.
struct PacedCaller: Sendable {
  /// The result of a call, and its time.
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
  ///   - body: Makes the call.
  /// - Returns: The result; `nil` when the call did not begin because the run ends.
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
    // Stops the pacer before the next call can begin.
    if failure?.verdict == .stops { await pacer.stop() }
    await pacer.release(
      turn, failure?.sign(after: duration) ?? .answered(duration),
      isAnswer: failure == nil || failure?.verdict == .refused, askedFor: failure?.retryAfter)
    return Ended(result: result, began: began, duration: duration)
  }

  /// Whether a call that was lost in this attempt may be tried again.
  func mayRepeat(after attempt: Int) async -> Bool { await attempt < pacer.maximumAttempts }
}

extension RolloutCall {
  init(_ row: UserRow, _ purpose: Purpose, _ attempt: Int) {
    self.init(row: row.number, broadworksUserId: row.broadworksUserId, purpose: purpose, attempt: attempt)
  }
}

/// The meaning of a failed call for a run.
enum CallVerdict: Sendable {
  /// Every further call would fail the same way: the account, the access, the contract.
  case stops
  /// The caller gave it up because the run ends.
  case cancelled
  /// It failed on the way. It may be tried again if a repeat is safe or nothing was sent.
  case lost
  /// The server answered, and would answer the same again.
  case refused
}

extension ProvisionError {
  var verdict: CallVerdict {
    switch code {
    case .loginFailed, .loginLatched, .latchUnavailable, .accessRefused, .contractMismatch,
      .invalidConfiguration, .closed:
      .stops
    case .contractUnavailable where underlyingError is UnusableContractFile: .stops
    // A server that refuses the WSDL also refuses the calls.
    case .contractUnavailable: [401, 403, 404, 407].contains(httpStatus) ? .stops : .lost
    case .cancelled: .cancelled
    case .fault: [.actionNotRecognized, .versionMismatch].contains(fault?.kind) ? .stops : .refused
    case .rejected, .invalidParameter: .refused
    default:
      switch delivery {
      case .answered: .refused
      // A malformed or too large request is a problem of its row; a redirect is a problem of all rows.
      case .refused where !isTurnedAway: [400, 413].contains(httpStatus) ? .refused : .stops
      default: .lost
      }
    }
  }

  /// Whether a server or proxy has no time for the call.
  ///
  /// The call was not carried out, or its outcome is unknown.
  var isTurnedAway: Bool { [429, 502, 503, 504].contains(httpStatus) }

  /// What the call shows about the portal's load after this time.
  func sign(after duration: Duration) -> ConcurrencyGovernor.Sign {
    if isTurnedAway { return .turnedAway }
    // A passed deadline counts as the slowest answer.
    return code == .timedOut || httpStatus != nil ? .answered(duration) : .lost
  }
}
