import ArgumentParser

/// What the service's contract is, and how it differs from the one this package knows.
struct ContractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Show, fetch and compare the service's contract, and make Swift of it; needs no login.",
    subcommands: [
      ContractShowCommand.self,
      ContractFetchCommand.self,
      ContractDiffCommand.self,
      ContractCheckCommand.self,
      ContractGenerateCommand.self,
    ])
}
