import KakapoProvision
import Logging

/// Chooses the next step, records the outcome of each, and decides when a run ends.
actor RolloutEngine {
  /// A step for a worker.
  struct Job: Sendable {
    let place: StepPlace
    let planned: PlannedRow
    /// Whether an earlier run may have carried it out.
    let isDoubtful: Bool
    /// Whether its row was refused, so that the step is only looked up.
    let isOnlyLookedUp: Bool
  }

  /// The phases in order: deletions follow additions, users follow licences, and postponed assignments are last.
  private enum Phase: Int, CaseIterable {
    case adding, removing, deleting, recreating

    init(_ step: RolloutStep, of planned: PlannedRow) {
      if planned.isRecreated {
        self = .recreating
      } else {
        switch step {
        case .addUser, .addLicense: self = .adding
        case .removeLicense: self = .removing
        case .deleteUser: self = .deleting
        }
      }
    }
  }

  /// Rows whose answers closed the login latch in an earlier run are last, so that no other row waits for
  /// them.
  private struct Pass {
    let phase: Phase
    let isOfLatchedRows: Bool

    static let all = [false, true].flatMap { isLast in
      Phase.allCases.map { Pass(phase: $0, isOfLatchedRows: isLast) }
    }
  }

  let rows: [PlannedRow]
  let journal: Journal?
  private let pacer: Pacer
  let options: RolloutRun.Options
  private let events: EventBuffer
  private let start: ContinuousClock.Instant
  var states: [RowState]
  var failures: [Int: RowFailure]
  var retries: [RolloutRetry]
  var progress: RolloutProgress
  private var calls = 0
  /// The number of steps given up after their last attempt since the last success.
  private var givenUpInARow = 0
  /// The last rows that were refused, if all have one cause and no other row ended in between.
  var equalRefusals: RefusalGroup?
  /// A row whose user was deleted and not set up again, since the last decision to continue.
  var lostUser: RefusalGroup?
  /// Decides whether to continue after ``equalRefusals``.
  var decision: Task<Bool, Never>?
  let latchedRows: Set<Int>
  private var passes = Pass.all[...]
  private var nextRow = 0
  private var ready: [StepPlace] = []
  /// The licences that the rest of the plan gives back and that no postponed assignment waits for.
  var givenBack: [PooledLicense: Int]
  /// Refused assignments that are tried again when these licences have been given back.
  var postponed: [StepPlace] = []
  private var inHand = 0
  /// The steps in hand that wait for their repeat.
  private var away = 0
  private var idle: [CheckedContinuation<Job?, Never>] = []
  var ending: RolloutSummary.Ending?
  /// Whether no further call may begin; the reason may be known a moment later.
  private var isHalted = false

  init(
    _ plan: RolloutPlan, journal: Journal?, pacer: Pacer, options: RolloutRun.Options, events: EventBuffer,
    start: ContinuousClock.Instant
  ) {
    rows = plan.rows
    self.journal = journal
    self.pacer = pacer
    self.options = options
    self.events = events
    self.start = start
    states = journal?.states ?? Array(repeating: RowState(), count: plan.rows.count)
    failures = journal?.failures ?? [:]
    latchedRows = journal?.latchedRows ?? []
    retries = journal?.retries ?? []
    givenBack = plan.givenBack { [states] row, step in !states[row].isDone(step) }
    var progress = RolloutProgress(total: plan.rows.count)
    for (index, row) in plan.rows.enumerated() {
      if row.isHeldUp {
        states[index].isRefused = true
        failures[index] = RowFailure(
          step: RolloutStep.deleteUser.description, code: "uncertain",
          reason: "\(row.row.broadworksUserId) \(row.note ?? ""). Check it with GetUserLicenses.")
      }
      guard states[index].hasEnded(row.steps.count) else { continue }
      if states[index].isRefused { progress.refused += 1 } else { progress.done += 1 }
      // A row without steps did not end in an earlier run.
      if !row.steps.isEmpty { progress.endedBefore += 1 }
    }
    progress.retried = retries.count
    self.progress = progress
    lostUser = failures.sorted { $0.key < $1.key }
      .first { [states] in plan.rows[$0.key].hasLostUser(states[$0.key], $0.value) }
      .map { RefusalGroup(plan.rows[$0.key].row, $0.value) }
  }

  /// Reports the progress of the earlier runs.
  func begin() async {
    options.logger?.info(
      "rollout begins", metadata: ["rows": "\(progress.total)", "ended": "\(progress.ended)"])
    if let journal, journal.droppedBytes > 0 {
      options.logger?.warning(
        "the journal's damaged end was dropped", metadata: ["bytes": "\(journal.droppedBytes)"])
    }
    events.add(.began(progress))
    await stopAtLimit()
    // An earlier run lost a user; the next one to be moved would be lost, too.
    if rows.indices.contains(where: { rows[$0].isRecreated && !states[$0].hasEnded(rows[$0].steps.count) }) {
      await holdAtEqualRefusals()
    } else {
      lostUser = nil
    }
  }

  /// The next step; waits while it depends on a step in hand, or while enough steps are in hand.
  ///
  /// - Returns: The step; `nil` when none is left. The caller must call ``finish(_:_:)`` after a step.
  func next() async -> Job? {
    if isEnding { return nil }
    if hasRoom, let job = takeNext() { return job }
    if inHand == 0, decision == nil { return nil }
    return await withCheckedContinuation { idle.append($0) }
  }

  /// Waits before the repeat of a step, and lets another step begin in its place.
  func whileAway(_ wait: @Sendable () async -> Bool) async -> Bool {
    away += 1
    handOut()
    defer { away -= 1 }
    return await wait()
  }

  /// Records the outcome of a step.
  func finish(_ job: Job, _ outcome: StepRunner.Outcome) async {
    inHand -= 1
    switch outcome {
    case .done: finishDone(job)
    case .refused(let failure): if !postpones(job, failure) { refuse(job, failure) }
    case .notApplied: undo(job)
    case .undone:
      undo(job)
      isHalted = true
    case .doubtful: isHalted = true
    case .stopped(let ending, let isDoubtful):
      if !isDoubtful { undo(job) }
      if case .stopped(let error) = ending, error.code == .loginFailed {
        noteLatched(job, error, isDoubtful: isDoubtful)
      }
      await stop(ending)
    }
    await stopAtLimit()
    await holdAtEqualRefusals()
    await events.waitForRoom()
    handOut()
  }

  private func stopAtLimit() async {
    guard let limit = options.maximumErrors?.count(of: progress.total), progress.refused > limit,
      progress.left > 0
    else { return }
    await stop(.tooManyErrors(limit: limit))
  }

  /// Records that a step was given up after its last attempt.
  ///
  /// - Returns: Whether so many were given up, without a success in between, that single rows can't be the
  ///   reason.
  func isTroubleOfAll() -> Bool {
    givenUpInARow += 1
    return givenUpInARow > 10
  }

  /// Records that a call ended.
  func note<Value>(
    _ ended: PacedCaller.Ended<Value>, _ call: RolloutCall, _ outcome: RolloutCallResult.Outcome
  ) async {
    calls += 1
    if case .succeeded = outcome, case .step = call.purpose { givenUpInARow = 0 }
    if case .retried(let error) = outcome {
      let retry = RolloutRetry(
        row: call.row, broadworksUserId: call.broadworksUserId, call: call.description, attempt: call.attempt,
        reason: error.description)
      retries.append(retry)
      progress.retried += 1
      journal?.append(.retried(retry))
    }
    events.add(
      .call(
        RolloutCallResult(call: call, start: ended.began - start, duration: ended.duration, outcome: outcome))
    )
    await events.waitForRoom()
  }

  /// Begins no further step; the first reason counts.
  func stop(_ reason: RolloutSummary.Ending) async {
    guard ending == nil else {
      // Calls that wait for a login learn of its failure before the call that failed does.
      if case .stopped(let known)? = ending, known.code == .loginLatched, case .stopped(let error) = reason,
        error.code == .loginFailed
      {
        ending = reason
      }
      return
    }
    ending = reason
    decision?.cancel()
    handOut()
    options.logger?.notice("rollout stops", metadata: ["reason": "\(reason)"])
    events.add(.stopping(reason))
    await pacer.stop()
  }

  /// Ends the journal and the run.
  ///
  /// - Returns: The summary, when all workers have ended.
  func summary() async -> RolloutSummary {
    // The stop came during the last calls, so there is nothing to resume.
    switch ending {
    case .interrupted?, .deadline?, .equalRefusals?: if progress.left == 0 { ending = nil }
    default: break
    }
    // A run with rows left was stopped, even if no reason is known.
    if ending == nil, progress.left > 0 { ending = .interrupted }
    await writeJournal { try await $0.flush() }
    let mayEnd = await options.willEnd?(result) ?? true
    if ending == nil, mayEnd, journal?.isFinished == false {
      await writeJournal { try await $0.flush(.end) }
    }
    journal?.close()
    return result
  }

  private func writeJournal(_ body: (Journal) async throws -> Void) async {
    guard let journal else { return }
    do {
      try await body(journal)
    } catch {
      ending = ending ?? .journalFailed(.unusable(journal.path, error))
    }
  }

  private var result: RolloutSummary {
    RolloutSummary(
      ending: ending ?? .finished, progress: progress, calls: calls, duration: .now - start, failures: failed,
      undecided: states.count(where: \.hasDoubt), retries: retries)
  }

  /// The rows that were refused; a row with a step in doubt is added after the step was looked up.
  private var failed: [RowResult] {
    failures.keys.sorted().compactMap { index in
      guard let failure = failures[index], states[index].hasEnded(rows[index].steps.count) else { return nil }
      return RowResult(
        index: index, row: rows[index].rowToRepeat(states[index]), outcome: .refused(failure))
    }
  }

  private func finishDone(_ job: Job) {
    let row = job.place.row
    states[row].finish(job.place.step)
    journal?.append(.done(job.place))
    let step = job.planned.steps[job.place.step]
    if step.isForUser { offer(Phase(step, of: job.planned), of: row) }
    endRow(of: job)
  }

  /// Records that a step was not carried out.
  func undo(_ job: Job) {
    states[job.place.row].undo(job.place.step)
    journal?.append(.undone(job.place))
    endRow(of: job)
  }

  /// Reports the row of a step, if no other step of the row is in hand or in doubt.
  func endRow(of job: Job) {
    let row = job.place.row
    guard states[row].hasEnded(job.planned.steps.count) else { return }
    let outcome: RowResult.Outcome
    if states[row].isRefused, let failure = failures[row] {
      outcome = .refused(failure)
      progress.refused += 1
      let group = RefusalGroup(job.planned.row, failure)
      if equalRefusals?.cause == group.cause { equalRefusals?.add(group) } else { equalRefusals = group }
      if job.planned.hasLostUser(states[row], failure) { lostUser = group }
    } else {
      outcome = .done
      progress.done += 1
      equalRefusals = nil
    }
    events.add(.row(RowResult(index: row, row: job.planned.row, outcome: outcome), progress))
  }

  var isEnding: Bool { ending != nil || isHalted }

  /// Whether another step may begin.
  ///
  /// Up to as many steps as there are calls wait with their intent on the disk, so that no call waits for the disk.
  /// Steps that wait for their repeat do not count, unless they are so many that the problem isn't theirs.
  private var hasRoom: Bool {
    let concurrency = max(1, options.pace.concurrency)
    guard decision == nil else { return false }
    return inHand - away < 2 * concurrency && away < 4 * concurrency
  }

  /// Gives steps to the waiting callers, or ends their wait when no step is left.
  private func handOut() {
    while let continuation = idle.last {
      let job = isEnding || !hasRoom ? nil : takeNext()
      // Steps in hand may make further steps possible.
      if job == nil, !isEnding, inHand > 0 || decision != nil { return }
      idle.removeLast()
      continuation.resume(returning: job)
    }
  }

  private func takeNext() -> Job? {
    while true {
      while let place = ready.popLast() {
        let state = states[place.row]
        let isDoubtful = state.isDoubtful(place.step)
        guard !state.isRefused || isDoubtful else { continue }
        let job = Job(
          place: place, planned: rows[place.row], isDoubtful: isDoubtful, isOnlyLookedUp: state.isRefused)
        states[place.row].begin(place.step)
        inHand += 1
        return job
      }
      guard let pass = passes.first else {
        guard !postponed.isEmpty else { return nil }
        ready = postponed.reversed()
        postponed = []
        givenBack = [:]
        continue
      }
      if nextRow < rows.count {
        // A user that is not set up again after its deletion must end the run before the next one is deleted.
        if pass.phase == .recreating, inHand > 0 { return nil }
        if !states[nextRow].hasEnded(rows[nextRow].steps.count),
          latchedRows.contains(nextRow) == pass.isOfLatchedRows
        {
          offer(pass.phase, of: nextRow)
        }
        nextRow += 1
      } else if inHand == 0 {
        passes.removeFirst()
        nextRow = 0
      } else {
        return nil
      }
    }
  }

  /// Makes a row's open steps of a phase available; until its user is deleted or set up, only that step.
  private func offer(_ phase: Phase, of row: Int) {
    let planned = rows[row]
    let open = planned.steps.indices.filter { index in
      !states[row].isDone(index) && Phase(planned.steps[index], of: planned) == phase
    }
    if let first = open.first, planned.steps[first].isForUser {
      ready.append(StepPlace(row: row, step: first))
    } else {
      ready += open.reversed().map { StepPlace(row: row, step: $0) }
    }
  }
}
