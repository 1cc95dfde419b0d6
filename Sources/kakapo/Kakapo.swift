import ArgumentParser
import Foundation

/// The command line of the package.
@main
struct Kakapo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kakapo",
    abstract: "Provision resellers, groups, users and licences through the Kakapo ProvisionV3 service.",
    discussion: """
      The login is taken from --user or KAKAPO_USER, and from KAKAPO_PASSWORD, --password-file or a prompt; \
      never from an argument. One failed login locks the account, so a login that failed once is not sent \
      again until `kakapo latch open`.

      EXIT CODES
      \(ExitStatus.table)
      """,
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, SimulateCommand.self, RolloutCommand.self, PlanCommand.self, ApplyCommand.self,
      DriftCommand.self, ExportCommand.self,
      UserCommand.self, LicenseCommand.self, CallCommand.self, LicensesCommand.self, ContractCommand.self,
      DoctorCommand.self, LatchCommand.self,
    ])

  static func main() async {
    widenNarrowTerminal()
    await main(RawArguments.texts)
    do {
      try StandardOutput.finish()
    } catch {
      exit(withError: error)
    }
  }

  /// Formats the help for at least 40 columns, because the argument parser crashes with very few.
  private static func widenNarrowTerminal() {
    let columns = Environment["COLUMNS"].flatMap { Int($0) } ?? Terminal.columns(of: STDOUT_FILENO)
    if let columns, columns < 40 { setenv("COLUMNS", "40", 1) }
  }
}
