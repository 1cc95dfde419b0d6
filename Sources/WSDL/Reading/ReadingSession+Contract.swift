extension ReadingSession {
  /// Combines bindings, port types, messages and schemas into the operations that a caller sees.
  func buildContract() {
    var built: Set<QualifiedName> = []
    for service in definitions.services.all {
      for port in service.ports {
        guard let binding = definitions.bindings[port.binding], built.insert(binding.name).inserted else {
          continue
        }
        addOperations(of: binding, service: service.name, port: port.name)
      }
    }
    for binding in definitions.bindings.all where !built.contains(binding.name) {
      addOperations(of: binding, service: nil, port: nil)
    }
    if definitions.services.all.isEmpty {
      log.add(.warning, "The WSDL has no service; its bindings are read anyway.", at: nil)
    }
    if !definitions.bindings.all.contains(where: { $0.kind == .soap11 }) {
      log.add(.unsupported, "The WSDL has no SOAP 1.1 binding, so no operation can be called.", at: nil)
    }
  }

  private func addOperations(of binding: WSDLBinding, service: QualifiedName?, port: String?) {
    guard binding.kind == .soap11, let portType = definitions.portTypes[binding.portType] else { return }
    let declared = DeclaredOperations(portType)
    var contracts: [ContractOperation] = []
    var bound: Set<String> = []
    for operation in binding.operations {
      bound.insert(operation.name)
      guard let declaration = declared.declaration(for: operation) else {
        log.add(
          .error,
          "Operation \(operation.name) is bound, but port type \(portType.name) has no such operation.",
          at: operation.place)
        continue
      }
      guard !declaration.isSolicited, declaration.input != nil else {
        log.add(
          .unsupported, "Operation \(operation.name) is sent by the service; only requests are supported.",
          at: declaration.place)
        continue
      }
      let builder = ContractOperationBuilder(
        definitions: definitions, binding: binding, operation: operation, declaration: declaration)
      let (contract, findings) = builder.build(
        service: service, port: port, entriesLeft: &contractEntriesLeft)
      contracts.append(contract)
      for finding in findings { log.add(finding.severity, finding.message, at: finding.place) }
    }
    definitions.operations += contracts
    if let encoded = binding.operations.first(where: {
      $0.input?.use == .encoded || $0.output?.use == .encoded
    }) {
      log.add(
        .unsupported,
        "Binding \(binding.name.name) uses the SOAP encoding: values may have xsi:type and refer to each"
          + " other, which the model does not support.", at: encoded.place)
    }
    for operation in portType.operations where !bound.contains(operation.name) {
      log.add(
        .warning, "Operation \(operation.name) is not in binding \(binding.name.name) and cannot be called.",
        at: operation.place)
    }
  }
}

/// The operations of a port type, which can be found even if there are overloads.
private struct DeclaredOperations {
  private var positions: [[String?]: Int] = [:]
  private let operations: [WSDLOperation]

  init(_ portType: WSDLPortType) {
    operations = portType.operations
    for (position, operation) in operations.enumerated() {
      let names = [operation.name, operation.input?.name, operation.output?.name]
      for key in [names, Array(names.prefix(2)), Array(names.prefix(1))] where positions[key] == nil {
        positions[key] = position
      }
    }
  }

  /// The operation of a binding; the names of input and output distinguish overloads.
  func declaration(for operation: WSDLBindingOperation) -> WSDLOperation? {
    let names = [operation.name, operation.inputName, operation.outputName]
    let position = positions[names] ?? positions[Array(names.prefix(2))] ?? positions[Array(names.prefix(1))]
    return position.map { operations[$0] }
  }
}
