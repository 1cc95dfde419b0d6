extension Renderer {
  /// The file of one operation.
  mutating func file(_ operation: Operation) -> String {
    var text = SourceText()
    header(&text)
    var renderer = self
    text.block("extension \(namespace)") { renderer.render(operation, &$0) }
    text.line()
    text.block("extension ProvisionClient") { renderer.renderMethod(operation, &$0) }
    self = renderer
    return text.text
  }

  private mutating func render(_ operation: Operation, _ text: inout SourceText) {
    text.documentation(
      summary(of: "The web method", operation.title, operation.name),
      paragraphs(operation.documentation))
    var renderer = self
    text.block("\(access)struct \(operation.name): TypedOperation") { text in
      renderer.renderProperties(operation.members, &text)
      renderer.renderWire(operation, &text)
      text.line()
      renderer.renderEncoding(operation.members, "Writes the parameters in wire order.", &text)
      text.line()
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

  private mutating func renderWire(_ operation: Operation, _ text: inout SourceText) {
    text.documentation("The names of the call on the wire.")
    var arguments = [
      "operation: \(SwiftLiteral.string(operation.wireName))",
      "request: \(SwiftLiteral.string(operation.request.name))",
      "namespace: \(constant(operation.request.namespace))",
      "soapAction: \(SwiftLiteral.string(operation.soapAction))",
      "answer: \(SwiftLiteral.string(operation.answerName))",
    ]
    switch operation.answer {
    case .provision, .provisionValue:
      arguments.append("result: \(SwiftLiteral.string(operation.resultName))")
    case .member, .members, .value: arguments.append("result: nil")
    }
    if let login = operation.login {
      let names = [
        "userName: \(SwiftLiteral.string(login.userName))",
        "password: \(SwiftLiteral.string(login.password))", "namespace: \(constant(login.namespace))",
      ]
      arguments.append("login: TypedWire.Login(\(names.joined(separator: ", ")))")
    } else {
      arguments.append("login: nil")
    }
    text.line("\(access)static let wire = TypedWire(")
    text.indented { text in
      for (position, argument) in arguments.enumerated() {
        let isLast = position == arguments.count - 1
        if argument.hasPrefix("login: TypedWire"), argument.count > 90 {
          let parts = argument.dropFirst("login: TypedWire.Login(".count).dropLast()
          text.line("login: TypedWire.Login(")
          text.indented { $0.line(parts + "))") }
        } else {
          text.argument(argument + (isLast ? ")" : ","))
        }
      }
    }
  }

  private mutating func renderResult(_ operation: Operation, _ text: inout SourceText) {
    let type = operation.resultType(in: namespace)
    text.documentation("Reads the answer.")
    text.documentation(
      parameters: [("response", "The answer.")], returns: type == "Void" ? nil : "What a call returns.",
      throws: "`TypedValueError` when the answer is not as the WSDL says.")
    var renderer = self
    text.function(
      "\(access)static func result", ["from response: ProvisionResponse"],
      "throws(TypedValueError)" + (type == "Void" ? "" : " -> \(type)")
    ) { text in
      switch operation.answer {
      case .provision: text.line("response")
      case .provisionValue(let type), .value(let type):
        text.line("try \(type.swift)(from: TypedElement(response.result))")
      case .member(let member):
        renderer.renderReading(member, "", from: "TypedElement(response.result)", known: [], &text)
      case .members(let members):
        if !members.isEmpty { text.line("try Output(from: TypedElement(response.result))") }
      }
    }
    self = renderer
  }

  private func renderMethod(_ operation: Operation, _ text: inout SourceText) {
    let isTaken = options.takenMethodNames.contains(operation.method)
    let type = "\(namespace).\(operation.name)"
    let result = operation.resultType(in: namespace)
    text.documentation(
      summary(of: "Calls the web method", operation.title, operation.name),
      paragraphs(operation.documentation))
    let returns = result == "Void" ? nil : "What the answer holds."
    let errors = "`ProvisionError` as `ProvisionClient.perform(_:)`."
    if isTaken {
      text.documentation(
        parameters: [("operation", "The values of the call.")], returns: returns, throws: errors)
    } else {
      text.documentation(
        parameters: operation.members.map { ($0.property, summary(of: $0)) }, returns: returns,
        throws: errors)
    }
    if case .provision = operation.answer { text.line("@discardableResult") }
    text.function(
      "\(access)func \(SwiftIdentifier.quoted(operation.method))",
      isTaken ? ["_ operation: \(type)"] : operation.members.map(\.parameter),
      "async throws(ProvisionError)" + (result == "Void" ? "" : " -> \(result)")
    ) { text in
      if isTaken { return text.line("try await self.perform(operation)") }
      let arguments = operation.members.map {
        "\($0.property): \(SwiftIdentifier.quoted($0.property))"
      }
      let call = "try await self.perform(\(type)(\(arguments.joined(separator: ", "))))"
      if call.count <= SourceText.width - 4 { return text.line(call) }
      text.line("try await self.perform(")
      text.indented { $0.call(type, arguments, ")") }
    }
  }
}

extension Operation {
  /// The result of a call.
  func resultType(in namespace: String) -> String {
    switch answer {
    case .provision: "ProvisionResponse"
    case .provisionValue(let type), .value(let type): type.swift
    case .member(let member): member.swiftType
    case .members(let members): members.isEmpty ? "Void" : "\(namespace).\(name).Output"
    }
  }
}
