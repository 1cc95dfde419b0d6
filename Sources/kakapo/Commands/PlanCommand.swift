import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout

/// Shows what a rollout would do, and changes nothing.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Check a file of users and show what a rollout would do; changes nothing.",
    discussion: """
      The whole file is checked first, and all its problems are reported at once. `kakapo rollout template` \
      writes a file to start from.

      A row with the state `present`, or without a state, means that the user exists with at least these \
      licences. A row with `absent` means that the user is deleted. Users that are not in the file are never \
      touched. Only what the plan depends on is read from the portal: the users to delete, or every user \
      with --prune or --compare. Otherwise the plan makes no call and needs no login.

      Exit codes: 0 if the plan was made; with --detailed-exitcode, 2 if there is something to do; 64 if the \
      file has problems; otherwise the codes of a call.
      """)

  @Argument(help: "A CSV or JSON file; - reads standard input.")
  var file: String

  @Option(help: ArgumentHelp("Save the plan for `kakapo apply PLAN`.", valueName: "PLAN"))
  var save: String?

  @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 if there is something to do.")
  var hasDetailedExitCode = false

  @OptionGroup var planning: PlanOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var pace: PaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  private struct Listing: Encodable {
    let counts: [String: Int]
    let digest: String
    let needsAllowDeletes: Int?
    let leftAlone: [String]
    let rowNumbers: [Int]
    /// The number of users that already exist; the service does not show their reseller, group and names.
    let unseenUsers: Int
    /// The differences of these users from the last finished run, by row number.
    let unseenChanges: [String: String]
  }

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    AllocatorLimits.apply()
    try await Report.errors(as: output.output) {
      let argument = InputArgument(file)
      let input = try RolloutInput.read(try argument.file.read(), options: try input.readingOptions())
      if output.output == .table {
        print("\(argument.name): \(input.format), \(PlainNumber.text(input.rows.count, "row"))")
      }
      let plan = try await plan(input)
      if let save {
        try checkReplaceable(save)
        try plan.save(to: save)
        RolloutState(folder: try StateDirectory.path()).renew(plan)
      }
      let counts = plan.counts
      let gate = gate(counts)
      try show(plan, counts, gate)
      if planning.allowedDeletions != nil, let gate { throw gate }
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
    var options = planning.plannerOptions(pace.pace)
    guard options.asksPortal(about: input) else {
      return RolloutPlan(input, endpoint: try connection.checkedEndpoint())
    }
    let client = try connection.makeClient(connections: pace.concurrency)
    let progress = ReadingProgress()
    options.onPause = { progress.pause($0) }
    return try await Interruption.cancelling { [options] in
      try await Planner(client: client, options: options).plan(input) { progress($0, of: $1) }
    }
  }

  /// The command that applies the plan.
  private func applyCommand(isGated: Bool, _ deletions: Int) throws -> String {
    var words = ["kakapo apply", ShellWord.quoted(save ?? file)]
    if save == nil {
      if planning.isPruning { words.append("--prune") }
      if planning.isComparing { words.append("--compare") }
      words += try input.readingOptions().words
      if InputArgument(file).file.isStream { words.append("--journal rollout.journal") }
    }
    if isGated || planning.allowedDeletions != nil { words.append("--allow-deletes \(deletions)") }
    words += connection.words
    return words.joined(separator: " ")
  }

  /// The error of the deletion gate for the plan, if any.
  private func gate(_ counts: RolloutPlan.Counts) -> RolloutError? {
    do throws(RolloutError) {
      try DeletionGate.check(counts, allowed: planning.allowedDeletions)
      return nil
    } catch {
      return error.inCommandWords
    }
  }

  private func show(_ plan: RolloutPlan, _ counts: RolloutPlan.Counts, _ gate: RolloutError?) throws {
    let unseen = RolloutFiles(source: file, journal: nil, reportFolder: nil).unseenFacts(of: plan)
    if output.output == .json {
      let listing = try JSONEncoder.plain.encode(
        Listing(
          counts: counts.byName, digest: plan.digest,
          needsAllowDeletes: gate == nil ? nil : counts.deletions, leftAlone: plan.notes,
          // The saved plan has no row numbers.
          rowNumbers: plan.rows.map(\.row.number), unseenUsers: unseen.users,
          unseenChanges: Dictionary(
            unseen.changes.map { ("\($0.row.number)", $0.words) }, uniquingKeysWith: { $1 })))
      // Prints the saved plan beside the rest, in parts, because it may have 100,000 rows.
      let parts = [
        listing.dropLast(), Data(#","plan":"#.utf8), plan.encodedData().dropLast(), Data("}\n".utf8),
      ]
      for part in parts {
        StandardOutput.write(part)
      }
      return
    }
    let text = PlanText(plan: plan, unseen: unseen)
    print(
      "\nPlan for \(plan.endpoint):\n\n"
        + (plan.isEmpty && plan.notes.isEmpty
          ? ["  nothing to do", text.unseenText].filter { !$0.isEmpty }.joined(separator: "\n") : text.text)
        + "\n")
    if let gate { print("Note: \(gate)\n") }
    guard !plan.isEmpty else { return }
    print("Nothing was changed. To apply it: \(try applyCommand(isGated: gate != nil, counts.deletions))")
  }
}
