import KakapoProvision

/// Carries out one step: intent, call, repeats, and a look at the portal where an answer was lost.
struct StepRunner: Sendable {
  /// What came of a step.
  enum Outcome: Sendable {
    /// It was carried out.
    case done
    /// It was refused, or it cannot be found out what came of it.
    case refused(RowFailure)
    /// It was looked up and not carried out, and is not tried again.
    case notApplied
    /// It was not carried out, and the run is to end.
    case undone
    /// It may have been carried out, and the run is to end.
    case doubtful
    /// It failed, and everything else would.
    case stopped(RolloutSummary.Ending, isDoubtful: Bool)
  }

  /// What a look at the portal says of a step.
  private enum Sight {
    case applied, notApplied
    /// The user is there; who set it up is not shown.
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
  /// - Returns: What came of it.
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
    // What goes along with a user was named when the plan was made, which may be long ago.
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
        // An exception may have come after the change, or a try before made it.
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

  /// Finds out what came of a step whose row was refused meanwhile.
  private func lookUp(_ step: RolloutStep, of planned: PlannedRow) async -> Outcome {
    switch await look(for: step, of: planned, isDoubtful: true) {
    case .applied: .done
    case .notApplied: .notApplied
    case .unclear:
      .refused(
        RowFailure(
          step: step.description, code: Delivery.mayHaveApplied.rawValue,
          reason: "The answer was lost. The user is there, but the portal does not show who set it up."))
    case .unknown(let error): .refused(RowFailure(step, error, isDoubtful: true))
    case .ended(let outcome): outcome
    }
  }

  /// Waits before a repeat; `false` when the run is to end.
  private func pause(after attempt: Int) async -> Bool {
    await engine.whileAway { await caller.pacer.pause(afterAttempt: attempt) }
  }

  /// Whether the portal has answered nobody since a call began that failed.
  ///
  /// Then the portal is gone, and every row would end like this one.
  private func isPortalGone(since began: ContinuousClock.Instant) async -> Bool {
    guard let answer = await caller.pacer.lastAnswer else { return true }
    return answer <= began
  }

  /// What becomes of a step whose call failed on its way as often as it may.
  ///
  /// A portal that answers a look is there, and the trouble is the row's own, unless many rows in a row have it;
  /// otherwise the run ends.
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

  /// Looks in the portal what came of a step whose answer was lost, or whether it still is what was planned.
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
              "The user has changed since the plan was made: it held \(planned.words) then and holds \(reading.words) "
              + "now. It was not deleted. Make a new plan.")))
    }
  }
}

extension RolloutStep {
  /// Whether it is looked for before it is tried again.
  ///
  /// The setup of a user is not: that a user is there does not say that it is in the row's group. To set it up
  /// again is documented to be safe and says so.
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
  /// A failure that a call's error tells.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - error: The error.
  ///   - isDoubtful: Whether the step may have been carried out all the same.
  init(_ step: RolloutStep, _ error: ProvisionError, isDoubtful: Bool = false) {
    let mayHaveApplied = error.delivery == .mayHaveApplied
    // What concerns all rows is said where the run ends.
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
            ? "An earlier try may have been carried out." : "The portal shows that it was not carried out."))
  }

  /// Whether it could not be found out what came of the step.
  package var mayHaveApplied: Bool { code == Delivery.mayHaveApplied.rawValue }
}
