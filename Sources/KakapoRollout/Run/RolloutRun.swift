public import KakapoProvision
public import Logging

/// A plan that is being carried out.
///
/// It is a sequence of what happens, which ends with ``RolloutEvent/ended(_:)``:
///
/// ```swift
/// let journal = try await Journal.begin("users.journal", plan: plan, client: client)
/// for await event in RolloutRun.start(journal, client: client) {
///   if case .ended(let summary) = event { print(summary.progress) }
/// }
/// ```
///
/// Take the events, from one task, or call ``finish()``: a run whose events nobody takes is held up after
/// about a thousand. Cancelling the task that takes them, or letting go of the run,
/// cancels it.
public final class RolloutRun: AsyncSequence, Sendable {
  /// How a plan is carried out.
  public struct Options: Sendable {
    /// How fast, and how patient.
    public var pace = Pace()
    /// The most rows that may be refused; one more stops the run.
    ///
    /// No limit by default.
    public var maximumErrors: ErrorLimit?
    /// A hook around every call.
    public var instrument: (any RolloutInstrument)?
    /// Where to log; `nil`, the default, for nowhere.
    public var logger: Logger?
    /// Called with the result before the journal says that the run has ended; `nil` by default.
    ///
    /// A program that writes the refused rows to a file does it here and forces them to the disk: what is written when
    /// this returns is not lost behind a journal that has ended. When it returns `false`, the journal stays open and a
    /// run that goes on calls it again.
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

  /// Begins to carry out a journal's plan, or goes on with it.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - client: The portal's client.
  ///   - options: How it is carried out.
  /// - Returns: The run.
  public static func start(
    _ journal: Journal, client: ProvisionClient, options: Options = Options()
  ) -> RolloutRun {
    RolloutRun(journal.plan, journal: journal, client: client, options: options)
  }

  /// Begins to carry out a plan without a journal: what a crash left of it cannot be gone on from.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - client: The portal's client.
  ///   - allowingDeletions: The plan's number of deletions, if it has more than ``DeletionGate`` lets pass.
  ///   - options: How it is carried out.
  /// - Returns: The run.
  /// - Throws: ``RolloutError`` of code `deletionsNotAllowed`.
  public static func startUnjournaled(
    _ plan: RolloutPlan, client: ProvisionClient, allowingDeletions: Int? = nil, options: Options = Options()
  ) throws(RolloutError) -> RolloutRun {
    try DeletionGate.check(plan.counts, allowed: allowingDeletions)
    return RolloutRun(plan, journal: nil, client: client, options: options)
  }

  /// Begins nothing new; what is in flight is waited for.
  public func stop() { Task { await engine.stop(.interrupted) } }

  /// Begins nothing new and gives up what is in flight; what came of it is found out when the run is gone
  /// on with.
  public func cancel() {
    stop()
    task.cancel()
  }

  /// Waits for the end without looking at the events.
  ///
  /// - Returns: What the run came to.
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
    /// - Returns: The event, or `nil` behind the last.
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

/// How many rows may be refused before a run stops.
public enum ErrorLimit: Sendable, Hashable {
  /// So many.
  case rows(Int)
  /// So many of a hundred rows of the plan.
  case percent(Double)

  func count(of rows: Int) -> Int {
    switch self {
    case .rows(let count): count
    case .percent(let percent): percent >= 0 && percent <= 100 ? Int(Double(rows) * percent / 100) : rows
    }
  }
}

/// What a run came to.
///
/// `done`, `refused` and `notTried` of ``progress`` add up to the input.
public struct RolloutSummary: Sendable {
  /// Why a run ended.
  public enum Ending: Sendable {
    /// Every row was tried.
    case finished
    /// It was asked to stop.
    case interrupted
    /// A failure that every further call would meet as well: the account is locked, access is refused, the
    /// contract does not fit, or the portal cannot be reached.
    case stopped(ProvisionError)
    /// More rows were refused than allowed.
    case tooManyErrors(limit: Int)
    /// The journal cannot be written.
    case journalFailed(RolloutError)
  }

  /// Why the run ended.
  public package(set) var ending: Ending
  /// The rows, those of the runs before that it went on from included.
  public let progress: RolloutProgress
  /// The calls this run made, those that failed included.
  public let calls: Int
  /// How long this run took.
  public let duration: Duration
  /// The rows that were refused, those of the runs before included, in the order of the input.
  ///
  /// A refused row with a step in doubt is not among them: it ends when the step was looked up.
  public let failures: [RowResult]
  /// The rows with a step of which nobody knows whether it was carried out; a run that goes on looks it up.
  public internal(set) var undecided = 0
  /// The calls that were tried again or read back, those of the runs before included.
  public let retries: [RolloutRetry]

  /// What a plan with nothing to do comes to.
  ///
  /// - Parameter rows: The rows of the plan.
  /// - Returns: The summary.
  package static func unchanged(rows: Int) -> RolloutSummary {
    var progress = RolloutProgress(total: rows)
    progress.done = rows
    return RolloutSummary(
      ending: .finished, progress: progress, calls: 0, duration: .zero, failures: [], retries: [])
  }

  /// The rows that have not ended: those that were not tried, and those that were begun.
  public var notTried: Int { progress.left }
}
