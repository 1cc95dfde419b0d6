import WSDL

/// Writes what a WSDL says of operations and types as descriptions of the library.
extension Renderer {
  mutating func renderContract(_ operation: Operation, _ text: inout SourceText) {
    text.documentation("The names of the call on the wire, its parameters and its answer.")
    var arguments = [SwiftLiteral.string(operation.wireName)]
    if let name = operation.contract.inputName { arguments.append("inputName: \(SwiftLiteral.string(name))") }
    arguments.append(
      "soapAction: \(operation.contract.soapAction.map { _ in SwiftLiteral.string(operation.soapAction) } ?? "nil")"
    )
    if operation.contract.shape != .wrapped {
      arguments.append("style: .\(operation.contract.shape.rawValue)")
    }
    let parameters = operation.members.flatMap { descriptions(of: $0, in: operation) }
    var renderer = self
    text.line("\(access)static let contract = OperationDescription(")
    text.indented { text in
      text.filled(arguments, last: ",")
      renderer.render(operation.contract.input, "request: ", &text)
      if let output = operation.contract.output {
        renderer.render(output, "answer: ", &text)
      } else {
        text.line("answer: nil,")
      }
      arguments = [
        "result: \(operation.answer.hasResultElement ? SwiftLiteral.string(operation.resultName) : "nil")",
        "login: \(operation.login.map { renderer.constant($0) } ?? "nil")",
      ]
      if let annotation = operation.annotation {
        arguments.append("evidence: .\(annotation.evidence.swiftCase)")
        arguments.append("repetition: .\(annotation.repetition.rawValue)")
        let summary = DocumentationText.line(operation.documentation ?? "")
        if !summary.isEmpty { arguments.append("summary: \(SwiftLiteral.string(summary))") }
      }
      text.filled(arguments, last: ",")
      if !parameters.isEmpty {
        text.line("parameters: [")
        let separator = parameters.count > 1 ? "," : ""
        text.indented {
          for arguments in parameters { $0.call("ParameterDescription", arguments, separator) }
        }
        text.line("],")
      }
      text.line("types: \(renderer.namespace).types)")
    }
    self = renderer
  }

  /// The arguments of the descriptions of a member's elements.
  private mutating func descriptions(of member: Member, in operation: Operation) -> [[String]] {
    var forms = [member.form ?? (member.type.swift == "Secret" ? .secret : .any)]
    var isRequired = false
    switch member.kind {
    case .element(_, let cardinality): isRequired = cardinality == .required
    case .license:
      forms = [.applicationName, .licenseType]
      isRequired = true
    case .group, .attribute, .text, .any, .header: break
    }
    var descriptions: [[String]] = []
    for (position, name) in member.elementNames.enumerated() {
      var arguments = [SwiftLiteral.string(name.name)]
      let form = forms.indices.contains(position) ? forms[position] : .any
      if form != .any { arguments.append(".\(form.rawValue)") }
      if name.namespace != operation.request?.namespace ?? "" {
        arguments.append("namespace: \(constant(name.namespace))")
      }
      if member.schemaType != "string" { arguments.append("type: \(SwiftLiteral.string(member.schemaType))") }
      if !isRequired { arguments.append("isRequired: false") }
      if let evidence = member.evidence[name.name] { arguments.append("evidence: .\(evidence.swiftCase)") }
      if member.summaries.indices.contains(position) {
        arguments.append("summary: \(SwiftLiteral.string(member.summaries[position]))")
      }
      descriptions.append(arguments)
    }
    return descriptions
  }

  private mutating func render(_ message: ContractMessage, _ label: String, _ text: inout SourceText) {
    let content = schemas.contentAndCost(of: message).content
    let elements = message.parameters.map { arguments($0, group: content.repeatedGroups[$0.name]) }
    let headers = message.headers.map { header in
      [
        SwiftLiteral.string(header.name.name), constant(header.name.namespace ?? ""),
        header.type.map { reference($0) } ?? SwiftLiteral.string("anyType"), "minimum: 0",
      ]
    }
    let isEncoded = message.use == .encoded
    let name = message.wrapper.map { SwiftLiteral.string($0.name) } ?? "nil"
    let head = "\(name), \(constant(message.wrapper?.namespace ?? ""))"
    let isEmpty = elements.isEmpty && isPlain(content) && !message.isUnordered
    if isEmpty, headers.isEmpty, !isEncoded { return text.line("\(label)MessageDescription(\(head)),") }
    text.line("\(label)MessageDescription(")
    text.indented { text in
      text.line("\(head),")
      let rest = headers.isEmpty && !isEncoded ? ")," : ","
      if isEmpty {
        text.line("[]\(rest)")
      } else {
        render(elements, content, isUnordered: message.isUnordered, last: rest, &text)
      }
      if !headers.isEmpty { render(headers, "headers: [", isEncoded ? "]," : "]),", &text) }
      if isEncoded { text.line("isEncoded: true),") }
    }
  }

  /// Writes the types that the descriptions of operations refer to: a constant for each, and a table of those with a
  /// name.
  mutating func renderTypes(_ text: inout SourceText) {
    var written = 0
    var entries: [String] = []
    // Writing a type may find others.
    while written < types.count {
      let type = types[written]
      writtenType = written
      written += 1
      text.line()
      if let name = type.name {
        text.documentation("The type \(code(name.name)).")
        entries.append(entry(type, name, number: written))
        if case .complex = type {
          for derived in schemas.derivedTypes(from: name) { derived.name.map { _ = use(.named($0)) } }
        }
      } else {
        text.documentation("A type without a name.")
      }
      render(type, "static let type\(written) = TypeDescription", &text)
    }
    text.line()
    text.documentation("The types of requests and answers.")
    text.list("static let types = TypeTable(", entries, tail: ")")
  }

  private mutating func entry(_ type: SchemaType, _ name: QualifiedName, number: Int) -> String {
    var arguments = [
      SwiftLiteral.string(name.name), local(constant(name.namespace ?? "")), "type\(number)",
    ]
    if case .complex(let type) = type, let base = schemas.base(of: type) {
      let namespace = local(constant(base.namespace ?? ""))
      arguments.append("base: TypedName(\(SwiftLiteral.string(base.name)), \(namespace))")
    }
    return "TypeTable.Entry(\(arguments.joined(separator: ", ")))"
  }

  private mutating func render(_ type: SchemaType, _ head: String, _ text: inout SourceText) {
    switch type {
    case .simple:
      let values = schemas.values(of: .anonymous(type))
      let parts = [("values", values.enumeration), ("facets", values.facets.sorted())].filter {
        !$0.1.isEmpty
      }
      text.line("\(head).simple(")
      text.indented { text in
        text.line("TextDescription(")
        text.indented { text in
          text.line(SwiftLiteral.string(values.base) + (parts.isEmpty ? "))" : ","))
          for (position, part) in parts.enumerated() {
            text.line("\(part.0): [")
            text.indented { $0.filled(part.1.map(SwiftLiteral.string), last: part.1.count > 1 ? "," : "") }
            text.line("]" + (position == parts.count - 1 ? "))" : ","))
          }
        }
      }
    case .complex(let type):
      let (content, cost) = schemas.contentAndCost(of: type)
      entriesLeft -= cost
      guard entriesLeft > 0 else {
        return text.line("\(head)\(Self.unknown)")
      }
      let elements = content.elementParameters(of: type).map {
        arguments($0, group: content.repeatedGroups[$0.name])
      }
      guard !elements.isEmpty || !isPlain(content) || type.isAbstract else {
        return text.line("\(head).complex([])")
      }
      text.line("\(head).complex(")
      text.indented {
        render(
          elements, content, isUnordered: content.isUnordered, isAbstract: type.isAbstract, last: ")", &$0)
      }
    }
  }

  // MARK: - Contents

  private func isPlain(_ content: SchemaContent) -> Bool {
    content.attributes.isEmpty && content.text == nil && content.others.isEmpty && !content.isUnordered
  }

  private mutating func render(
    _ elements: [[String]], _ content: SchemaContent, isUnordered: Bool, isAbstract: Bool = false,
    last: String, _ text: inout SourceText
  ) {
    if isPlain(content), !isUnordered, !isAbstract { return render(elements, "[", "]" + last, &text) }
    let attributes = content.attributeParameters.map { arguments($0, group: nil) }
    var rest: [String] = []
    if let type = content.text { rest.append("text: \(reference(type))") }
    if !content.others.isEmpty { rest.append("others: \(literal(content.others.sorted()))") }
    if isUnordered { rest.append("isUnordered: true") }
    if isAbstract { rest.append("isAbstract: true") }
    text.line("ContentDescription(")
    text.indented { text in
      let separator = attributes.isEmpty && rest.isEmpty ? ")" + last : ","
      if elements.isEmpty {
        text.line("[]" + separator)
      } else {
        render(elements, "[", "]" + separator, &text)
      }
      let end = rest.isEmpty ? ")" + last : ","
      if !attributes.isEmpty { render(attributes, "attributes: [", "]" + end, &text) }
      text.filled(rest, last: ")" + last)
    }
  }

  private func render(_ elements: [[String]], _ head: String, _ tail: String, _ text: inout SourceText) {
    text.line(head)
    let separator = elements.count > 1 ? "," : ""
    text.indented { text in for element in elements { text.call("ElementDescription", element, separator) } }
    text.line(tail)
  }

  private mutating func arguments(_ element: ContractParameter, group: Int?) -> [String] {
    var arguments = [
      SwiftLiteral.string(element.name.name), constant(element.name.namespace ?? ""), reference(element.type),
    ]
    let occurs = element.occurs
    if occurs.minimum != 1 { arguments.append("minimum: \(occurs.minimum)") }
    if occurs.maximum != 1 { arguments.append("maximum: \(occurs.maximum.map(String.init) ?? "nil")") }
    if element.isNillable { arguments.append("isNillable: true") }
    if let value = element.defaultValue { arguments.append("defaultValue: \(SwiftLiteral.string(value))") }
    if let value = element.fixedValue { arguments.append("fixedValue: \(SwiftLiteral.string(value))") }
    if let group { arguments.append("group: \(group)") }
    return arguments
  }

  /// A type that is too large to be described, or that leads back to itself without a name.
  private static let unknown =
    ".complex(ContentDescription([], others: [\(SwiftLiteral.string(SchemaContent.Other.unknownParts.rawValue))]))"

  private mutating func reference(_ type: SchemaTypeReference) -> String {
    if let builtIn = type.builtIn { return SwiftLiteral.string(builtIn.rawValue) }
    let position = use(type)
    switch type {
    case .named(let name):
      return ".named(\(SwiftLiteral.string(name.name)), \(constant(name.namespace ?? "")))"
    case .anonymous:
      guard let position, canRefer(to: position) else {
        return ".unnamed(\(Self.unknown))"
      }
      return ".unnamed(\(namespace).type\(position + 1))"
    }
  }

  private func literal(_ texts: [String]) -> String {
    "[\(texts.map(SwiftLiteral.string).joined(separator: ", "))]"
  }

  /// A constant as it is named inside the type that is named after the service.
  func local(_ constant: String) -> String { constant.replacing("\(namespace).", with: "") }
}
