import ArgumentParser
import KakapoProvision

/// Shows the service's contract, and compares it with the built-in one.
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

/// The options of a comparison.
struct ContractComparisonOptions: ParsableArguments {
  static let explanation = """
    A difference is breaking (calls or answers may fail), followed (letter case, order or namespace: the \
    client uses what the service has) or harmless. What one cannot read of a WSDL is said.

    Exit codes: 0 without breaking differences, 76 with one, and when a contract cannot be had; 64 when a file \
    cannot be read, 69 without a connection, 78 for HTTP 401, 403, 404 and 407. Followed differences leave it at \
    0; --strict makes them 76, for callers that do not follow them.
    """

  @Flag(
    name: .customLong("strict"),
    help: "Exit with 76 also for followed differences, and when parts of a WSDL could not be read.")
  var isStrict = false

  /// Compares two contracts and prints the differences.
  ///
  /// - Parameters:
  ///   - old: The contract of the callers.
  ///   - new: The current contract.
  ///   - options: The options for fetching a contract.
  ///   - output: The output format.
  /// - Throws: `ProvisionError` when a contract is not available; `ExitCode` for relevant differences.
  func compare(
    _ old: ContractSource, with new: ContractSource, fetching options: ContractFetchOptions,
    output: OutputFormat
  ) async throws {
    let report = ContractReport(
      from: (old.name, try await old.reading(fetching: options)),
      to: (new.name, try await new.reading(fetching: options)))
    switch output {
    case .json: try JSONOutput.print(report)
    case .table: print(report.text)
    }
    let status = report.exitStatus(isStrict: isStrict)
    guard status == .success else { throw status.exitCode }
  }
}
