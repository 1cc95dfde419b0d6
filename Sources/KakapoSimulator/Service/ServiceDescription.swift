import KakapoProvision

/// The web methods of the service: the contract with the changes of a deviation.
struct ServiceDescription: Sendable {
  struct Method: Sendable {
    let name: String
    let documentation: String
    /// All parameters in wire order, including the login.
    let parameters: [Parameter]
  }

  struct Parameter: Sendable {
    /// The element's name on the wire.
    let wireName: String
    /// The contract's and the portal's name for it; `nil` for a parameter outside of the contract.
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
    self.documentation = operation.summary
    self.parameters = deviation.reversesParameters ? parameters.reversed() : parameters
  }
}

/// The differences of a simulated service from the contract, to see whether a client notices.
///
/// The service reads, answers and describes itself in its WSDL with these differences. By default there are
/// none.
public struct ContractDeviation: Sendable, Hashable {
  /// Another target namespace; `nil` for the contract's.
  public var namespace: String?
  /// Other names on the wire in every method: the service's parameter name by the contract's.
  public var renamedParameters: [String: String] = [:]
  /// Whether the parameters are in reverse order.
  public var reversesParameters = false
  /// The methods that the service does not have.
  public var missingMethods: Set<String> = []
  /// The names of further text parameters at the end of a method, by the method's name.
  public var addedParameters: [String: [String]] = [:]

  /// Makes a deviation without differences.
  public init() {}
}
