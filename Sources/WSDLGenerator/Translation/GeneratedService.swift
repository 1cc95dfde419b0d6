import WSDL

/// The operations that get one type of their own in the generated code: those of one service.
///
/// If the ports of a service have different operations with the same name, each port is a service of its own here.
struct GeneratedService {
  /// The name that the type is made from.
  let name: String
  /// The name in the WSDL; empty if no service refers to the binding.
  let wireName: String
  let endpoint: String
  var operations: [ContractOperation]

  /// Splits the operations of a WSDL.
  ///
  /// - Parameter definitions: The WSDL.
  /// - Returns: The services in the order of the WSDL, then the bindings without a service; one service without operations
  ///   if there are none.
  static func all(in definitions: WSDLDefinitions) -> [GeneratedService] {
    let byBinding = Dictionary(grouping: definitions.operations, by: \.binding)
    var services: [GeneratedService] = []
    var bound: Set<QualifiedName> = []
    for service in definitions.services.all {
      // Two services may share a binding, and two ports of one, too.
      var bindings: Set<QualifiedName> = []
      let ports = service.ports.filter {
        bindings.insert($0.binding).inserted && byBinding[$0.binding] != nil
      }
      bound.formUnion(ports.map(\.binding))
      let operations = distinct(ports.flatMap { byBinding[$0.binding] ?? [] })
      if operations.isEmpty { continue }
      guard needsDivision(operations) else {
        services.append(
          GeneratedService(
            name: service.name.name, wireName: service.name.name, endpoint: ports.first?.address ?? "",
            operations: operations))
        continue
      }
      services += ports.map { port in
        GeneratedService(
          name: port.name, wireName: service.name.name, endpoint: port.address ?? "",
          operations: distinct(byBinding[port.binding] ?? []))
      }
    }
    let first = definitions.services.all.first
    let name = first?.name.name ?? definitions.name
    let unbound = distinct(definitions.operations.filter { !bound.contains($0.binding) })
    if !unbound.isEmpty || services.isEmpty {
      services.append(
        GeneratedService(
          name: name ?? "Service", wireName: name ?? "", endpoint: first?.ports.first?.address ?? "",
          operations: unbound))
    }
    return services
  }

  /// Whether operations of different port types share a name.
  private static func needsDivision(_ operations: [ContractOperation]) -> Bool {
    var portTypes: [String: QualifiedName] = [:]
    return operations.contains { operation in
      let known = portTypes[operation.name]
      portTypes[operation.name] = operation.portType
      return known != nil && known != operation.portType
    }
  }

  /// The operations, without those that a second port repeats.
  private static func distinct(_ operations: [ContractOperation]) -> [ContractOperation] {
    var seen: [DistinctNames: [ContractOperation]] = [:]
    return operations.filter { operation in
      let names = DistinctNames(operation)
      let isKnown = seen[names, default: []].contains {
        $0.input == operation.input && $0.output == operation.output
      }
      if !isKnown { seen[names, default: []].append(operation) }
      return !isKnown
    }
  }
}

/// The common properties of two operations of which one repeats the other for a second port.
private struct DistinctNames: Hashable {
  private let name: String
  private let inputName: String?
  private let action: String?
  private let wrapper: QualifiedName?

  init(_ operation: ContractOperation) {
    name = operation.name
    inputName = operation.inputName
    action = operation.soapAction
    wrapper = operation.input.wrapper
  }
}
