import ArgumentParser
import KakapoProvision

/// Shows the contract that this package was built with.
struct ContractShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the built-in contract, and how each of its names is known.")

  @Argument(help: "Show this method with its parameters.")
  var method: String?

  @Flag(help: "Show the parameters of all methods.")
  var parameters = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let contract = Contract.builtIn
    if let method {
      guard let operation = contract.operation(named: method) else {
        throw ValidationError(ContractShowCommand.unknown(method))
      }
      return try show(operation)
    }
    switch output.output {
    case .json: try JSONOutput.print(ContractOutput(contract))
    case .table: print(parameters ? ContractOutput.parameterText : ContractOutput.methodText)
    }
  }

  private func show(_ operation: OperationDescription) throws {
    switch output.output {
    case .json: try JSONOutput.print(ContractOutput.Method(operation))
    case .table: print(ContractOutput.text(of: operation))
    }
  }

  private static func unknown(_ method: String) -> String {
    let near = Contract.builtIn.operations.first { $0.name.lowercased() == method.lowercased() }
    return "The built-in contract has no method \(Printable.line(method)). "
      + (near.map { "Did you mean \($0.name)? Letter case counts." } ?? "`kakapo contract show` lists all.")
  }
}
