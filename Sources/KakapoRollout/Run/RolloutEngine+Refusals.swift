import KakapoProvision
import Logging

/// What the engine does with a refused step.
extension RolloutEngine {
  func refuse(_ job: Job, _ failure: RowFailure) {
    let row = job.place.row
    let failure = failure.afterDeletion(of: job.planned, states[row])
    states[row].undo(job.place.step)
    journal?.append(.refused(job.place, failure))
    options.logger?.warning(
      "row refused",
      metadata: [
        "row": "\(job.planned.row.number)", "user": "\(job.planned.row.broadworksUserId)",
        "reason": "\(failure.reason)",
      ])
    failures.note(failure, ofRow: row)
    states[row].isRefused = true
    endRow(of: job)
  }

  /// Postpones a refused assignment until after the deletions, if they give back a licence of its kind.
  ///
  /// The pool may be full; the portal's answer in that case is not documented. Only as many assignments are
  /// postponed as licences come back. Every further refusal counts before anything is deleted.
  func postpones(_ job: Job, _ failure: RowFailure) -> Bool {
    let row = job.place.row
    guard failure.code == ProvisionError.Code.rejected.description, !states[row].isRefused,
      !job.planned.isRecreated, let pooled = job.planned.pooled(job.planned.steps[job.place.step]),
      let left = givenBack[pooled],
      left > 0
    else { return false }
    givenBack[pooled] = left - 1
    postponed.append(job.place)
    let retry = RolloutRetry(
      row: job.planned.row.number, broadworksUserId: job.planned.row.broadworksUserId, call: failure.step,
      attempt: 1, reason: failure.reason + " It is tried again after the deletions.")
    retries.append(retry)
    progress.retried += 1
    journal?.append(.retried(retry))
    undo(job)
    return true
  }

  /// Records that the answer to a step closed the login latch.
  ///
  /// The row may be the reason, and then each further attempt would close the latch again. The second time, the row
  /// is refused.
  func noteLatched(_ job: Job, _ error: ProvisionError, isDoubtful: Bool) {
    // Calls in flight beside the failed one are refused, too.
    if case .stopped(let known)? = ending, known.code == .loginFailed { return }
    guard latchedRows.contains(job.place.row) else {
      journal?.append(.latched(job.place))
      return
    }
    let failure = RowFailure(job.planned.steps[job.place.step], error, isDoubtful: isDoubtful)
    refuse(
      job,
      RowFailure(
        step: failure.step, code: failure.code,
        reason:
          "The answer to this row closed the login latch for the second time, so the row is left out. "
          + failure.reason))
  }

  /// Asks whether to continue when too many rows in succession were refused for one reason, or a user was deleted
  /// and not set up again.
  func holdAtEqualRefusals() async {
    let isLimit = options.maximumEqualRefusals.map { equalRefusals?.rows.count ?? 0 >= $0 } ?? false
    guard decision == nil, !isEnding, progress.left > 0,
      let group = lostUser ?? (isLimit ? equalRefusals : nil)
    else { return }
    let decision = Task { [options] in await options.continuesAfter?(group) ?? false }
    self.decision = decision
    let continues = await decision.value
    self.decision = nil
    equalRefusals = nil
    lostUser = nil
    if !continues { await stop(.equalRefusals(group)) }
  }
}

extension PlannedRow {
  /// Whether a refused row's user was deleted to be moved, or may have been, and is not as it was.
  func hasLostUser(_ state: RowState, _ failure: RowFailure) -> Bool {
    isRecreated && (state.isDone(0) || failure.mayHaveApplied)
  }
}

extension RowFailure {
  /// The same failure, with what it means for a user that was deleted to be moved.
  fileprivate func afterDeletion(of planned: PlannedRow, _ state: RowState) -> RowFailure {
    guard planned.hasLostUser(state, self) else { return self }
    let isSetUp = planned.steps.firstIndex(of: .addUser).map(state.isDone) ?? false
    return RowFailure(
      step: step, code: code,
      reason: reason + (state.isDone(0) ? " The user was deleted to be moved" : " The user may be deleted")
        + (isSetUp ? ", and set up again." : ", and is not set up again."))
  }
}
