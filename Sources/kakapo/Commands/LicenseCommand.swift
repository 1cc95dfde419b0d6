import ArgumentParser
import KakapoProvision
import KakapoRollout

/// Assigns, takes away and lists the licences of single users.
struct LicenseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "license", abstract: "Assign licences to one user, take them away, or list them.",
    discussion: "`kakapo licenses` shows which licences there are.",
    subcommands: [Assign.self, Unassign.self, List.self])

  /// Assigns licences.
  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Assign licences to a user.",
      discussion: "A licence that the user holds already is kept and not bought again; repeating it is safe.")

    @OptionGroup var user: UserOptions

    @Argument(help: ArgumentHelp("The licences.", valueName: "APPLICATION/TYPE"))
    var licenses: [LicenseArgument]

    @Flag(name: .customLong("dry-run"), help: "Say what would be called, and call nothing.")
    var isDryRun = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await PromptExit.after(execute) }

    private func execute() async throws {
      let licenses = try licenses.map { try $0.checked() }.inTableOrder
      try await LicenseChange.run(
        user, licenses.map(RolloutStep.addLicense), connection, output.output, isDryRun: isDryRun,
        isConfirmed: true)
    }
  }

  /// Takes licences away.
  struct Unassign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take licences away from a user, after asking.")

    @OptionGroup var user: UserOptions

    @Argument(help: ArgumentHelp("The licences.", valueName: "APPLICATION/TYPE"))
    var licenses: [LicenseArgument]

    @Flag(name: .customLong("yes"), help: "Do not ask.")
    var isConfirmed = false

    @Flag(name: .customLong("dry-run"), help: "Say what would be called, and call nothing.")
    var isDryRun = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await PromptExit.after(execute) }

    private func execute() async throws {
      let licenses = try licenses.map { try $0.checked() }.inTableOrder
      try await LicenseChange.run(
        user, licenses.map(RolloutStep.removeLicense), connection, output.output, isDryRun: isDryRun,
        isConfirmed: isConfirmed)
    }
  }

  /// Lists licences.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the licences that a user holds.")

    @OptionGroup var user: UserOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await PromptExit.after(execute) }

    private func execute() async throws {
      try await UserListing.show(user, connection, output.output)
    }
  }
}

/// A change of one user's licences.
private enum LicenseChange {
  static func run(
    _ user: UserOptions, _ steps: [RolloutStep], _ connection: ConnectionOptions, _ output: OutputFormat,
    isDryRun: Bool, isConfirmed: Bool
  ) async throws {
    let row = try user.row()
    try SingleUser.check(row)
    try await Report.errors(as: output) {
      let single = SingleUser(
        client: try connection.makeClient(), output: output, isDryRun: isDryRun, isConfirmed: isConfirmed)
      try await single.run(RolloutPlan(steps, for: row, endpoint: connection.resolvedEndpoint), unchanged: "")
    }
  }
}
