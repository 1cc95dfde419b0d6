import XMLCore

extension ReadingSession {
  /// Reads one `definitions` element.
  func readDefinitions(_ root: SourceNode, isRoot: Bool) {
    let namespace = interned(root.token("targetNamespace"))
    targetNamespace = namespace
    if isRoot {
      definitions.name = root.token("name")
      definitions.targetNamespace = namespace
      definitions.documentation = documentation(of: root)
    }
    root.forEachChild { child in
      guard child.namespace == WSDLNamespaces.wsdl else { return passOverExtension(child) }
      switch child.name {
      case "import":
        addImport(child, kind: .wsdlImport, namespace: child.token("namespace"), locationName: "location")
      case "types": readTypes(child)
      case "message": readMessage(child, in: namespace)
      case "portType": readPortType(child, in: namespace)
      case "binding": readBinding(child, in: namespace)
      case "service": readService(child, in: namespace)
      case "documentation": break
      default: passOverUnknown(child)
      }
    }
  }

  func addImport(_ node: SourceNode, kind: PendingImport.Kind, namespace: String?, locationName: String) {
    let location = node.token(locationName)
    if kind == .wsdlImport, location == nil {
      log.add(.error, "The import of \(namespace ?? "no namespace") has no location.", at: node.place)
    }
    pendingImports.append(
      PendingImport(kind: kind, namespace: interned(namespace), location: location, place: node.place))
  }

  private func readTypes(_ types: SourceNode) {
    types.forEachChild { child in
      if child.isNamed("schema", in: WSDLNamespaces.schema) {
        readSchema(child, adoptedNamespace: nil)
      } else if !child.isNamed("documentation", in: WSDLNamespaces.wsdl) {
        log.add(
          .unsupported,
          "The types are described by \(child.name) of \(child.namespace ?? "no namespace"), not by XML Schema.",
          at: child.place)
      }
    }
  }

  private func readMessage(_ node: SourceNode, in namespace: String?) {
    guard let name = componentName(of: node) else { return }
    var parts: [WSDLPart] = []
    var names: Set<String> = []
    var lacksParts = false
    node.forEachChild { child in
      guard child.isNamed("part", in: WSDLNamespaces.wsdl) else { return passOver(child) }
      guard let part = readPart(child) else {
        lacksParts = true
        return
      }
      if !names.insert(part.name).inserted {
        lacksParts = true
        log.add(.error, "Message \(name) has a second part \(part.name), which is left out.", at: child.place)
      } else {
        parts.append(part)
      }
    }
    let qualified = QualifiedName(name, namespace: namespace)
    let message = WSDLMessage(
      name: qualified, parts: parts, lacksParts: lacksParts, place: node.place)
    note(definitions.messages.insert(message, as: qualified), of: node)
  }

  private func readPart(_ node: SourceNode) -> WSDLPart? {
    guard let name = componentName(of: node) else { return nil }
    if node.attribute("element") != nil, node.attribute("type") != nil {
      log.add(.error, "Part \(name) has an element and a type; the element counts.", at: node.place)
    }
    if let element = qualifiedName("element", of: node) {
      refer(to: element, as: .element, at: node)
      return WSDLPart(name: name, content: .element(element), place: node.place)
    }
    if let type = qualifiedName("type", of: node) {
      refer(to: type, as: .type, at: node)
      return WSDLPart(name: name, content: .type(type), place: node.place)
    }
    return WSDLPart(name: name, content: .undescribed, place: node.place)
  }

  private func readPortType(_ node: SourceNode, in namespace: String?) {
    guard let name = componentName(of: node) else { return }
    var operations: [WSDLOperation] = []
    node.forEachChild { child in
      guard child.isNamed("operation", in: WSDLNamespaces.wsdl) else { return passOver(child) }
      if let operation = readOperation(child) { operations.append(operation) }
    }
    let qualified = QualifiedName(name, namespace: namespace)
    let portType = WSDLPortType(
      name: qualified, documentation: documentation(of: node), operations: operations, place: node.place)
    note(definitions.portTypes.insert(portType, as: qualified), of: node)
  }

  private func readOperation(_ node: SourceNode) -> WSDLOperation? {
    guard let name = componentName(of: node) else { return nil }
    var input: WSDLMessageReference?
    var output: WSDLMessageReference?
    var faults: [WSDLMessageReference] = []
    var isSolicited = false
    node.forEachChild { child in
      guard child.namespace == WSDLNamespaces.wsdl, child.name != "documentation" else {
        return passOver(child)
      }
      switch child.name {
      case "input" where input == nil:
        isSolicited = output != nil
        input = readMessageReference(child)
      case "output" where output == nil: output = readMessageReference(child)
      case "fault": readMessageReference(child).map { faults.append($0) }
      default: passOverUnknown(child)
      }
    }
    let order = node.token("parameterOrder")?.split(whereSeparator: \.isWhitespace).map(String.init)
    return WSDLOperation(
      name: name, documentation: documentation(of: node), input: input, output: output, faults: faults,
      parameterOrder: order, isSolicited: isSolicited, place: node.place)
  }

  private func readMessageReference(_ node: SourceNode) -> WSDLMessageReference? {
    guard let message = componentReference("message", of: node) else {
      if node.attribute("message") == nil {
        log.add(.error, "The \(node.name) names no message.", at: node.place)
      }
      return nil
    }
    refer(to: message, as: .message, at: node)
    return WSDLMessageReference(name: node.token("name"), message: message, place: node.place)
  }

  private func readService(_ node: SourceNode, in namespace: String?) {
    guard let name = componentName(of: node) else { return }
    var ports: [WSDLPort] = []
    node.forEachChild { child in
      guard child.isNamed("port", in: WSDLNamespaces.wsdl) else { return passOver(child) }
      if let port = readPort(child) { ports.append(port) }
    }
    let qualified = QualifiedName(name, namespace: namespace)
    let service = WSDLService(
      name: qualified, documentation: documentation(of: node), ports: ports, place: node.place)
    note(definitions.services.insert(service, as: qualified), of: node)
  }

  private func readPort(_ node: SourceNode) -> WSDLPort? {
    guard let name = componentName(of: node) else { return nil }
    guard let binding = componentReference("binding", of: node) else {
      log.add(.error, "Port \(name) names no binding and is left out.", at: node.place)
      return nil
    }
    refer(to: binding, as: .binding, at: node)
    var address: String?
    node.forEachChild { child in
      if child.name == "address", Self.bindingNamespaces.contains(child.namespace ?? "") {
        address = child.token("location")
      } else {
        passOver(child)
      }
    }
    return WSDLPort(
      name: name, binding: binding, address: address, documentation: documentation(of: node),
      place: node.place)
  }

  static let bindingNamespaces = [WSDLNamespaces.soap11, WSDLNamespaces.soap12, WSDLNamespaces.http]
}

// MARK: - For all components

extension ReadingSession {
  /// The text of the `wsdl:documentation` directly in a node; `nil` if it is empty or only white space.
  func documentation(of node: SourceNode) -> String? {
    var texts: [String] = []
    node.forEachChild { child in
      if child.isNamed("documentation", in: WSDLNamespaces.wsdl) {
        texts.append(String(child.allText.trimmingXMLSpace))
      }
    }
    let text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
    return text.isEmpty ? nil : text
  }

  /// Reports a component if its name already exists.
  func note(_ isNew: Bool, of node: SourceNode) {
    guard !isNew else { return }
    log.add(
      .error, "A second \(node.name) \(node.token("name") ?? "") is left out; the first counts.",
      at: node.place)
  }

  func refer(to name: QualifiedName, as kind: ComponentReference.Kind, at node: SourceNode) {
    references.append(ComponentReference(kind: kind, name: name, place: node.place))
  }

  /// Ignores a child that the reader of a WSDL element doesn't need.
  func passOver(_ node: SourceNode) {
    guard node.namespace == WSDLNamespaces.wsdl else { return passOverExtension(node) }
    if node.name != "documentation" { passOverUnknown(node) }
  }

  func passOverUnknown(_ node: SourceNode) {
    log.add(.error, "\(node.name.prefix(80)) is not allowed here and is left out.", at: node.place)
  }

  /// Ignores an extension of WSDL, and reports each kind once.
  func passOverExtension(_ node: SourceNode) {
    let name = QualifiedName(node.name, namespace: interned(node.namespace))
    let isMandatory =
      ["true", "1"].contains(node.attribute("required", in: WSDLNamespaces.wsdl) ?? "")
    guard seenExtensions.insert(name).inserted || isMandatory else { return }
    log.add(
      isMandatory ? .unsupported : .warning,
      "The extension \(name) is ignored\(isMandatory ? ", although it is marked as required" : "").",
      at: node.place)
  }
}
