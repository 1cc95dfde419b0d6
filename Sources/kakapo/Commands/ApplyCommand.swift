import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout

/// Carries out a rollout.
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Run a rollout from a file of users or from a saved plan.",
    usage: """
      kakapo apply FILE [options]
      kakapo apply PLAN [options]
      kakapo apply --resume [FILE] [--journal PATH] [options]
      """,
    discussion: """
      A file is checked and planned as with `kakapo plan`. The plan is then shown, and applied if you answer \
      yes. A saved plan is refused if it no longer matches the portal, was applied before, or is for another \
      endpoint.

      Every step is written to the journal before it is tried. So --resume can continue a run that was \
      interrupted, even by a power failure: nothing is bought or deleted twice, and the result of a call \
      whose answer was lost is looked up first. A refused row doesn't stop the other rows, unless \
      many in succession are refused for one reason (--hold-after). A locked account, \
      refused access or a contract that doesn't match stops the run.

      The first Control-C, SIGTERM or SIGHUP lets the calls in flight finish; a second one abandons them.

      Exit codes: 0 done; 64 problems in the file; 65 some rows were refused, see the file of refused rows; \
      69 the portal cannot be reached; 74 the result of a row is unknown; 75 interrupted or held, continue with \
      --resume; 76 contract; 77 account locked; 78 access; 80 more deletions than allowed; 81 the plan or \
      journal doesn't match; 82 another run is active; 83 declined.
      """)

  @Argument(help: "A CSV, JSON or XLSX file, or a saved plan; - reads standard input.")
  var file: String?

  @Flag(name: .customLong("yes"), help: "Don't ask before changing anything.")
  var isConfirmed = false

  @Flag(help: "Continue a run that did not finish, or start one if there is none.")
  var resume = false

  @Flag(
    help: ArgumentHelp(
      "As --resume, but if the rows have changed since, put the journal aside and start a new run. For jobs that run "
        + "every night."))
  var supersede = false

  @Option(help: ArgumentHelp("The journal. (default: FILE.journal)", valueName: "PATH"))
  var journal: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "A folder for failed.csv, report.html and retries.csv. (default: users.failed.csv next to users.csv, "
        + "if rows were refused)",
      valueName: "DIR"))
  var reportFolder: String?

  @Option(
    name: .customLong("max-errors"),
    help: ArgumentHelp("Stop when more rows than this are refused. (default: no limit)", valueName: "N|N%"))
  var maximumErrors: RowLimit?

  @Option(
    name: .customLong("hold-after"),
    help: ArgumentHelp(
      "Hold when this many rows in succession are refused for the same reason: ask whether to go on, or, without "
        + "a terminal or with --yes, end with 75; 0 for never.", valueName: "N"))
  var holdAfter = RolloutRun.Options().maximumEqualRefusals ?? 0

  @OptionGroup var unattended: UnattendedOptions
  @OptionGroup var planning: PlanOptions
  @OptionGroup var changes: ChangeOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var pace: PaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard holdAfter >= 0 else { throw ValidationError("--hold-after takes a number, 0 or more.") }
    guard file != nil || (resume && !supersede && changes.previous == nil && journal != nil) else {
      throw ValidationError(
        "No file. Give one, or add --journal PATH to --resume: the journal has the whole plan.")
    }
    if let file, journal == nil, InputArgument(file).file.isStream {
      throw ValidationError(
        "\(InputArgument(file).name) has no default journal. Add --journal PATH.")
    }
  }

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    AllocatorLimits.apply()
    // The run continues when the reader of the output goes away.
    signal(SIGPIPE, SIG_IGN)
    let session = RolloutSession(files: files, output: output.output, listsAll: listing.listsAll)
    let signals = StopSignals { session.stop() }
    defer { signals.cancel() }
    try await unattended.reportingEnd(of: session) {
      try await carryOut(session)
    }
  }

  private func carryOut(_ session: RolloutSession) async throws {
    try await session.reportingErrors {
      try files.prepare()
      guard let (journal, client, lock) = try await prepare(session) else { return }
      defer { lock.release() }
      var options = RolloutRun.Options()
      options.pace = pace.pace
      options.maximumErrors = maximumErrors
      options.deadline = unattended.deadline?.instant
      options.maximumEqualRefusals = holdAfter == 0 ? nil : holdAfter
      try await session.run(journal, client: client, options: options, asks: !isConfirmed)
    }
  }

  /// Opens the journal of the run.
  ///
  /// The input is not needed afterwards, so its memory is free before the run.
  private func prepare(
    _ session: RolloutSession
  ) async throws -> (journal: Journal, client: ProvisionClient, lock: RunLock)? {
    // Reports problems in the files before asking for a password.
    let endpoint = connection.resolvedEndpoint
    let read = try file.map { try RolloutSource.read($0, input, changes, endpoint: endpoint) }
    let (source, comparison) = (read?.source, read?.comparison)
    if let words = read?.words { session.say(words) }
    let client = try connection.makeClient(connections: pace.concurrency)
    let state = RolloutState(folder: try StateDirectory.path())
    let lock = try state.lock(client)
    let journal: Journal?
    switch try await beginning(source, client) {
    case .goOn(let open):
      journal = try session.confirmed(going: open, isConfirmed: isConfirmed)
      // The previous run may have ended after its journal began and before the plan was marked as spent.
      if open.head.format == nil, !open.isFinished { try state.spend(open.plan) }
    case .lookAgain(let input):
      session.say("The run in \(files.journal) is finished. Comparing the portal with the file.")
      journal = try await begin(
        .input(input), nil, client, state, session, comparison, isComparing: true)
    case .fresh(let source, let superseded):
      journal = try await begin(
        source, superseded, client, state, session, comparison, isComparing: planning.isComparing)
    }
    return journal.map { ($0, client, lock) }
  }

  private var files: RolloutFiles {
    var files = RolloutFiles(source: file, journal: journal, reportFolder: reportFolder)
    files.connectionWords = connection.words
    return files
  }

  /// How a run begins.
  private enum Beginning {
    /// With a new plan; the open journal of an unfinished run is put aside for it.
    case fresh(RolloutSource, superseding: Journal? = nil)
    /// With a new plan after reading all users: the file was rolled out before, and finished work is not
    /// repeated.
    case lookAgain(RolloutInput)
    /// With the journal of an interrupted run, or with the result of a finished one.
    case goOn(Journal)
  }

  private func beginning(_ source: RolloutSource?, _ client: ProvisionClient) async throws -> Beginning {
    if case .plan? = source {
      guard changes.previous == nil else {
        throw ValidationError("The plan is already made. Use --previous with `kakapo plan`.")
      }
      guard !planning.isPruning, !planning.isComparing else {
        throw ValidationError("The plan is already made. Use --prune and --compare with `kakapo plan`.")
      }
      let words = input.words
      guard words.isEmpty else {
        throw ValidationError(
          "The plan is already made. Use \(words.joined(separator: " ")) with `kakapo plan`.")
      }
    }
    if !resume, !supersede, let source { return .fresh(source) }
    let journal: Journal
    do throws(RolloutError) {
      journal = try await Journal.resume(files.journal)
    } catch {
      guard error.code == .nothingToResume, let source else { throw error }
      if FileManager.default.fileExists(atPath: files.journal) {
        Report.complain("The journal \(files.journal) ends before the first call, so it is started again.")
      }
      return .fresh(source)
    }
    if supersede, !journal.isFinished, let source, (try? check(journal, client, source)) == nil {
      try journal.check(client: client)
      return .fresh(source, superseding: journal)
    }
    guard journal.isFinished, let source else {
      try check(journal, client, source)
      guard journal.isFinished || !planning.isPruning || journal.head.isPruning else {
        throw RolloutError(
          .otherJournal, "The plan in the journal \(files.journal) does not prune.",
          advice: "Continue without --prune, and prune in a new run.")
      }
      let missing = UserChanges.deletions(in: source?.rows ?? [])
        .subtracting(UserChanges.deletions(in: journal.plan.rows.map(\.row)))
      guard journal.isFinished || missing.isEmpty else {
        throw RolloutError(
          .otherJournal,
          "The plan in the journal \(files.journal) does not delete or move "
            + "\(PlainNumber.text(missing.count, "user")) who left or moved.",
          advice: "Continue without --remove-leavers and --moves, and give them in a new run.")
      }
      return .goOn(journal)
    }
    // A finished journal that does not fit belongs to an earlier rollout with the same name.
    guard (try? check(journal, client, source)) != nil else {
      journal.close()
      return .fresh(source)
    }
    guard case .input(let input) = source else { return .goOn(journal) }
    journal.close()
    return .lookAgain(input)
  }

  private func check(_ journal: Journal, _ client: ProvisionClient, _ source: RolloutSource?) throws {
    switch source {
    case .input(let input): try journal.check(client: client, input: input)
    case .plan(let plan): try journal.check(client: client, plan: plan)
    case nil: try journal.check(client: client)
    }
  }

  private func begin(
    _ source: RolloutSource, _ superseded: Journal?, _ client: ProvisionClient, _ state: RolloutState,
    _ session: RolloutSession, _ comparison: Comparison?, isComparing: Bool
  ) async throws -> Journal? {
    let progress = ReadingProgress()
    var options = planning.plannerOptions(pace.pace)
    options.isComparing = isComparing
    options.onPause = { progress.pause($0) }
    let planner = Planner(client: client, options: options)
    let plan: RolloutPlan
    var format: InputFormat?
    var isSaved = false
    switch source {
    case .input(let input):
      format = input.format
      plan = try await planner.plan(input) { progress($0, of: $1) }
    case .plan(let saved):
      plan = saved
      isSaved = true
      try plan.check(endpoint: connection.resolvedEndpoint)
      try state.checkUnspent(plan)
    }
    if superseded == nil { try Journal.checkUnused(files.journal) }
    let allowedDeletions = try planning.check(plan.counts)
    if isSaved { try await planner.check(plan) { progress($0, of: $1) } }
    func makeJournal() async throws -> Journal {
      if let superseded {
        let kept = try superseded.putAside()
        session.say(
          "The rows have changed since the run in \(files.journal), which did not finish: "
            + "\(PlainNumber.text(superseded.endedRows)) of \(PlainNumber.text(superseded.head.rows, "row")) did. "
            + "Its journal is now \(kept).")
      }
      return try await Journal.begin(
        files.journal, plan: plan, client: client, allowingDeletions: allowedDeletions,
        source: file.map { URL(filePath: $0).lastPathComponent }, format: format)
    }
    guard
      try session.confirmed(
        plan, comparison, refusal: listing.refusal(of: plan), isConfirmed: isConfirmed)
    else {
      // The next comparison needs this file's rows, although there was nothing to do.
      if comparison != nil { try await makeJournal().end() }
      return nil
    }
    let journal = try await makeJournal()
    if isSaved { try state.spend(plan) }
    return journal
  }
}
