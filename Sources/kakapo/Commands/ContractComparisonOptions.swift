import ArgumentParser

/// How differences are judged.
struct ContractComparisonOptions: ParsableArguments {
  static let explanation = """
    A difference is breaking (calls or answers may go wrong), followed (letter case, order or namespace: the \
    client uses what the service has) or harmless. What one cannot read of a WSDL is said.

    Exit codes: 0 without breaking differences, 76 with one, and when a contract cannot be had; 64 when a file \
    cannot be read, 69 without a connection, 78 for HTTP 401, 403, 404 and 407. Followed differences leave it at \
    0; --strict makes them 76, for callers that do not follow them.
    """

  @Flag(
    name: .customLong("strict"),
    help: "Exit with 76 also for followed differences, and when parts of a WSDL could not be read.")
  var isStrict = false

  /// Compares two contracts and prints how they differ.
  ///
  /// - Parameters:
  ///   - old: The contract that callers keep to.
  ///   - new: The contract as it is now.
  ///   - options: How each is fetched.
  ///   - output: How to print it.
  /// - Throws: `ProvisionError` when one cannot be had; `ExitCode` for differences that count.
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
