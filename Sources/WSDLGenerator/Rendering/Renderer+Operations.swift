extension Renderer {
  /// The file of one operation.
  mutating func file(_ operation: Operation) -> String {
    var text = SourceText()
    header(&text)
    var renderer = self
    if isTopLevel {
      renderer.render(operation, &text)
    } else {
      text.block("extension \(namespace)") { renderer.render(operation, &$0) }
    }
    text.line()
    text.block("extension ProvisionClient") { renderer.renderMethod(operation, &$0) }
    self = renderer
    return text.text
  }

  private mutating func render(_ operation: Operation, _ text: inout SourceText) {
    text.documentation(summary(of: operation), operation.annotation == nil ? details(of: operation) : [])
    var renderer = self
    text.block("\(access)struct \(operation.name): ProvisionOperation, Hashable") { text in
      renderer.renderProperties(operation.members, &text)
      renderer.renderContract(operation, &text)
      text.line()
      renderer.renderEncoding(operation.members, "Writes the parameters in wire order.", &text)
      renderer.renderResult(operation, &text)
      if case .members(let members) = operation.answer, !members.isEmpty {
        text.line()
        renderer.render(
          Structure(
            name: "Output", wireName: operation.answerName, documentation: nil, members: members),
          isArray: false, &text)
      }
    }
    self = renderer
  }

  // MARK: - The result

  private mutating func renderResult(_ operation: Operation, _ text: inout SourceText) {
    if let result = operation.annotation?.result {
      text.line()
      text.documentation(result.summary)
      text.documentation(parameters: [("response", "The answer.")], returns: result.returns)
      return text.block("\(access)func result(from response: ProvisionResponse) -> \(result.type)") {
        $0.line("\(result.type)(response: response, of: \(result.of))")
      }
    }
    // The answer itself is the result unless an operation says otherwise.
    if case .provision = operation.answer { return }
    let type = resultType(of: operation)
    text.line()
    text.documentation("Reads the answer.")
    text.documentation(
      parameters: [("response", "The answer.")], returns: type == "Void" ? nil : "What the answer holds.",
      throws: "`TypedValueError` if the answer doesn't match the WSDL.")
    var renderer = self
    text.function(
      "\(access)func result", ["from response: ProvisionResponse"],
      "throws(TypedValueError)" + (type == "Void" ? "" : " -> \(type)")
    ) { text in
      switch operation.answer {
      case .provision: break
      case .value(_, let rules?): text.line("try TypedElement(response).text(rules: \(rules.swift))")
      case .provisionValue(let type), .value(let type, nil):
        text.line("try \(type.swift)(from: TypedElement(response))")
      case .member(let member):
        renderer.renderReading(member, "", from: "TypedElement(response)", known: [], &text)
      case .members(let members):
        if !members.isEmpty { text.line("try Output(from: TypedElement(response))") }
      }
    }
    self = renderer
  }

  // MARK: - The methods of the client

  /// The file of the protocol that has all methods of the client.
  func interface(of operations: [Operation]) -> String {
    var text = SourceText()
    header(&text)
    text.documentation(
      "The web methods, as a client has them.",
      [
        "Code that takes `some ProvisionAPI` can be tested with a type of your own in the place of ``ProvisionClient``. "
          + "New methods may be added in any minor release."
      ])
    text.block("public protocol ProvisionAPI: Sendable") { text in
      for (position, operation) in operations.enumerated() {
        if position > 0 { text.line() }
        let result = resultType(of: operation)
        text.documentation(summary(of: operation))
        text.documentation(
          parameters: operation.parameters.map { ($0.property, argumentSummary(of: $0)) },
          returns: operation.annotation?.result?.methodReturns ?? returns(of: operation),
          throws: "``ProvisionError``.")
        if result == "ProvisionResponse" { text.line("@discardableResult") }
        text.function(
          "func \(operation.method)", operation.parameters.map(\.requirement),
          "async throws(ProvisionError) -> \(result)")
      }
    }
    text.line()
    text.line("extension ProvisionClient: ProvisionAPI {}")
    return text.text
  }

  private func renderMethod(_ operation: Operation, _ text: inout SourceText) {
    let isTaken =
      !options.annotations.isInLibrary && options.takenMethodNames.contains(operation.method)
    let type = qualified(operation.name)
    let result = resultType(of: operation)
    text.documentation(
      operation.annotation == nil
        ? summary(of: "Calls the web method", operation.title, operation.name) : summary(of: operation),
      details(of: operation))
    text.documentation(
      parameters: isTaken
        ? [("operation", "The values of the call.")]
        : operation.parameters.map { ($0.property, argumentSummary(of: $0)) },
      returns: result == "Void" ? nil : operation.annotation?.result?.methodReturns ?? returns(of: operation),
      throws: "``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent), "
        + "`rejected` when the portal answers with `success` false, and what every call can throw: see "
        + "``ProvisionError/Code``.")
    if result == "ProvisionResponse" { text.line("@discardableResult") }
    text.function(
      "\(access)func \(SwiftIdentifier.quoted(operation.method))",
      isTaken ? ["_ operation: \(type)"] : operation.parameters.map(\.parameter),
      "async throws(ProvisionError)" + (result == "Void" ? "" : " -> \(result)")
    ) { text in
      if isTaken { return text.line("try await self.perform(operation)") }
      let arguments = operation.parameters.map {
        "\($0.property): \(SwiftIdentifier.quoted($0.property))"
      }
      let call = "try await self.perform(\(type)(\(arguments.joined(separator: ", "))))"
      if call.count <= SourceText.width - 4 { return text.line(call) }
      text.line("try await self.perform(")
      text.indented { $0.call(type, arguments, ")") }
    }
  }

  private func resultType(of operation: Operation) -> String {
    if let result = operation.annotation?.result { return result.type }
    return switch operation.answer {
    case .provision: "ProvisionResponse"
    case .provisionValue(let type), .value(let type, _): type.swift
    case .member(let member): member.swiftType
    case .members(let members): members.isEmpty ? "Void" : "\(qualified(operation.name)).Output"
    }
  }

  private func returns(of operation: Operation) -> String {
    if case .provision = operation.answer { return "The portal's answer, with everything else in it." }
    return "What the answer holds."
  }

  // MARK: - Documentation

  private func summary(of operation: Operation) -> String {
    let documentation = DocumentationText.line(operation.documentation ?? "")
    guard operation.annotation != nil, !documentation.isEmpty else {
      return summary(of: "The web method", operation.title, operation.name)
    }
    return documentation
  }

  /// The paragraphs after the summary.
  private func details(of operation: Operation) -> [String] {
    guard let annotation = operation.annotation else { return paragraphs(operation.documentation) }
    return [
      annotation.details, annotation.deletedAlong.map { "**Deleted along:** " + $0 },
      "**Repeating it:** " + annotation.repeating,
      "**How the names are known:** " + evidence(of: operation, annotation),
    ].compactMap { $0 }
  }

  /// How the names are known, with names of the same evidence together.
  private func evidence(of operation: Operation, _ annotation: Annotations.Method) -> String {
    var groups: [(evidence: Annotations.Evidence, names: [String])] = []
    for member in operation.members {
      for name in member.wireNames {
        guard let evidence = member.evidence[name] else { continue }
        if let position = groups.firstIndex(where: { $0.evidence == evidence }) {
          groups[position].names.append(code(name))
        } else {
          groups.append((evidence, [code(name)]))
        }
      }
    }
    let parts = groups.map { "\($0.names.joined(separator: ", ")): \($0.evidence.rawValue)" }
    return (["the method: \(annotation.evidence.rawValue)"] + parts).joined(separator: "; ")
      + ". See ``Evidence``."
  }
}
