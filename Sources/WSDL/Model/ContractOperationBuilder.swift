/// Builds one operation from its binding, its declaration, their messages and the schemas.
struct ContractOperationBuilder {
  let definitions: WSDLDefinitions
  let binding: WSDLBinding
  let operation: WSDLBindingOperation
  let declaration: WSDLOperation

  func build(
    service: QualifiedName?, port: String?, entriesLeft: inout Int
  ) -> (ContractOperation, [WSDLDiagnostic]) {
    var findings: [WSDLDiagnostic] = []
    let input = message(
      declaration.input, binding: operation.input, rpcName: operation.name, entriesLeft: &entriesLeft,
      &findings)
    let output = declaration.output.map {
      message(
        $0, binding: operation.output, rpcName: "\(operation.name)Response", entriesLeft: &entriesLeft,
        &findings)
    }
    let contract = ContractOperation(
      name: operation.name, inputName: declaration.input?.name, service: service, port: port,
      binding: binding.name, portType: binding.portType, soapAction: operation.soapAction,
      shape: shape(of: input), documentation: declaration.documentation, input: input, output: output,
      faults: declaration.faults.compactMap { definitions.messages[$0.message]?.parts.first?.content },
      place: declaration.place)
    return (contract, findings)
  }

  private func shape(of input: ContractMessage) -> ContractOperation.Shape {
    guard operation.style == .document else { return .rpc }
    guard let wrapper = input.wrapper else { return .bare }
    let parts = bodyParts(of: declaration.input, binding: operation.input)
    return wrapper.name == operation.name || parts.first?.name == "parameters" ? .wrapped : .bare
  }

  /// The parts in the body: those that the binding lists, or all that aren't headers.
  private func bodyParts(of reference: WSDLMessageReference?, binding: WSDLBindingMessage?) -> [WSDLPart] {
    guard let reference, let message = definitions.messages[reference.message] else { return [] }
    if let listed = binding?.parts {
      let names = Set(listed)
      return message.parts.filter { names.contains($0.name) }
    }
    let headers = Set((binding?.headers ?? []).filter { $0.message == message.name }.map(\.part))
    return message.parts.filter { !headers.contains($0.name) }
  }

  private func message(
    _ reference: WSDLMessageReference?, binding: WSDLBindingMessage?, rpcName: String,
    entriesLeft: inout Int, _ findings: inout [WSDLDiagnostic]
  ) -> ContractMessage {
    guard entriesLeft > 0 else { return leftOut(binding, &findings) }
    entriesLeft -= reference.flatMap { definitions.messages[$0.message]?.parts.count } ?? 0
    guard entriesLeft > 0 else { return leftOut(binding, &findings) }
    let parts = bodyParts(of: reference, binding: binding)
    var body = BodyContent()
    if operation.style == .rpc {
      body = rpcBody(of: parts, named: rpcName, binding: binding, &findings)
    } else {
      body = documentBody(of: parts, role: rpcName == operation.name ? "request" : "answer", &findings)
    }
    entriesLeft -= body.cost
    return ContractMessage(
      wrapper: body.wrapper, wrapperType: body.wrapperType, parameters: body.parameters,
      use: binding?.use ?? .literal, hasMore: body.hasMore,
      obstacle: obstacle(to: reference, binding: binding) ?? body.obstacle,
      isUnordered: body.isUnordered,
      headers: (binding?.headers ?? []).map { header($0, &findings) })
  }

  /// What is missing from a message before its parts are looked at; `nil` for nothing.
  private func obstacle(to reference: WSDLMessageReference?, binding: WSDLBindingMessage?) -> String? {
    if let obstacle = binding?.obstacle { return obstacle }
    guard let reference, let message = definitions.messages[reference.message] else {
      return "a message that is not described"
    }
    if message.lacksParts { return "a part of a message that has no name of its own" }
    guard let missing = binding?.parts?.first(where: { message.part(named: $0) == nil }) else { return nil }
    return "the part \(missing), which its message does not have"
  }

  /// A message whose content wasn't examined, because earlier messages used up the budget.
  private func leftOut(
    _ binding: WSDLBindingMessage?, _ findings: inout [WSDLDiagnostic]
  ) -> ContractMessage {
    findings.append(
      WSDLDiagnostic(
        severity: .error,
        message: "All operations together are too large; the parameters of \(operation.name) are left out.",
        place: declaration.place))
    return ContractMessage(
      wrapper: nil, wrapperType: nil, parameters: [], use: binding?.use ?? .literal, hasMore: true,
      obstacle: "parameters that were left out", isUnordered: false, headers: [])
  }

  private func rpcBody(
    of parts: [WSDLPart], named name: String, binding: WSDLBindingMessage?,
    _ findings: inout [WSDLDiagnostic]
  ) -> BodyContent {
    var body = BodyContent()
    body.wrapper = QualifiedName(name, namespace: binding?.namespace)
    for part in parts {
      switch part.content {
      case .type(let type):
        body.parameters.append(
          ContractParameter(
            name: QualifiedName(part.name, namespace: nil), type: .named(type), occurs: .once,
            isNillable: binding?.use == .encoded, defaultValue: nil, fixedValue: nil, documentation: nil,
            place: part.place))
      case .element(let element):
        body.lack(
          "a part of an rpc message that is not described by a type",
          WSDLDiagnostic(
            severity: .error,
            message: "Part \(part.name) of an rpc message is described by the element"
              + " \(element.name) instead of a type.", place: part.place), &findings)
      case .undescribed: body.lack(undescribed: part, &findings)
      }
    }
    return body
  }

  private func documentBody(of parts: [WSDLPart], role: String, _ findings: inout [WSDLDiagnostic])
    -> BodyContent
  {
    var body = BodyContent()
    if parts.count > 1 {
      findings.append(
        WSDLDiagnostic(
          severity: .warning,
          message: "The \(role) of \(operation.name) has \(parts.count) elements in its"
            + " body; the WS-I Basic Profile allows one (R2201, R2210).", place: declaration.place))
    }
    for part in parts {
      let name: QualifiedName
      switch part.content {
      case .element(let element): name = element
      case .type:
        body.lack(
          "a part of a document message that is described by a type",
          WSDLDiagnostic(
            severity: .unsupported,
            message: "Part \(part.name) of a document message is described by a type"
              + " instead of an element.", place: part.place), &findings)
        continue
      case .undescribed:
        body.lack(undescribed: part, &findings)
        continue
      }
      guard let element = definitions.schemas.elements[name] else {
        if parts.count == 1 {
          body.wrapper = name
        } else {
          body.obstacle = "element \(name.name), which is not described"
        }
        body.hasMore = true
        continue
      }
      if parts.count == 1, let (content, cost) = wrappedContent(of: element) {
        body.cost += cost
        body.wrapper = element.name
        body.wrapperType = element.type
        body.parameters = content.elements.map(ContractParameter.init)
        body.hasMore = !content.isElementList
        body.isUnordered = content.isUnordered
      } else {
        body.parameters.append(ContractParameter(element))
      }
    }
    return body
  }

  /// The content of an element that can contain parameters; `nil` if the element is itself a value.
  private func wrappedContent(of element: SchemaElement) -> (SchemaContent, cost: Int)? {
    guard case .complex(let type)? = definitions.schemas.type(element.type) else { return nil }
    let (content, cost) = definitions.schemas.contentAndCost(of: type)
    return content.text == nil && content.soapArray == nil ? (content, cost) : nil
  }

  private func header(_ header: WSDLHeader, _ findings: inout [WSDLDiagnostic]) -> ContractHeader {
    let message = definitions.messages[header.message]
    switch message?.part(named: header.part)?.content {
    case .element(let name):
      return ContractHeader(name: name, type: definitions.schemas.elements[name]?.type)
    case .type(let type):
      return ContractHeader(name: QualifiedName(header.part, namespace: nil), type: .named(type))
    case .undescribed: break
    case nil where message == nil: break
    case nil:
      findings.append(
        WSDLDiagnostic(
          severity: .error, message: "The header part \(header.part) is not in message \(header.message).",
          place: header.place))
    }
    return ContractHeader(name: QualifiedName(header.part, namespace: nil), type: nil)
  }
}

private struct BodyContent {
  var wrapper: QualifiedName?
  var wrapperType: SchemaTypeReference?
  var parameters: [ContractParameter] = []
  var hasMore = false
  var obstacle: String?
  var isUnordered = false
  /// The number of schema entries examined.
  var cost = 1

  /// Records a part that can't be expressed.
  mutating func lack(_ obstacle: String, _ finding: WSDLDiagnostic, _ findings: inout [WSDLDiagnostic]) {
    findings.append(finding)
    hasMore = true
    self.obstacle = self.obstacle ?? obstacle
  }

  mutating func lack(undescribed part: WSDLPart, _ findings: inout [WSDLDiagnostic]) {
    lack(
      "a part of a message that has neither an element nor a type",
      WSDLDiagnostic(
        severity: .error, message: "Part \(part.name) has neither an element nor a type.", place: part.place),
      &findings)
  }
}
