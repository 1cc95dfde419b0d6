import KakapoProvision

/// Carries out one step: intent, call, repeats, and a read-back of a lost answer.
struct StepRunner: Sendable {
  /// The outcome of a step.
  enum Outcome: Sendable {
    /// It was carried out.
    case done
    /// It was refused, or its outcome cannot be found out.
    case refused(RowFailure)
    /// The look-up showed that it was not carried out, and it isn't tried again.
    case notApplied
    /// It was not carried out, and the run ends.
    case undone
    /// It may have been carried out, and the run ends.
    case doubtful
    /// It failed, and every other step would fail, too.
    case stopped(RolloutSummary.Ending, isDoubtful: Bool)
  }

  /// What the portal shows about a step.
  private enum Sight {
    case applied, notApplied
    /// The user exists, but the portal does not show who set it up.
    case unclear
    case unknown(ProvisionError)
    case ended(Outcome)
  }

  let caller: PacedCaller
  let journal: Journal?
  let engine: RolloutEngine

  /// Carries out a step.
  ///
  /// - Parameter job: The step.
  /// - Returns: The outcome.
  func run(_ job: RolloutEngine.Job) async -> Outcome {
    let planned = job.planned
    let step = planned.steps[job.place.step]
    if job.isOnlyLookedUp { return await lookUp(step, of: planned) }
    if let journal, !job.isDoubtful {
      do {
        try await journal.intend(job.place)
      } catch {
        return .stopped(
          .journalFailed(.unusable(journal.path, error)), isDoubtful: false)
      }
    }
    var isDoubtful = job.isDoubtful
    // The plan, which may be old, named the licences that the user loses with its deletion.
    var mustLook = step.isLookedFor && isDoubtful || step == .deleteUser
    var attempt = 1
    var last: ProvisionError?
    while true {
      if mustLook {
        switch await look(for: step, of: planned, isDoubtful: isDoubtful) {
        case .applied: return .done
        case .notApplied: isDoubtful = false
        case .ended(let outcome): return outcome
        case .unknown(let error) where step.isDeletion:
          return .refused(RowFailure(step, last ?? error, isDoubtful: isDoubtful))
        case .unclear, .unknown: break
        }
        mustLook = false
      }
      if let last, last.verdict == .refused {
        return .refused(RowFailure(step, last, isDoubtful: isDoubtful))
      }
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
      case .stops, .cancelled:
        await engine.note(ended, call, .failed(error))
        return .stopped(error.verdict == .stops ? .stopped(error) : .interrupted, isDoubtful: isDoubtful)
      case .refused:
        await engine.note(ended, call, .failed(error))
        if step == .deleteUser, error.saysMissing(planned.row) { return .done }
        // The exception may have followed the change, or an earlier attempt made it.
        guard isDoubtful else { return .refused(RowFailure(step, error)) }
      case .lost where await !caller.mayRepeat(after: attempt):
        await engine.note(ended, call, .failed(error))
        return await exhausted(step, of: planned, error, isDoubtful: isDoubtful)
      case .lost:
        await engine.note(ended, call, .retried(error))
        guard await pause(after: attempt) else { return isDoubtful ? .doubtful : .undone }
        attempt += 1
      }
      mustLook = isDoubtful && (step.isLookedFor || error.verdict == .refused) || step == .deleteUser
    }
  }

  /// Finds out the outcome of a step whose row has been refused.
  private func lookUp(_ step: RolloutStep, of planned: PlannedRow) async -> Outcome {
    switch await look(for: step, of: planned, isDoubtful: true) {
    case .applied: .done
    case .notApplied: .notApplied
    case .unclear:
      .refused(
        RowFailure(
          step: step.description, code: Delivery.mayHaveApplied.rawValue,
          reason: "The answer was lost. The user exists, but the portal does not show who set it up."))
    case .unknown(let error): .refused(RowFailure(step, error, isDoubtful: true))
    case .ended(let outcome): outcome
    }
  }

  /// Waits before a repeat; `false` when the run ends.
  private func pause(after attempt: Int) async -> Bool {
    await engine.whileAway { await caller.pacer.pause(afterAttempt: attempt) }
  }

  /// Whether the portal has answered no call since a failed call began.
  ///
  /// Then the portal is gone, and every row would end like this one.
  private func isPortalGone(since began: ContinuousClock.Instant) async -> Bool {
    guard let answer = await caller.pacer.lastAnswer else { return true }
    return answer <= began
  }

  /// The outcome of a step whose calls were lost in every permitted attempt.
  ///
  /// If the portal answers a read, the problem is in the row, unless many rows in succession have it. Otherwise the
  /// run ends.
  private func exhausted(
    _ step: RolloutStep, of planned: PlannedRow, _ error: ProvisionError, isDoubtful: Bool
  ) async -> Outcome {
    let isDoubtfulStill: Bool
    switch await look(for: step, of: planned, isDoubtful: isDoubtful) {
    case .applied: return .done
    case .notApplied: isDoubtfulStill = false
    case .unclear, .unknown: isDoubtfulStill = isDoubtful
    case .ended(let outcome): return outcome
    }
    if await engine.isTroubleOfAll() { return .stopped(.stopped(error), isDoubtful: isDoubtfulStill) }
    return .refused(RowFailure(step, error, isDoubtful: isDoubtfulStill))
  }

  /// Looks up the outcome of a step whose answer was lost, or whether a user still is as planned.
  private func look(for step: RolloutStep, of planned: PlannedRow, isDoubtful: Bool) async -> Sight {
    switch await caller.read(planned.row, for: .readBack(step), pause: pause, note: engine.note) {
    case .read(.uncertain(_, let reason)): return .unknown(.uncertainList(reason))
    case .read(let reading): return sight(of: step, in: reading, planned.reading)
    case .givenUp: return .ended(isDoubtful ? .doubtful : .undone)
    case .failed(let error, let began):
      switch error.verdict {
      case .refused: return .unknown(error)
      case .cancelled: return .ended(.stopped(.interrupted, isDoubtful: isDoubtful))
      case .lost where await !isPortalGone(since: began): return .unknown(error)
      case .lost, .stops: return .ended(.stopped(.stopped(error), isDoubtful: isDoubtful))
      }
    }
  }

  private func sight(
    of step: RolloutStep, in reading: PlannedRow.Reading, _ planned: PlannedRow.Reading?
  ) -> Sight {
    switch step {
    case .addUser: return reading == .absent ? .notApplied : .unclear
    case .addLicense(let license): return reading.pairs.contains(license.pair) ? .applied : .notApplied
    case .removeLicense(let license): return reading.pairs.contains(license.pair) ? .notApplied : .applied
    case .deleteUser:
      if reading == .absent { return .applied }
      guard let planned, reading != planned else { return .notApplied }
      return .ended(
        .refused(
          RowFailure(
            step: step.description, code: "changed",
            reason:
              "The user has changed since the plan was made: it held \(planned.words) and now holds "
              + "\(reading.words). It was not deleted. Make a new plan.")))
    }
  }
}

extension RolloutStep {
  /// Whether the portal is read before the step is tried again.
  ///
  /// The setup of a user needs no read: the user's existence does not show that it is in the row's group. The
  /// documentation says that the setup is safe to repeat.
  fileprivate var isLookedFor: Bool { self != .addUser }
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

extension RowFailure {
  /// Makes the failure of a call's error.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - error: The error.
  ///   - isDoubtful: Whether the step may have been carried out nevertheless.
  init(_ step: RolloutStep, _ error: ProvisionError, isDoubtful: Bool = false) {
    let mayHaveApplied = error.delivery == .mayHaveApplied
    // The end of the run reports the remedies that concern all rows.
    let error = error.worded { remedy in
      [.openLatch, .giveContract, .skipContractCheck].contains(remedy.action) ? "" : nil
    }
    self.init(
      step: step.description,
      code: isDoubtful ? Delivery.mayHaveApplied.rawValue : error.code.description,
      reason: isDoubtful == mayHaveApplied
        ? error.description
        : error.description(
          outcome: isDoubtful
            ? "An earlier attempt may have been carried out."
            : "The portal shows that it was not carried out."))
  }

  /// Whether the outcome of the step could not be found out.
  package var mayHaveApplied: Bool { code == Delivery.mayHaveApplied.rawValue }
}
