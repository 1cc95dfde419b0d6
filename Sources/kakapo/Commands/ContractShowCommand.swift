import ArgumentParser
import KakapoProvision
import Support

/// Shows the built-in contract.
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
    let near = NearMiss.find(method, among: Contract.builtIn.operations.map(\.name))
    return "The built-in contract has no method \(Printable.line(method)). "
      + (near.map { "Did you mean \($0)?" } ?? "`kakapo contract show` lists all.")
  }
}

/// The built-in contract, as text and as JSON.
struct ContractOutput: Encodable {
  /// A web method.
  struct Method: Encodable {
    /// A parameter of the method.
    struct Parameter: Encodable {
      let name: String
      let type: String
      let isRequired: Bool
      let known: String
      let summary: String
    }

    let name: String
    let known: String
    let `repeat`: String
    let summary: String
    let parameters: [Parameter]

    init(_ operation: OperationDescription) {
      name = operation.name
      known = operation.evidence.rawValue
      `repeat` = operation.repetition.rawValue
      summary = operation.summary
      parameters = operation.parameters.map {
        Parameter(
          name: $0.name, type: $0.schemaType, isRequired: $0.isRequired, known: $0.evidence.rawValue,
          summary: $0.summary)
      }
    }
  }

  private let serviceName: String
  private let endpoint: String
  private let namespace: String
  private let loginParameters: [String]
  private let methods: [Method]

  init(_ contract: Contract) {
    serviceName = contract.serviceName
    endpoint = contract.endpoint
    namespace = contract.namespace
    loginParameters = [contract.loginUserNameParameter, contract.loginPasswordParameter]
    methods = contract.operations.map(Method.init)
  }

  /// The methods, one a line.
  static var methodText: String {
    let table = TextTable(
      ["method", "known", "repeat", "what it does"],
      Contract.builtIn.operations.map {
        [$0.name, $0.evidence.rawValue, $0.repetition.rawValue, $0.summary]
      })
    return """
      \(head)

      \(table.text)

      \(knownLegend)
      repeat  safe: a second call changes nothing; unsafe: every call buys again; refused: a second call is
              expected to be refused, which the document does not say
      `kakapo contract show METHOD` shows a method's parameters, --parameters those of all.
      """
  }

  /// The parameters of all methods, one a line.
  static var parameterText: String {
    let rows = Contract.builtIn.operations.flatMap { operation in
      operation.parameters.map { [operation.name] + row(of: $0) }
    }
    return """
      \(head)

      \(TextTable(["method"] + parameterHeader, rows).text)

      \(knownLegend)
      """
  }

  /// A method with its parameters.
  static func text(of operation: OperationDescription) -> String {
    """
    \(operation.name): \(operation.summary)
    known: \(operation.evidence.rawValue); repeat: \(operation.repetition.rawValue)

    \(TextTable(parameterHeader, operation.parameters.map(row)).text)

    \(login)
    \(knownLegend)
    """
  }

  private static var head: String {
    """
    \(Contract.builtIn.serviceName) at \(Contract.builtIn.endpoint)
    namespace \(Contract.builtIn.namespace)
    \(login)
    """
  }

  private static let login =
    "before these, every method takes \(Contract.builtIn.loginUserNameParameter) and "
    + Contract.builtIn.loginPasswordParameter

  private static let knownLegend =
    "known   doc: from the vendor's document; read: read there from a garbled picture; assumed: by analogy"

  private static let parameterHeader = ["parameter", "type", "required", "known", "what it is"]

  private static func row(of parameter: ParameterDescription) -> [String] {
    [
      parameter.name, parameter.schemaType, parameter.isRequired ? "yes" : "no",
      parameter.evidence.rawValue, parameter.summary,
    ]
  }
}
