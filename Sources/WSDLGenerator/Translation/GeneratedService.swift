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
  /// - Returns: The services in the order of the WSDL, each operation once; one without operations if there are none.
  static func all(in definitions: WSDLDefinitions) -> [GeneratedService] {
    struct Key: Hashable {
      let service: QualifiedName?
      var portType: QualifiedName?
    }
    var groups: [(key: Key, operations: [ContractOperation])] = []
    func add(_ operation: ContractOperation, as key: Key) {
      if let position = groups.firstIndex(where: { $0.key == key }) {
        groups[position].operations.append(operation)
      } else {
        groups.append((key, [operation]))
      }
    }
    let byService = Dictionary(grouping: definitions.operations, by: \.service)
    let divided = Set(byService.filter { needsDivision(distinct($0.value)) }.keys)
    for operation in definitions.operations {
      let isDivided = divided.contains(operation.service)
      add(
        operation,
        as: Key(service: operation.service, portType: isDivided ? operation.portType : nil))
    }
    let first = definitions.services.all.first
    guard groups.count > 1 else {
      let wish = first?.name.name ?? definitions.name
      return [
        GeneratedService(
          name: wish ?? "Service", wireName: wish ?? "", endpoint: first?.ports.first?.address ?? "",
          operations: distinct(definitions.operations))
      ]
    }
    return groups.map { key, operations in
      let service = key.service.flatMap { definitions.services[$0] }
      let port = service?.ports.first { $0.name == operations.first?.port }
      let name = key.portType == nil ? service?.name.name : port?.name
      return GeneratedService(
        name: name ?? operations.first?.portType.name ?? "Service", wireName: service?.name.name ?? "",
        endpoint: port?.address ?? "", operations: distinct(operations))
    }
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
