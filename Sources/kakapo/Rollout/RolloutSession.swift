import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout
import Synchronization

/// Shows a rollout: its plan, the question, progress, the result and its files.
struct RolloutSession {
  let files: RolloutFiles
  let output: OutputFormat
  private let events = JSONEvents()

  init(files: RolloutFiles, output: OutputFormat) {
    self.files = files
    self.output = output
  }

  /// Says something that is no result.
  func say(_ text: String) {
    if output == .table { print(text) }
  }

  /// Runs a command's work; what keeps a run from beginning is told as errors are, with a summary for
  /// programs.
  func reportingErrors(_ body: () async throws -> Void) async throws {
    guard output == .json else { return try await Report.errors(body) }
    do {
      try await body()
    } catch let error as RolloutError {
      events.fail(error)
      throw ExitStatus(error).exitCode
    } catch let error as ProvisionError {
      events.fail(code: error.code.description, error.description, ExitStatus(error))
      throw ExitStatus(error).exitCode
    } catch let error as RolloutInputError {
      events.fail(error)
      throw ExitStatus.misuse.exitCode
    } catch is CancellationError {
      events.abandon()
      throw ExitStatus.interrupted.exitCode
    } catch let error as ValidationError {
      events.fail(code: "arguments", error.message, .misuse)
      throw error
    }
  }

  /// Shows a plan, and asks whether it is to be applied.
  ///
  /// - Returns: `false` when there is nothing to do.
  /// - Throws: `ExitCode` when the answer was no, or nobody could be asked.
  func confirmed(_ plan: RolloutPlan, isConfirmed: Bool) throws -> Bool {
    if output == .json { events.tell(plan) }
    guard !plan.isEmpty else {
      let notes = PlanText.notes(of: plan)
      say(
        notes.isEmpty
          ? "\nNothing to do: the portal is as the file wants it."
          : "\nNo call to make. What is left alone:\n\n" + notes.joined(separator: "\n"))
      let summary = RolloutSummary.unchanged(rows: plan.rows.count)
      write(
        RolloutReport(
          source: files.source ?? files.journal, endpoint: plan.endpoint, counts: plan.counts,
          leftAlone: plan.notes, summary: summary,
          timeline: RolloutTimeline(), began: Date(), ended: Date()), format: nil, isOld: false)
      if output == .json { events.take(.ended(summary)) }
      return false
    }
    say("\nPlan for \(plan.endpoint):\n\n\(PlanText(plan: plan).text)\n")
    try ask("Apply this plan?", isConfirmed)
    return true
  }

  /// Shows how far a run got before, and asks whether it is to be gone on with.
  func confirmed(going journal: Journal, isConfirmed: Bool) throws -> Journal {
    guard !journal.isFinished else {
      say("The run of \(files.journal) has ended; nothing is left to do.")
      return journal
    }
    let ended = journal.endedRows
    say(
      "Going on with \(files.journal): \(PlainNumber.text(ended)) of "
        + "\(PlainNumber.text(journal.head.rows, "row")) ended before.")
    try ask("Go on?", isConfirmed)
    return journal
  }

  private func ask(_ question: String, _ isConfirmed: Bool) throws {
    guard !isConfirmed else { return }
    fflush(nil)
    switch Question.ask(question) {
    case true?: return
    case false?: Report.complain("Nothing was changed.")
    case nil:
      Report.complain(
        "Nothing was changed: there is nobody to ask. Add --yes to go ahead without a question.")
    }
    if output == .json { events.fail(code: "declined", "Nothing was changed.", .declined) }
    throw ExitStatus.declined.exitCode
  }

  /// Ends the command at once, before anything was changed.
  func abandon() {
    Report.complain("Interrupted; nothing was changed.")
    if output == .json { events.abandon() }
    fflush(nil)
    _exit(ExitStatus.interrupted.rawValue)
  }

  /// Carries a journal's plan out, and writes what came of it.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - client: The portal's client.
  ///   - options: How the plan is carried out.
  ///   - willBegin: Called right before the run, which listens to the signals itself.
  /// - Throws: `ExitCode` unless everything was done.
  func run(
    _ journal: Journal, client: ProvisionClient, options: RolloutRun.Options, willBegin: () -> Void
  ) async throws {
    let began = Date()
    let display = ProgressDisplay(isQuiet: output == .json, howToResume: files.resumeCommand)
    let counts = journal.plan.counts
    willBegin()
    let run = RolloutRun.start(journal, client: client, options: options)
    let presses = Mutex(0)
    let signals = StopSignals { [events, output] in
      switch presses.withLock({ presses in
        presses += 1
        return presses
      }) {
      case 1: run.stop()
      case 2: run.cancel()
      default:
        if output == .json { events.abandon(within: 1) }
        _exit(ExitStatus.interrupted.rawValue)
      }
    }
    defer { signals.cancel() }
    var timeline = RolloutTimeline()
    var summary: RolloutSummary?
    await display.whileRunning {
      for await event in run {
        switch event {
        case .call(let result): timeline.add(result)
        case .ended(let end): summary = end
        default: break
        }
        if case .ended = event { continue }
        display.take(event)
        if output == .json { events.take(event) }
      }
      if let summary { display.take(.ended(summary)) }
    }
    guard let summary else { return }
    let report = RolloutReport(
      source: journal.head.source ?? files.journal, endpoint: journal.head.endpoint, counts: counts,
      leftAlone: journal.plan.notes, summary: summary, timeline: timeline, began: began, ended: Date())
    write(report, format: journal.head.format, isOld: journal.isFinished)
    if output == .json { events.take(.ended(summary)) }
    let status = ExitStatus(summary)
    guard status == .success else { throw status.exitCode }
  }

  /// Writes the failed rows and the report.
  ///
  /// The run is over, so a file that cannot be written must not hide what came of it.
  ///
  /// - Parameters:
  ///   - report: What came of the run.
  ///   - format: How the input was written, if it was no plan.
  ///   - isOld: Whether the run ended earlier, and was told then.
  private func write(_ report: RolloutReport, format: InputFormat?, isOld: Bool) {
    do throws(RolloutError) {
      try FailedRowsFile(files: files, say: say).write(report.summary, format: format, isOld: isOld)
    } catch {
      Report.complain(error.description)
    }
    guard let folder = files.reportFolder else { return }
    do throws(RolloutError) {
      try report.write(toFolder: folder)
      say("The report is \(files.reportPage).")
    } catch {
      Report.complain(error.description)
    }
  }
}
