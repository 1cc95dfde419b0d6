public import KakapoProvision
public import Logging

/// A plan that is being carried out.
///
/// It is a sequence of events that ends with ``RolloutEvent/ended(_:)``:
///
/// ```swift
/// let journal = try await Journal.begin("users.journal", plan: plan, client: client)
/// for await event in RolloutRun.start(journal, client: client) {
///   if case .ended(let summary) = event { print(summary.progress) }
/// }
/// ```
///
/// Take the events, from one task, or call ``finish()``. A run waits after about a thousand events that no task has
/// taken. Cancelling the task that takes them, or releasing the run, cancels it.
public final class RolloutRun: AsyncSequence, Sendable {
  /// The options of a run.
  public struct Options: Sendable {
    /// The speed and patience of the run.
    public var pace = Pace()
    /// The maximum number of refused rows; one more stops the run.
    ///
    /// There is no limit by default.
    public var maximumErrors: RowLimit?
    /// The number of rows in succession, refused for one reason, at which the run stops; 25 by default, `nil` for no
    /// limit.
    ///
    /// So many equal refusals have one cause, for example an empty pool, and every further row would meet it, too.
    public var maximumEqualRefusals: Int? = 25
    /// When the run stops by itself; `nil`, the default, for no time.
    ///
    /// The calls in flight finish, and no other begins, as after ``RolloutRun/stop()``.
    public var deadline: ContinuousClock.Instant?
    /// Decides at ``maximumEqualRefusals``, and after a user was deleted to be moved and not set up again, whether to
    /// continue; `nil`, the default, stops.
    ///
    /// After a yes, the count begins again. Until it returns, the steps in hand are carried out, and no other begins.
    /// Its task is cancelled when the run stops for another reason.
    public var continuesAfter: (@Sendable (RefusalGroup) async -> Bool)?
    /// A hook around every call.
    public var instrument: (any RolloutInstrument)?
    /// The logger; `nil`, the default, for none.
    public var logger: Logger?
    /// Called with the result before the journal records the end of the run; `nil` by default.
    ///
    /// A program that writes the refused rows to a file does so here and forces them to the disk. The rows are then
    /// on the disk before the journal is finished. When it returns `false`, the journal stays open, and a resumed run
    /// calls it again.
    public var willEnd: (@Sendable (RolloutSummary) async -> Bool)?

    /// The defaults.
    public init() {}
  }

  private let engine: RolloutEngine
  private let events: EventBuffer
  private let task: Task<RolloutSummary, Never>

  private init(_ plan: RolloutPlan, journal: Journal?, client: ProvisionClient, options: Options) {
    let events = EventBuffer()
    let pacer = Pacer(options.pace) { notice in
      switch notice {
      case .limit(let change): events.add(.concurrency(change.limit, reason: change.reason))
      case .pause(let duration): events.add(.paused(duration))
      }
    }
    let start = ContinuousClock.now
    let engine = RolloutEngine(
      plan, journal: journal, pacer: pacer, options: options, events: events, start: start)
    let caller = PacedCaller(client: client, pacer: pacer, instrument: options.instrument)
    let runner = StepRunner(caller: caller, journal: journal, engine: engine)
    self.engine = engine
    self.events = events
    task = Task {
      let alarm = options.deadline.map { deadline in
        Task {
          try await Task.sleep(until: deadline, clock: .continuous)
          await engine.stop(.deadline)
        }
      }
      defer { alarm?.cancel() }
      await engine.begin()
      await withDiscardingTaskGroup { group in
        while let job = await engine.next() {
          group.addTask {
            await engine.finish(job, await runner.run(job))
          }
        }
      }
      let summary = await engine.summary()
      events.add(.ended(summary))
      events.close()
      return summary
    }
  }

  deinit {
    task.cancel()
    events.close()
    let engine = engine
    Task { await engine.stop(.interrupted) }
  }

  /// Begins or resumes the plan of a journal.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - client: The portal's client.
  ///   - options: The options.
  /// - Returns: The run.
  public static func start(
    _ journal: Journal, client: ProvisionClient, options: Options = Options()
  ) -> RolloutRun {
    RolloutRun(journal.plan, journal: journal, client: client, options: options)
  }

  /// Begins a plan without a journal; no run can resume it after a crash.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - client: The portal's client.
  ///   - allowingDeletions: The plan's number of deletions, if ``DeletionGate`` asks for it.
  ///   - options: The options.
  /// - Returns: The run.
  /// - Throws: ``RolloutError`` of code `deletionsNotAllowed`.
  public static func startUnjournaled(
    _ plan: RolloutPlan, client: ProvisionClient, allowingDeletions: Int? = nil, options: Options = Options()
  ) throws(RolloutError) -> RolloutRun {
    try DeletionGate.check(plan.counts, allowed: allowingDeletions)
    return RolloutRun(plan, journal: nil, client: client, options: options)
  }

  /// Begins no further step, and waits for the calls in flight.
  public func stop() { Task { await engine.stop(.interrupted) } }

  /// Begins no further step, and gives up the calls in flight; a resumed run finds out their results.
  public func cancel() {
    stop()
    task.cancel()
  }

  /// Waits for the end and ignores the events.
  ///
  /// - Returns: The summary.
  public func finish() async -> RolloutSummary {
    for await _ in self {}
    return await task.value
  }

  /// Takes the events.
  ///
  /// - Returns: An iterator; there should be one at a time.
  public func makeAsyncIterator() -> Iterator { Iterator(run: self) }

  /// Takes the events one by one.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let run: RolloutRun

    /// The next event.
    ///
    /// - Returns: The event, or `nil` after the last.
    public mutating func next() async -> RolloutEvent? {
      let run = run
      return await withTaskCancellationHandler {
        await run.events.next()
      } onCancel: {
        run.cancel()
      }
    }
  }
}

/// The result of a run.
///
/// The `done` and `refused` rows of ``progress`` and the ``notTried`` rows add up to the input.
public struct RolloutSummary: Sendable {
  /// Why a run ended.
  public enum Ending: Sendable {
    /// Every row was tried.
    case finished
    /// The caller stopped it.
    case interrupted
    /// A failure that every further call would meet, too.
    ///
    /// The account is locked, access is refused, the contract does not fit, or the portal cannot be reached.
    case stopped(ProvisionError)
    /// More rows were refused than allowed.
    case tooManyErrors(limit: Int)
    /// The time of ``RolloutRun/Options/deadline`` came.
    case deadline
    /// As many rows as allowed were refused in succession for one reason, or a user was deleted to be moved and not
    /// set up again.
    case equalRefusals(RefusalGroup)
    /// The journal cannot be written.
    case journalFailed(RolloutError)
  }

  /// Why the run ended.
  public package(set) var ending: Ending
  /// The rows, including those of the earlier runs that it resumed.
  public let progress: RolloutProgress
  /// The calls of this run, including failed ones.
  public let calls: Int
  /// The duration of this run.
  public let duration: Duration
  /// The refused rows, including those of the earlier runs, in the order of the input.
  ///
  /// A refused row with a step in doubt isn't in the list: it ends after the step was looked up.
  public let failures: [RowResult]
  /// The rows with a step whose outcome is unknown; a resumed run looks it up.
  public internal(set) var undecided = 0
  /// The calls that were tried again or read back, including those of the earlier runs.
  public let retries: [RolloutRetry]

  /// The summary of a plan without any step.
  ///
  /// - Parameter rows: The rows of the plan.
  /// - Returns: The summary.
  package static func unchanged(rows: Int) -> RolloutSummary {
    var progress = RolloutProgress(total: rows)
    progress.done = rows
    return RolloutSummary(
      ending: .finished, progress: progress, calls: 0, duration: .zero, failures: [], retries: [])
  }

  /// The refused rows by step and reason, the largest group first.
  public var refusals: [RefusalGroup] { failures.refusals }
  /// The same if rows have a reason in common; empty if the rows alone say as much.
  package var sharedRefusals: [RefusalGroup] {
    let groups = refusals
    return groups.count < failures.count ? groups : []
  }

  /// The rows that have not ended: those that were not tried, and those that were begun.
  public var notTried: Int { progress.left }
}
