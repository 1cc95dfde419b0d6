import ArgumentParser

/// The commands that concern the contract of the service.
struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract", abstract: "Work with the contract of the service.",
    subcommands: [ContractGenerateCommand.self])
}
