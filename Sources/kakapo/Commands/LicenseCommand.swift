import ArgumentParser
import KakapoProvision
import KakapoRollout

/// Assigns, removes and lists the licences of single users.
struct LicenseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "license", abstract: "Assign licences to one user, take them away, or list them.",
    discussion: "`kakapo licenses` shows the licences that can be assigned.",
    subcommands: [Assign.self, Unassign.self, List.self])

  /// Assigns licences.
  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Assign licences to a user.",
      discussion: "A licence that the user already holds is kept and not bought again, so repeating is safe.")

    @OptionGroup var options: SingleUserOptions

    @Argument(help: ArgumentHelp("The licences.", valueName: "APPLICATION/TYPE"))
    var licenses: [LicenseArgument]

    func run() async throws {
      try await PromptExit.after {
        try await LicenseCommand.change(licenses, RolloutStep.addLicense, options, isConfirmed: true)
      }
    }
  }

  /// Removes licences.
  struct Unassign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take licences away from a user, after asking.")

    @OptionGroup var options: SingleUserOptions

    @Argument(help: ArgumentHelp("The licences.", valueName: "APPLICATION/TYPE"))
    var licenses: [LicenseArgument]

    @Flag(name: .customLong("yes"), help: "Don't ask.")
    var isConfirmed = false

    func run() async throws {
      try await PromptExit.after {
        try await LicenseCommand.change(
          licenses, RolloutStep.removeLicense, options, isConfirmed: isConfirmed)
      }
    }
  }

  /// Lists licences.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the licences that a user holds.")

    @OptionGroup var user: UserOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await PromptExit.after { try await UserListing.show(user, connection, output.output) }
    }
  }

  private static func change(
    _ licenses: [LicenseArgument], _ step: (License) -> RolloutStep, _ options: SingleUserOptions,
    isConfirmed: Bool
  ) async throws {
    let steps = try licenses.map { try $0.checked() }.inTableOrder.map(step)
    let row = try options.user.row()
    try SingleUser.check(row)
    try await Report.errors(as: options.output.output) {
      try await options.single(isConfirmed: isConfirmed).run(
        RolloutPlan(steps, for: row, endpoint: options.connection.resolvedEndpoint), unchanged: "")
    }
  }
}

/// Prints the table of licences.
struct LicensesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licenses", abstract: "Show the licences that can be assigned.")

  private struct Row: Encodable {
    let applicationName: String
    let licenseType: String
  }

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pairs = License.allCases.map(\.pair)
    switch output.output {
    case .json:
      try JSONOutput.print(
        pairs.map { Row(applicationName: $0.applicationName, licenseType: $0.licenseType) })
    case .table:
      print(
        TextTable(["applicationName", "licenseType"], pairs.map { [$0.applicationName, $0.licenseType] }).text
      )
    }
  }
}
