import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout
import KakapoRolloutFiles
import Synchronization

/// Shows a rollout: its plan, the question, the progress, the result and its files.
final class RolloutSession: Sendable {
  let files: RolloutFiles
  let output: OutputFormat
  /// Whether equal problems and refusals are listed one by one.
  let listsAll: Bool
  private let events = JSONEvents()
  private let control = RunControl()
  private let ended = Mutex<RolloutSummary?>(nil)

  /// The result of the run, if one has ended.
  var summary: RolloutSummary? { ended.withLock { $0 } }

  init(files: RolloutFiles, output: OutputFormat, listsAll: Bool) {
    self.files = files
    self.output = output
    self.listsAll = listsAll
  }

  /// Prints a message that isn't a result.
  func say(_ text: @autoclosure () -> String) {
    if output == .table { print(text()) }
  }

  /// Runs a command's work, and reports errors before the run.
  ///
  /// Programs get a summary with the error.
  func reportingErrors(_ body: () async throws -> Void) async throws {
    guard output == .json else { return try await Report.errors(listsAll: listsAll, body) }
    do {
      try await body()
    } catch let error as RolloutError {
      events.fail(error)
      throw ExitStatus(error).exitCode
    } catch let error as ProvisionError {
      events.fail(code: error.code.description, error.inCommandWords.description, ExitStatus(error))
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

  /// Shows a plan, and asks whether to apply it.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - comparison: What changed since an earlier file, if there is one.
  ///   - refusal: Why the plan must not be applied; `nil` if it may.
  ///   - isConfirmed: Whether the question is answered already.
  /// - Returns: `false` when there is nothing to do.
  /// - Throws: `ExitCode` when the plan must not be applied, the answer is no, or no person can be asked.
  func confirmed(
    _ plan: RolloutPlan, _ comparison: Comparison?, refusal: String?, isConfirmed: Bool
  ) throws -> Bool {
    if output == .json { events.tell(plan, comparison) }
    let unseen = files.unseenFacts(of: plan)
    let text = PlanText(plan: plan, unseen: unseen, comparison: comparison, listsAll: listsAll)
    if let refusal {
      say("\n\(text.page)\n")
      Report.complain(refusal)
      if output == .json { events.fail(code: "warnings", refusal, .misuse) }
      throw ExitStatus.misuse.exitCode
    }
    guard !plan.isEmpty else {
      let notes = text.notes
      if let comparison = text.comparisonText { say("\n" + comparison) }
      say(
        notes.isEmpty
          ? "\nNothing to do: what the portal shows matches the file."
          : "\nNo call to make. Left alone:\n\n" + notes.joined(separator: "\n"))
      if unseen.users > 0 { say(text.unseenText) }
      let summary = RolloutSummary.unchanged(rows: plan.rows.count)
      ended.withLock { $0 = summary }
      let end = FilesAtEnd(FailedRowsFile(files: files), format: nil, isOld: false)
      _ = end.write(summary)
      end.tell { say($0) }
      writeReport(
        RolloutReport(
          source: files.source ?? files.journal, endpoint: plan.endpoint, counts: plan.counts,
          overview: files.reportFolder == nil ? nil : plan.overview,
          leftAlone: plan.notes, summary: summary,
          timeline: RolloutTimeline(), began: Date(), ended: Date()), isOld: false)
      if output == .json { events.take(.ended(summary)) }
      return false
    }
    say("\n\(text.page)\n")
    try ask("Apply this plan?", isConfirmed)
    return true
  }

  /// Shows the progress of an earlier run, and asks whether to resume it.
  func confirmed(going journal: Journal, isConfirmed: Bool) throws -> Journal {
    if journal.droppedBytes > 0 {
      Report.complain(
        "The last \(PlainNumber.text(journal.droppedBytes, "byte")) of \(files.journal) were incomplete or "
          + "damaged, as after a power failure, and were dropped. The run looks up again what they recorded.")
    }
    guard !journal.isFinished else {
      say("The run in \(files.journal) is finished; there is nothing left to do.")
      return journal
    }
    let ended = journal.endedRows
    say(
      "Resuming \(files.journal): \(PlainNumber.text(ended)) of "
        + "\(PlainNumber.text(journal.head.rows, "row")) already finished.")
    try ask("Continue?", isConfirmed)
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
        "Nothing was changed: there is no terminal to ask. Add --yes to continue without a question.")
    }
    if output == .json { events.fail(code: "declined", "Nothing was changed.", .declined) }
    throw ExitStatus.declined.exitCode
  }

  /// Stops the command or the run after a signal.
  ///
  /// Before the run, the command ends at once. During the run, the first signal lets the calls in flight finish,
  /// the second gives them up, and the third ends the command.
  func stop() {
    control.stop {
      Report.complain("Interrupted; nothing was changed.")
      if output == .json { events.abandon() }
      fflush(nil)
      _exit(ExitStatus.interrupted.rawValue)
    } atOnce: {
      if output == .json { events.abandon(within: 1) }
      _exit(ExitStatus.interrupted.rawValue)
    }
  }

  /// Carries out a journal's plan, and writes the results.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - client: The portal's client.
  ///   - options: The options of the run.
  ///   - asks: Whether to ask at a terminal before the run goes on after many equal refusals.
  /// - Throws: `ExitCode` unless all rows are done.
  func run(
    _ journal: Journal, client: ProvisionClient, options: RolloutRun.Options, asks: Bool
  ) async throws {
    let began = Date()
    let display = ProgressDisplay(
      isQuiet: output == .json, listsAll: listsAll, howToResume: files.resumeCommand)
    let counts = journal.plan.counts
    let overview = files.reportFolder == nil ? nil : journal.plan.overview
    let end = FilesAtEnd(
      FailedRowsFile(files: files), format: journal.head.format, isOld: journal.isFinished)
    var options = options
    options.willEnd = { end.write($0) }
    if asks, output == .table, Question.canAsk {
      options.continuesAfter = { await display.asks(after: $0) }
    }
    let run = control.begin { [options] in RolloutRun.start(journal, client: client, options: options) }
    var timeline = RolloutTimeline()
    var summary: RolloutSummary?
    await display.whileRunning {
      for await event in run {
        switch event {
        case .call(let result): timeline.add(result)
        case .ended(let end): summary = end.inCommandWords
        default: break
        }
        if case .ended = event { continue }
        display.take(event)
        if output == .json { events.take(event) }
      }
      if let summary { display.take(.ended(summary)) }
    }
    guard let summary else { return }
    ended.withLock { $0 = summary }
    let report = RolloutReport(
      source: journal.head.source ?? files.journal, endpoint: journal.head.endpoint, counts: counts,
      overview: overview,
      leftAlone: journal.plan.notes, summary: summary, timeline: timeline, began: began, ended: Date())
    tellRefusals(summary)
    end.tell { say($0) }
    writeReport(report, isOld: journal.endedRows == journal.head.rows)
    if output == .json { events.end(summary, failure: end.failure) }
    let status = end.failure.map { ExitStatus($0) } ?? ExitStatus(summary)
    guard status == .success else { throw status.exitCode }
  }

  /// Prints each reason of refused rows once, if rows have one in common.
  private func tellRefusals(_ summary: RolloutSummary) {
    let groups = summary.sharedRefusals
    guard !listsAll, !groups.isEmpty else { return }
    say("\nRefused:\n")
    for group in groups.prefix(20) { say("  " + Printable.line(group.description)) }
    if groups.count > 20 { say("  and \(PlainNumber.text(groups.count - 20, "more reason"))") }
    say("")
  }

  /// Writes the report.
  ///
  /// The run has ended, so a failure to write a file must not hide its result.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - isOld: Whether all rows had ended before; then this run made no call, and keeps an existing report.
  private func writeReport(_ report: RolloutReport, isOld: Bool) {
    guard let folder = files.reportFolder else { return }
    if isOld, FileManager.default.fileExists(atPath: files.reportPage) {
      return say("No call was made, so the existing report is kept: \(files.reportPage).")
    }
    do throws(RolloutError) {
      try report.write(toFolder: folder)
      say("The report is \(files.reportPage).")
    } catch {
      Report.complain(error.description)
    }
  }
}

/// The source of a rollout: an input, or a saved plan.
enum RolloutSource {
  case input(RolloutInput)
  case plan(RolloutPlan)

  /// Reads a file, and detects its kind.
  ///
  /// - Parameters:
  ///   - path: The file, or `-`.
  ///   - options: The options for reading an input.
  ///   - changes: What to compare an input with.
  ///   - endpoint: The endpoint of the run.
  /// - Returns: The source; the comparison; the format and the number of rows of an input.
  /// - Throws: `RolloutInputError`, `RolloutError`.
  static func read(
    _ path: String, _ options: InputOptions, _ changes: ChangeOptions, endpoint: String
  ) throws -> (source: RolloutSource, comparison: Comparison?, words: String?) {
    // Reads once, because a pipe cannot be read again.
    let argument = InputArgument(path)
    let bytes = try argument.file.read()
    if RolloutPlan.isPlan(bytes) { return (.plan(try RolloutPlan(decoding: bytes)), nil, nil) }
    let options = try options.readingOptions(for: argument)
    let (input, comparison) = try changes.compare(
      try RolloutInput.readFile(bytes, options: options), options, endpoint: endpoint)
    return (.input(input), comparison, "\(argument.name): \(input.words)")
  }
}

extension RolloutSource {
  /// The rows of an input; none for a plan.
  var rows: [UserRow] { if case .input(let input) = self { input.rows } else { [] } }
}

extension RolloutInput {
  /// The format and the number of rows of the file.
  var words: String { "\(format), \(PlainNumber.text(rows.count { $0.change != .left }, "row"))" }
}
