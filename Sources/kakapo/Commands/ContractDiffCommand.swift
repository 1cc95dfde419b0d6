import ArgumentParser
import KakapoProvision

/// Compares two contracts.
struct ContractDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two contracts.",
    usage: "kakapo contract diff FROM TO [--strict] [--output table|json] [--timeout SECONDS]",
    discussion: """
      Either side is the word `built-in`, a WSDL file or a URL.

      \(ContractComparisonOptions.explanation)
      """)

  @Argument(help: "The contract that callers keep to.")
  var from: String

  @Argument(help: "The contract as it is now.")
  var to: String

  @OptionGroup var comparison: ContractComparisonOptions
  @OptionGroup var options: ContractFetchOptions
  @OptionGroup var output: OutputOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    try await Report.errors(as: output.output) {
      try await comparison.compare(
        try ContractSource(from), with: try ContractSource(to), fetching: options,
        output: output.output)
    }
  }
}
