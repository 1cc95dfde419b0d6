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

  /// The contract with the changes.
  let contract: Contract
  /// In alphabetical order.
  let methods: [Method]
  private let byName: [String: Method]

  init(_ contract: Contract = .builtIn, deviation: ContractDeviation = ContractDeviation()) {
    self.contract = contract.deviating(by: deviation)
    methods = self.contract.operations.map { operation in
      Method(operation, contract.operation(named: operation.name), deviation)
    }
    byName = Dictionary(methods.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var serviceName: String { contract.serviceName }
  var namespace: String { contract.namespace }

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
  fileprivate init(
    _ operation: OperationDescription, _ known: OperationDescription?, _ deviation: ContractDeviation
  ) {
    let names = (known?.request.content.elements ?? []).map(\.name)
    let secrets =
      (known?.parameters ?? []).filter { $0.kind == .secret }.map(\.name) + [known?.login?.password]
    name = operation.name
    documentation = operation.summary
    parameters = operation.request.content.elements.map { element in
      let name = names.first { deviation.wireName(of: $0) == element.name }
      return ServiceDescription.Parameter(
        wireName: element.name, name: name, isInteger: element.type == "int", isSecret: secrets.contains(name)
      )
    }
  }
}

extension Contract {
  /// The contract of a service that differs from this one.
  fileprivate func deviating(by deviation: ContractDeviation) -> Contract {
    let types = TypeTable(
      (operations.first?.types.entries ?? []).map { entry in
        guard case .complex(let content) = entry.description else { return entry }
        let elements = content.elements.map { deviation.element($0, named: $0.name, in: self) }
        return TypeTable.Entry(
          entry.name, deviation.namespace ?? namespace, .complex(ContentDescription(elements)))
      })
    let operations = operations.filter { !deviation.missingMethods.contains($0.name) }.map { operation in
      var parameters = operation.request.content.elements.map {
        deviation.element($0, named: deviation.wireName(of: $0.name), in: self)
      }
      parameters += deviation.addedParameters[operation.name, default: []].map {
        ElementDescription($0, deviation.namespace ?? namespace, "string", minimum: 0)
      }
      if deviation.reversesParameters { parameters.reverse() }
      let results = (operation.answer?.content.elements ?? []).map {
        deviation.element($0, named: $0.name, in: self)
      }
      let target = deviation.namespace ?? namespace
      return OperationDescription(
        operation.name, soapAction: target + (target.hasSuffix("/") ? "" : "/") + operation.name,
        request: MessageDescription(operation.request.name, target, ContentDescription(parameters)),
        answer: MessageDescription(operation.answer?.name, target, ContentDescription(results)),
        result: operation.result, login: operation.login, summary: operation.summary, types: types)
    }
    return Contract(
      serviceName: serviceName, endpoint: endpoint, namespace: deviation.namespace ?? namespace,
      operations: operations)
  }
}

extension ContractDeviation {
  /// The name on the wire of a parameter of the contract.
  fileprivate func wireName(of name: String) -> String { renamedParameters[name] ?? name }

  /// An element of the contract, as the service has it.
  fileprivate func element(
    _ element: ElementDescription, named name: String, in contract: Contract
  ) -> ElementDescription {
    func wire(_ other: String) -> String { other == contract.namespace ? namespace ?? other : other }
    var type = element.type
    if case .named(let name, let other) = type { type = .named(name, wire(other)) }
    return ElementDescription(
      name, wire(element.namespace), type, minimum: element.minimum, maximum: element.maximum,
      isNillable: element.isNillable)
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
