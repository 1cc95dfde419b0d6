import KakapoProvision

/// Carries out one step: intent, call, repeats, and a look at the portal where an answer was lost.
struct StepRunner: Sendable {
  /// What came of a step.
  enum Outcome: Sendable {
    /// It was carried out.
    case done
    /// It was refused, or it cannot be found out what came of it.
    case refused(RowFailure)
    /// It was not carried out, and the run is to end.
    case undone
    /// It may have been carried out, and the run is to end.
    case doubtful
    /// It failed, and everything else would.
    case stopped(RolloutSummary.Ending, isDoubtful: Bool)
  }

  /// What a look at the portal says of a step.
  private enum Sight {
    case applied, notApplied, unknown
    case ended(Outcome)
  }

  let caller: PacedCaller
  let pace: Pace
  let journal: Journal?
  let engine: RolloutEngine

  /// Carries out a step.
  ///
  /// - Parameters:
  ///   - place: Where it stands.
  ///   - planned: Its row.
  ///   - isDoubtful: Whether a run before may have carried it out.
  /// - Returns: What came of it.
  func run(_ place: StepPlace, of planned: PlannedRow, isDoubtful: Bool) async -> Outcome {
    let step = planned.steps[place.step]
    if let journal, !isDoubtful {
      do {
        try await journal.intend(place)
      } catch {
        return .stopped(
          .journalFailed((error as? RolloutError) ?? .unusable(journal.path, error)), isDoubtful: false)
      }
    }
    var lastTry = ContinuousClock.now
    var isDoubtful = isDoubtful
    var attempt = 1
    var last: ProvisionError?
    while true {
      if isDoubtful {
        switch await look(for: step, of: planned.row) {
        case .applied: return .done
        case .notApplied: isDoubtful = false
        case .ended(let outcome): return outcome
        case .unknown where step.isDeletion:
          return .refused(RowFailure(step, last, code: Delivery.mayHaveApplied.rawValue))
        case .unknown: break
        }
      }
      if let last, last.verdict == .refused { return .refused(RowFailure(step, last)) }
      if let last, attempt > pace.maximumAttempts {
        return await exhausted(step, last, since: lastTry, isDoubtful: isDoubtful)
      }
      if last != nil { lastTry = .now }
      let call = RolloutCall(planned.row, .step(step), attempt)
      guard
        let ended = await caller.perform(
          call,
          { client throws(ProvisionError) in
            try await client.carryOut(step, for: planned.row)
          })
      else { return isDoubtful ? .doubtful : .undone }
      guard case .failure(let error) = ended.result else {
        await engine.note(ended, call, .succeeded)
        return .done
      }
      isDoubtful = isDoubtful || error.delivery == .mayHaveApplied
      last = error
      switch error.verdict {
      case .stops, .cancelled, .refused:
        await engine.note(ended, call, .failed(error))
        if error.verdict == .stops { return .stopped(.stopped(error), isDoubtful: isDoubtful) }
        if error.verdict == .cancelled { return .stopped(.interrupted, isDoubtful: isDoubtful) }
        // An exception may have come after the change; whether it did can be seen for all but a user's setup.
        guard isDoubtful, step != .addUser else { return .refused(RowFailure(step, error)) }
      case .lost:
        await engine.note(ended, call, .retried(error))
        guard await pacer.pause(for: pace.delay(afterAttempt: attempt, askedFor: error.retryAfter)) else {
          return isDoubtful ? .doubtful : .undone
        }
        attempt += 1
      }
    }
  }

  private var pacer: Pacer { caller.pacer }

  /// A call that failed on its way as often as it may.
  ///
  /// When nothing else got through since the last try the portal is gone, and every row would end like this
  /// one.
  private func exhausted(
    _ step: RolloutStep, _ error: ProvisionError, since lastTry: ContinuousClock.Instant, isDoubtful: Bool
  ) async -> Outcome {
    guard await hasAnswered(since: lastTry) else {
      return .stopped(.stopped(error), isDoubtful: isDoubtful)
    }
    return .refused(RowFailure(step, error, code: isDoubtful ? Delivery.mayHaveApplied.rawValue : nil))
  }

  private func hasAnswered(since instant: ContinuousClock.Instant) async -> Bool {
    guard let answer = await pacer.lastAnswer else { return false }
    return answer > instant
  }

  /// Looks in the portal what came of a step whose answer was lost.
  ///
  /// The setup of a user is not looked for: that a user is there does not say that it stands in the row's
  /// group, and to set it up again is documented to be safe and says so.
  private func look(for step: RolloutStep, of row: UserRow) async -> Sight {
    guard step != .addUser else { return .unknown }
    let attempts = max(1, pace.maximumAttempts)
    for attempt in 1...attempts {
      let began = ContinuousClock.now
      let call = RolloutCall(row, .readBack(step), attempt)
      guard let ended = await caller.read(row, call) else { return .ended(.doubtful) }
      switch ended.result {
      case .success(let reading):
        await engine.note(ended, call, .succeeded)
        return sight(of: step, in: reading)
      case .failure(let error):
        switch error.verdict {
        case .refused:
          await engine.note(ended, call, .failed(error))
          return .unknown
        case .stops:
          await engine.note(ended, call, .failed(error))
          return .ended(.stopped(.stopped(error), isDoubtful: true))
        case .cancelled:
          await engine.note(ended, call, .failed(error))
          return .ended(.stopped(.interrupted, isDoubtful: true))
        case .lost:
          await engine.note(ended, call, .retried(error))
          guard await pacer.pause(for: pace.delay(afterAttempt: attempt, askedFor: error.retryAfter)) else {
            return .ended(.doubtful)
          }
          if attempt == attempts, await !hasAnswered(since: began) {
            return .ended(.stopped(.stopped(error), isDoubtful: true))
          }
        }
      }
    }
    return .unknown
  }

  private func sight(of step: RolloutStep, in reading: PlannedRow.Reading) -> Sight {
    let held: [LicensePair] = if case .holding(let pairs) = reading { pairs } else { [] }
    return switch step {
    case .addUser: .unknown
    case .addLicense(let license): held.contains(license.pair) ? .applied : .notApplied
    case .removeLicense(let license): held.contains(license.pair) ? .notApplied : .applied
    case .deleteUser: reading == .absent ? .applied : .notApplied
    }
  }
}

extension RolloutCall {
  init(_ row: UserRow, _ purpose: Purpose, _ attempt: Int) {
    self.init(row: row.number, broadworksUserId: row.broadworksUserId, purpose: purpose, attempt: attempt)
  }
}

extension RowFailure {
  /// A failure that a call's error tells.
  init(_ step: RolloutStep, _ error: ProvisionError?, code: String? = nil) {
    self.init(
      step: step.description, code: code ?? error?.code.description ?? Delivery.mayHaveApplied.rawValue,
      reason: error?.description
        ?? "A run before may have carried this out, and the portal does not say whether it did. Look in the portal."
    )
  }
}

extension ProvisionClient {
  /// Makes the call of a step.
  fileprivate func carryOut(_ step: RolloutStep, for row: UserRow) async throws(ProvisionError) {
    switch step {
    case .addUser:
      try await addUserWithHierarchy(
        serverHostName: row.serverHostName, resellerId: row.resellerId, resellerName: row.resellerName,
        groupId: row.groupId, groupName: row.groupName, broadworksUserId: row.broadworksUserId,
        userName: row.userName)
    case .addLicense(let license):
      try await addUserLicense(
        serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId, license: license)
    case .removeLicense(let license):
      try await deleteUserLicense(
        serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId, license: license)
    case .deleteUser:
      try await deleteUser(serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId)
    }
  }
}
