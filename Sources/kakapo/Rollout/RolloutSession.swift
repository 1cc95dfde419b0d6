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
    if output == .json { events.tell(plan.counts) }
    guard !plan.isEmpty else {
      say("\nNothing to do: the portal is as the file wants it.")
      if output == .json { events.finishUnchanged(rows: plan.rows.count) }
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

  /// Carries a journal's plan out, and writes what came of it.
  ///
  /// - Throws: `ExitCode` unless everything was done.
  func run(_ journal: Journal, client: ProvisionClient, options: RolloutRun.Options) async throws {
    let began = Date()
    let display = ProgressDisplay(isQuiet: output == .json, howToResume: files.resumeCommand)
    let counts = journal.plan.counts
    let run = RolloutRun.start(journal, client: client, options: options)
    let presses = Mutex(0)
    let signals = StopSignals { [events] in
      switch presses.withLock({ presses in
        presses += 1
        return presses
      }) {
      case 1: run.stop()
      case 2: run.cancel()
      default:
        events.abandon()
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
      summary: summary, timeline: timeline, began: began, ended: Date())
    // The run is over, so a file that cannot be written must not hide what came of it.
    do throws(RolloutError) { try write(report, journal.head) } catch { Report.complain(error.description) }
    if output == .json { events.take(.ended(summary)) }
    let status = ExitStatus(summary)
    guard status == .success else { throw status.exitCode }
  }

  private func write(_ report: RolloutReport, _ head: JournalHead) throws(RolloutError) {
    let path = files.failedRows
    if report.summary.failures.isEmpty {
      // Somebody may still be at work on those of an earlier run that this one did not get to.
      if case .finished = report.summary.ending, path != files.source {
        try? FileManager.default.removeItem(atPath: path)
      }
    } else {
      let unfinished = path + ".new"
      let writer = try FailedRowsWriter(path: unfinished, format: head.format ?? InputFormat())
      for result in report.summary.failures {
        if let failure = result.failure { try writer.append(row: result.row, failure: failure) }
      }
      try writer.close()
      guard rename(unfinished, path) == 0 else {
        throw RolloutError(
          .unusableFile, "The file \(path) cannot be written; the refused rows are in \(unfinished).")
      }
      say("The refused rows, with reasons, are in \(path); mended, it can be applied as it is.")
    }
    if let folder = files.reportFolder {
      try report.write(toFolder: folder)
      say("The report is \(files.reportPage).")
    }
  }
}
