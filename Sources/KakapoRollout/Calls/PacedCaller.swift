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
}

extension RolloutCall {
  init(_ row: UserRow, _ purpose: Purpose, _ attempt: Int) {
    self.init(row: row.number, broadworksUserId: row.broadworksUserId, purpose: purpose, attempt: attempt)
  }
}

/// What a failed call means for a run.
enum CallVerdict: Sendable {
  /// Every further call would fail the same way: the account, the access, the contract.
  case stops
  /// It was given up because the run is to end.
  case cancelled
  /// It failed on its way; it may be tried again, if a repeat is safe or nothing was sent.
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
    // A refusal of the WSDL is one of the calls, too.
    case .contractUnavailable: [401, 403, 404, 407].contains(httpStatus) ? .stops : .lost
    case .cancelled: .cancelled
    case .fault: [.actionNotRecognized, .versionMismatch].contains(fault?.kind) ? .stops : .refused
    case .rejected, .invalidParameter: .refused
    default:
      switch delivery {
      case .answered: .refused
      // A request that could not be read, or is too large, is its row's own trouble; a redirect is everybody's.
      case .refused where !isTurnedAway: [400, 413].contains(httpStatus) ? .refused : .stops
      default: .lost
      }
    }
  }

  /// Whether a server or proxy said that it has no time for the call: it was not carried out, or is not
  /// known to have been.
  var isTurnedAway: Bool { [429, 502, 503, 504].contains(httpStatus) }

  /// What the call shows of the portal's load, after this time.
  func sign(after duration: Duration) -> ConcurrencyGovernor.Sign {
    if isTurnedAway { return .turnedAway }
    // A deadline that passed is the slowest of answers.
    return code == .timedOut || httpStatus != nil ? .answered(duration) : .lost
  }
}
