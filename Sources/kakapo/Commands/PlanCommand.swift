import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout
import KakapoRolloutFiles

/// Shows what a rollout would do, and changes nothing.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Check a file of users and show what a rollout would do; changes nothing.",
    discussion: """
      The whole file is checked first, and all its problems are reported at once. `kakapo rollout template` \
      writes a file to start from.

      A row with the state `present`, or without a state, means that the user exists with at least these \
      licences. A row with `absent` means that the user is deleted. Users that are not in the file are not \
      touched, unless --remove-leavers says so. Only what the plan depends on is read from the portal: the \
      users to delete, or every user with --prune or --compare. Otherwise the plan makes no call and needs no \
      login.

      Exit codes: 0 if the plan was made; with --detailed-exitcode, 2 if there is something to do; 64 if the \
      file has problems; otherwise the codes of a call.
      """)

  @Argument(help: "A CSV, JSON or XLSX file; - reads standard input.")
  var file: String

  @Option(help: ArgumentHelp("Save the plan for `kakapo apply PLAN`.", valueName: "PLAN"))
  var save: String?

  @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 if there is something to do.")
  var hasDetailedExitCode = false

  @OptionGroup var planning: PlanOptions
  @OptionGroup var changes: ChangeOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var pace: PaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    AllocatorLimits.apply()
    try await Report.errors(as: output.output, listsAll: listing.listsAll) {
      let argument = InputArgument(file)
      let options = try input.readingOptions(for: argument)
      let (input, comparison) = try changes.compare(
        try RolloutInput.readFile(try argument.file.read(), options: options), options,
        endpoint: connection.resolvedEndpoint)
      if output.output == .table {
        print("\(argument.name): \(input.words)")
      }
      let plan = try await plan(input)
      let refusal = listing.refusal(of: plan)
      if let save, refusal == nil {
        try checkReplaceable(save)
        try plan.save(to: save)
        RolloutState(folder: try StateDirectory.path()).renew(plan)
      }
      let counts = plan.counts
      let gate = gate(counts)
      try show(plan, counts, gate, comparison, isRefused: refusal != nil)
      if let refusal {
        Report.complain(save == nil ? refusal : refusal + " The plan was not saved.")
        throw ExitStatus.misuse.exitCode
      }
      if planning.limitsDeletions, let gate { throw gate }
      if hasDetailedExitCode, !plan.isEmpty { throw ExitStatus.changesPending.exitCode }
    }
  }

  /// Refuses to replace a file that isn't a plan.
  private func checkReplaceable(_ path: String) throws {
    // Writing to a pipe or a device destroys nothing.
    guard !InputFile(path).isStream, let handle = FileHandle(forReadingAtPath: path) else { return }
    let beginning = (try? handle.read(upToCount: 4096)) ?? Data()
    guard !beginning.isEmpty, !RolloutPlan.isPlan(beginning) else { return }
    throw ValidationError("--save \(path): the file exists and is not a plan. Give another name.")
  }

  private func plan(_ input: RolloutInput) async throws -> RolloutPlan {
    let options = planning.plannerOptions(pace.pace)
    guard options.asksPortal(about: input) else {
      return RolloutPlan(input, endpoint: try connection.checkedEndpoint())
    }
    let client = try connection.makeClient(connections: pace.concurrency)
    return try await ReadingProgress.plan(input, client: client, options)
  }

  /// The command that applies the plan.
  private func applyCommand(isGated: Bool, _ deletions: Int) throws -> String {
    var words = ["kakapo apply", ShellWord.quoted(save ?? file)]
    if save == nil {
      if planning.isPruning { words.append("--prune") }
      if planning.isComparing { words.append("--compare") }
      words += changes.words + input.words
      if InputArgument(file).file.isStream { words.append("--journal rollout.journal") }
    }
    if let maximum = planning.maximumDeletions, !isGated { words.append("--max-deletions \(maximum.word)") }
    if isGated || planning.allowedDeletions != nil { words.append("--allow-deletes \(deletions)") }
    words += connection.words
    return words.joined(separator: " ")
  }

  /// The error of the deletion gate for the plan, if any.
  private func gate(_ counts: RolloutPlan.Counts) -> RolloutError? {
    do throws(RolloutError) {
      try planning.check(counts)
      return nil
    } catch {
      return error.inCommandWords
    }
  }

  private func show(
    _ plan: RolloutPlan, _ counts: RolloutPlan.Counts, _ gate: RolloutError?, _ comparison: Comparison?,
    isRefused: Bool
  ) throws {
    let unseen = RolloutFiles(source: file, journal: nil, reportFolder: nil).unseenFacts(of: plan)
    if output.output == .json {
      var listing = plan.overview.json
      listing["counts"] = counts.byName
      listing["digest"] = plan.digest
      listing["needsAllowDeletes"] = gate == nil ? nil : counts.deletions
      listing["leftAlone"] = plan.notes
      listing["comparison"] = comparison?.json
      // The saved plan has no row numbers.
      listing["rowNumbers"] = plan.rows.map(\.row.number)
      // The service does not show the reseller, group and names of users that already exist.
      listing["unseenUsers"] = unseen.users
      listing["unseenChanges"] = Dictionary(
        unseen.changes.map { ("\($0.row.number)", $0.words) }, uniquingKeysWith: { $1 })
      let head = try JSONEncoder.plain.encode(listing)
      // Prints the saved plan beside the rest, in parts, because it may have 100,000 rows.
      let parts = [
        head.dropLast(), Data(#","plan":"#.utf8), plan.encodedData().dropLast(), Data("}\n".utf8),
      ]
      for part in parts {
        StandardOutput.write(part)
      }
      return
    }
    print(
      "\n\(PlanText(plan: plan, unseen: unseen, comparison: comparison, listsAll: listing.listsAll).page)\n")
    if let gate { print("Note: \(gate)\n") }
    guard !plan.isEmpty, !isRefused else { return }
    print("Nothing was changed. To apply it: \(try applyCommand(isGated: gate != nil, counts.deletions))")
  }
}
