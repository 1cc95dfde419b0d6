extension ReadingSession {
  func readBinding(_ node: SourceNode, in namespace: String?) {
    guard let name = componentName(of: node) else { return }
    guard let portType = componentReference("type", of: node) else {
      log.add(.error, "Binding \(name) names no port type and is left out.", at: node.place)
      return
    }
    refer(to: portType, as: .portType, at: node)
    let header = protocolElement(of: node)
    let kind = Self.kind(of: header)
    let style = style(of: header, otherwise: .document)
    var operations: [WSDLBindingOperation] = []
    if kind == .soap11 {
      node.forEachChild { child in
        if child.isNamed("operation", in: WSDLNamespaces.wsdl) {
          if let operation = readBindingOperation(child, style: style) { operations.append(operation) }
        } else if !child.isNamed("binding", in: WSDLNamespaces.soap11) {
          passOver(child)
        }
      }
    } else if case .other(let other) = kind {
      log.add(
        .unsupported,
        other.map { "Binding \(name) uses the protocol \($0) and is ignored." }
          ?? "Binding \(name) has no protocol and is ignored.", at: node.place)
    }
    let qualified = QualifiedName(name, namespace: namespace)
    let binding = WSDLBinding(
      name: qualified, portType: portType, kind: kind, style: style,
      transport: header?.token("transport"), operations: operations,
      documentation: documentation(of: node), place: node.place)
    note(definitions.bindings.insert(binding, as: qualified), of: node)
  }

  /// The `binding` element of the protocol inside the `wsdl:binding`.
  private func protocolElement(of node: SourceNode) -> SourceNode? {
    var found: SourceNode?
    node.forEachChild { child in
      if found == nil, child.name == "binding", child.namespace != WSDLNamespaces.wsdl { found = child }
    }
    return found
  }

  private static func kind(of header: SourceNode?) -> WSDLBinding.Kind {
    switch header?.namespace {
    case WSDLNamespaces.soap11: .soap11
    case WSDLNamespaces.soap12: .soap12
    case WSDLNamespaces.http: .http
    case let other: .other(other)
    }
  }

  private func readBindingOperation(_ node: SourceNode, style: WSDLStyle) -> WSDLBindingOperation? {
    guard let name = componentName(of: node) else { return nil }
    var soapAction: String?
    var style = style
    var input: (name: String?, message: WSDLBindingMessage)?
    var output: (name: String?, message: WSDLBindingMessage)?
    node.forEachChild { child in
      if child.isNamed("operation", in: WSDLNamespaces.soap11) {
        soapAction = child.token("soapAction")
        style = self.style(of: child, otherwise: style)
      } else if child.isNamed("input", in: WSDLNamespaces.wsdl) {
        input = (child.token("name"), readBindingMessage(child))
      } else if child.isNamed("output", in: WSDLNamespaces.wsdl) {
        output = (child.token("name"), readBindingMessage(child))
      } else if !child.isNamed("fault", in: WSDLNamespaces.wsdl) {
        passOver(child)
      }
    }
    return WSDLBindingOperation(
      name: name, inputName: input?.name, outputName: output?.name, soapAction: soapAction, style: style,
      input: input?.message, output: output?.message, place: node.place)
  }

  private func readBindingMessage(_ node: SourceNode) -> WSDLBindingMessage {
    var bodyUse = WSDLUse.literal
    var namespace: String?
    var parts: [String]?
    var headers: [WSDLHeader] = []
    var obstacle: String?
    node.forEachChild { child in
      if child.isNamed("body", in: WSDLNamespaces.soap11) {
        bodyUse = use(of: child)
        namespace = interned(child.token("namespace"))
        parts = child.token("parts")?.split(whereSeparator: \.isWhitespace).map(String.init)
      } else if child.isNamed("header", in: WSDLNamespaces.soap11) {
        if let header = readHeader(child) {
          headers.append(header)
          if header.use == .encoded { obstacle = "a header in the SOAP encoding (use=\"encoded\")" }
        } else {
          obstacle = "a header that names no message or no part"
        }
      } else if child.namespace == "http://schemas.xmlsoap.org/wsdl/mime/" {
        obstacle = "MIME attachments"
        log.add(
          .unsupported, "The message is sent with MIME attachments, which are not read.", at: child.place)
      } else {
        passOver(child)
      }
    }
    return WSDLBindingMessage(
      use: bodyUse, namespace: namespace, parts: parts, headers: headers, obstacle: obstacle)
  }

  private func readHeader(_ node: SourceNode) -> WSDLHeader? {
    guard let message = componentReference("message", of: node), let part = node.token("part") else {
      log.add(.error, "The header names no message or no part and is left out.", at: node.place)
      return nil
    }
    refer(to: message, as: .message, at: node)
    node.forEachChild { child in
      log.add(.warning, "\(child.name.prefix(80)) of a header is ignored.", at: child.place)
    }
    return WSDLHeader(message: message, part: part, use: use(of: node), place: node.place)
  }

  private func style(of node: SourceNode?, otherwise style: WSDLStyle) -> WSDLStyle {
    guard let node, let value = node.token("style") else { return style }
    if let known = WSDLStyle(rawValue: value) { return known }
    log.add(
      .error, "The style \"\(value.prefix(80))\" is unknown; \(style.rawValue) is used.", at: node.place)
    return style
  }

  private func use(of node: SourceNode) -> WSDLUse {
    guard let value = node.token("use") else { return .literal }
    if let known = WSDLUse(rawValue: value) { return known }
    log.add(.error, "The use \"\(value.prefix(80))\" is unknown; literal is used.", at: node.place)
    return .literal
  }
}
