import ArgumentParser
import KakapoProvision
import KakapoRollout

/// Sets up, shows and removes single users.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Set up, show or remove one user.",
    subcommands: [Add.self, Show.self, Remove.self])

  /// Sets up a user.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set up a user with its reseller and group, and assign licences.",
      discussion: "What already exists is left as it is, so repeating is safe.")

    @OptionGroup var options: SingleUserOptions

    @Option(name: .customLong("reseller-id"), help: "The enterprise or service provider ID in BroadWorks.")
    var resellerId: String

    @Option(name: .customLong("reseller-name"), help: "The reseller's display name.")
    var resellerName: String?

    @Option(name: .customLong("group-id"), help: "The group ID in BroadWorks.")
    var groupId: String

    @Option(name: .customLong("group-name"), help: "The group's display name.")
    var groupName: String?

    @Option(name: .customLong("user-name"), help: "First and last name.")
    var userName: String

    @Option(
      name: .customLong("license"),
      help: ArgumentHelp(
        "A licence to assign; repeatable. `kakapo licenses` shows them.", valueName: "APPLICATION/TYPE"))
    var licenses: [LicenseArgument] = []

    func run() async throws { try await PromptExit.after(execute) }

    private func execute() async throws {
      let row = UserRow(
        number: 1, serverHostName: try options.user.resolvedServerHostName(), resellerId: resellerId,
        resellerName: resellerName, groupId: groupId, groupName: groupName,
        broadworksUserId: options.user.broadworksUserId, userName: userName,
        licenses: try licenses.map { try $0.checked() })
      try SingleUser.check(row)
      try await Report.errors(as: options.output.output) {
        let single = try options.single(isConfirmed: true)
        try await single.run(try await single.plan(row), unchanged: "")
      }
    }
  }

  /// Shows the licences of a user.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show whether a user exists, and its licences.")

    @OptionGroup var user: UserOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await PromptExit.after(execute) }

    private func execute() async throws {
      try await UserListing.show(user, connection, output.output)
    }
  }

  /// Removes a user.
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a user, after showing the licences that are deleted with it.",
      discussion: "A missing user isn't an error.")

    @OptionGroup var options: SingleUserOptions

    @Flag(name: .customLong("yes"), help: "Don't ask.")
    var isConfirmed = false

    func run() async throws { try await PromptExit.after(execute) }

    private func execute() async throws {
      let row = try options.user.row()
      try SingleUser.check(row)
      try await Report.errors(as: options.output.output) {
        let single = try options.single(isConfirmed: isConfirmed)
        try await single.run(
          try await single.plan(row), unchanged: "Nothing to do: \(row.broadworksUserId) does not exist.")
      }
    }
  }
}
