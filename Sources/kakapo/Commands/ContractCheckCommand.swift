import ArgumentParser
import KakapoProvision

/// Compares the built-in contract with that of the configured service.
struct ContractCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare the built-in contract with the service's; needs no login.",
    discussion: ContractComparisonOptions.explanation)

  @Option(help: "The address of the service. (environment: KAKAPO_ENDPOINT; default: the vendor's)")
  var endpoint: String?

  @OptionGroup var comparison: ContractComparisonOptions
  @OptionGroup var options: ContractFetchOptions
  @OptionGroup var output: OutputOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    let endpoint = endpoint ?? Environment["KAKAPO_ENDPOINT"] ?? Contract.builtIn.endpoint
    try await Report.errors(as: output.output) {
      try await comparison.compare(
        .builtIn, with: .address(try ContractAddress(endpoint: endpoint)), fetching: options,
        output: output.output)
    }
  }
}
