import KakapoProvision

/// The web methods as this service offers them: the contract, changed where a deviation says so.
struct ServiceDescription: Sendable {
  struct Method: Sendable {
    let name: String
    let documentation: String
    /// All parameters in wire order, the login among them.
    let parameters: [Parameter]
  }

  struct Parameter: Sendable {
    /// The element's name on the wire.
    let wireName: String
    /// The contract's name for it, by which the portal knows it; `nil` for one the contract does not have.
    let name: String?
    let isInteger: Bool
    let isSecret: Bool
  }

  let serviceName: String
  let namespace: String
  let loginUserNameParameter: String
  let loginPasswordParameter: String
  /// In alphabetical order.
  let methods: [Method]
  private let byName: [String: Method]

  init(_ contract: Contract = .builtIn, deviation: ContractDeviation = ContractDeviation()) {
    serviceName = contract.serviceName
    namespace = deviation.namespace ?? contract.namespace
    loginUserNameParameter = contract.loginUserNameParameter
    loginPasswordParameter = contract.loginPasswordParameter
    methods = contract.operations.filter { !deviation.missingMethods.contains($0.name) }.map { operation in
      Method(operation, of: contract, deviation)
    }
    byName = Dictionary(methods.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func method(named name: String) -> Method? { byName[name] }

  /// The SOAPAction of a method, as ASP.NET forms it by default.
  func action(of method: String) -> String {
    namespace.hasSuffix("/") ? namespace + method : namespace + "/" + method
  }

  func method(forAction action: String) -> Method? {
    let prefix = self.action(of: "")
    guard action.hasPrefix(prefix) else { return nil }
    return byName[String(action.dropFirst(prefix.count))]
  }
}

extension ServiceDescription.Method {
  fileprivate init(_ operation: OperationDescription, of contract: Contract, _ deviation: ContractDeviation) {
    func parameter(_ name: String, isInteger: Bool = false, isSecret: Bool = false)
      -> ServiceDescription.Parameter
    {
      ServiceDescription.Parameter(
        wireName: deviation.renamedParameters[name] ?? name, name: name, isInteger: isInteger,
        isSecret: isSecret)
    }
    var parameters = [
      parameter(contract.loginUserNameParameter),
      parameter(contract.loginPasswordParameter, isSecret: true),
    ]
    parameters += operation.parameters.map {
      parameter($0.name, isInteger: $0.schemaType == "int", isSecret: $0.kind == .secret)
    }
    parameters += deviation.addedParameters[operation.name, default: []].map {
      ServiceDescription.Parameter(wireName: $0, name: nil, isInteger: false, isSecret: false)
    }
    self.name = operation.name
    self.documentation = operation.documentation
    self.parameters = deviation.reversesParameters ? parameters.reversed() : parameters
  }
}

extension OperationDescription {
  /// What the help page and the WSDL say of a method, in a form that can be read back.
  ///
  /// The summary, then the vendor's sentence on mandatory parameters, then how each name is known.
  fileprivate var documentation: String {
    let optional = parameters.filter { !$0.isRequired }.map(\.name)
    let mandatory: String
    switch optional.count {
    case 0: mandatory = "All parameters are mandatory."
    case 1: mandatory = "All parameters are mandatory except \(optional[0])."
    default:
      let list = optional.dropLast().joined(separator: ", ") + " and " + optional[optional.count - 1]
      mandatory = "All parameters are mandatory except \(list)."
    }
    let marks = ["method \(evidence.rawValue)"] + parameters.map { "\($0.name) \($0.evidence.rawValue)" }
    return "\(summary) \(mandatory) Known: \(marks.joined(separator: "; "))."
  }
}

/// How a simulated service differs from the contract, to see whether a client notices.
///
/// The service reads, answers and describes itself in its WSDL accordingly. By default it does not differ.
public struct ContractDeviation: Sendable, Hashable {
  /// Another target namespace; `nil` for the contract's.
  public var namespace: String?
  /// Other names on the wire: the contract's parameter name to the service's, in every method.
  public var renamedParameters: [String: String] = [:]
  /// Whether the parameters stand in the opposite order.
  public var reversesParameters = false
  /// Methods that the service does not have.
  public var missingMethods: Set<String> = []
  /// Further parameters at the end of a method, all of them text: the method's name to their names.
  public var addedParameters: [String: [String]] = [:]

  /// A service that does not differ.
  public init() {}
}
