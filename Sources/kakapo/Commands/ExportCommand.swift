import ArgumentParser
import Foundation
import KakapoRollout
import KakapoRolloutFiles

/// Writes what the portal says of the users of a file.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write what the portal says of the users of a file; changes nothing.",
    discussion: """
      Reads every user of the file, and writes the same rows with the licences that the portal shows, and with the \
      state absent for users that do not exist. Resellers, groups and names are copied from the file, because the \
      service does not show them. `kakapo drift` only lists what differs.
      """)

  @Argument(
    help: ArgumentHelp(
      "The file to write, in the form of the users' file (CSV for JSON and XLSX). An existing file is not replaced.",
      valueName: "file"))
  var destination: String

  @Option(
    help: ArgumentHelp("The users: a CSV, JSON or XLSX file; - reads standard input.", valueName: "FILE"))
  var users: String

  @OptionGroup var reading: PortalReadingOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    try await Report.errors {
      guard !FileManager.default.fileExists(atPath: destination) else {
        throw ValidationError("The file \(destination) already exists.")
      }
      let (plan, format) = try await reading.plan(users)
      try plan.writeState(to: destination, format: format)
      for case let drift in plan.drift {
        if case .uncertain = drift.kind { Report.complain(drift.description) }
      }
      print("\(PlainNumber.text(plan.rows.count, "row")) written to \(destination).")
    }
  }
}

/// How the users of a file are read from the portal.
struct PortalReadingOptions: ParsableArguments {
  @OptionGroup var input: InputOptions
  @OptionGroup var pace: PaceOptions
  @OptionGroup var connection: ConnectionOptions

  /// Reads every user of a file.
  ///
  /// - Parameter file: The file, or `-`.
  /// - Returns: A plan with what the portal shows of each user, and the format of the file.
  /// - Throws: The errors of a planner, and `RolloutInputError`.
  func plan(_ file: String) async throws -> (plan: RolloutPlan, format: InputFormat) {
    AllocatorLimits.apply()
    let argument = InputArgument(file)
    let input = try RolloutInput.readFile(
      try argument.file.read(), options: try input.readingOptions(for: argument))
    let client = try connection.makeClient(connections: pace.concurrency)
    var options = Planner.Options()
    options.isComparing = true
    options.pace = pace.pace
    let plan = try await ReadingProgress.plan(input, client: client, options)
    return (plan, input.format)
  }
}
