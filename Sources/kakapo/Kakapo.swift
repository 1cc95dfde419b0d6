import ArgumentParser
import Foundation
import Support

/// The command line of the package.
@main
struct Kakapo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kakapo",
    abstract: "Provision resellers, groups, users and licences through the Kakapo ProvisionV3 service.",
    discussion: """
      The login is taken from --user or KAKAPO_USER, and from KAKAPO_PASSWORD, --password-file or a prompt; \
      never from an argument. One failed login locks the account, so a login that failed once is not sent \
      again until `kakapo latch open`. `kakapo exit-codes` lists the exit codes.
      """,
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, SimulateCommand.self, RolloutCommand.self, PlanCommand.self, ApplyCommand.self,
      DriftCommand.self, ExportCommand.self,
      UserCommand.self, LicenseCommand.self, CallCommand.self, LicensesCommand.self, ContractCommand.self,
      DoctorCommand.self, LatchCommand.self, ExitCodes.self,
    ])

  /// Lists the exit codes.
  struct ExitCodes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "exit-codes", abstract: "List the exit codes of all commands.")

    func run() { print(ExitStatus.table) }
  }

  static func main() async {
    widenNarrowTerminal()
    await run(RawArguments.texts)
    do {
      try StandardOutput.finish()
    } catch {
      exit(withError: error)
    }
  }

  private static func run(_ arguments: [String]) async {
    var command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch {
      suggestSubcommand(arguments)
      exit(withError: error)
    }
    do {
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as ValidationError {
      // The parser has ended, so it would show the usage of the root.
      let usage = usageString(for: type(of: command)).replacing("\n", with: "\n       ")
      let help = (walk(arguments).path + ["--help"]).joined(separator: " ")
      StandardError.write(
        "Error: \(error.message)\nUsage: \(usage)\n  See '\(help)' for more information.\n")
      exit(withError: ExitStatus.misuse.exitCode)
    } catch {
      exit(withError: error)
    }
  }

  /// Ends with a suggestion if a word isn't a subcommand, but is near one.
  private static func suggestSubcommand(_ arguments: [String]) {
    let (path, names, rest) = walk(arguments)
    guard let word = rest, let near = NearMiss.find(word, among: names) else { return }
    StandardError.write(
      "Error: There is no command '\(Printable.line((path + [word]).joined(separator: " ")))'. "
        + "Did you mean '\((path + [near]).joined(separator: " "))'?\n")
    exit(withError: ExitStatus.misuse.exitCode)
  }

  /// Follows the subcommands that arguments begin with.
  ///
  /// - Returns: The command, the names that may follow, and the word there that isn't one of them.
  private static func walk(_ arguments: [String]) -> (path: [String], names: [String], rest: String?) {
    var command: any ParsableCommand.Type = Kakapo.self
    var path = ["kakapo"]
    for word in arguments {
      let subcommands = command.configuration.subcommands
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        let names = subcommands.map { $0._commandName }
        return (path, names, word.hasPrefix("-") ? nil : word)
      }
      command = next
      path.append(word)
    }
    return (path, [], nil)
  }

  /// Formats the help for at least 40 columns, because the argument parser crashes with very few.
  private static func widenNarrowTerminal() {
    let columns = Environment["COLUMNS"].flatMap { Int($0) } ?? Terminal.columns(of: STDOUT_FILENO)
    if let columns, columns < 40 { setenv("COLUMNS", "40", 1) }
  }
}
