/// Writes the file of one web method of the built-in contract.
enum ContractRenderer {
  static func header(_ text: inout SourceText) {
    text.line(
      "// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.")
    text.line()
  }

  static func file(of method: ContractMethod) -> String {
    var text = SourceText()
    header(&text)
    let labels = method.properties.map { "\($0.name):" }.joined()
    text.documentation(
      method.documentation.summary,
      ["The operation value of ``ProvisionClient/\(method.method)(\(labels))``, where it is described."])
    text.block("public struct \(method.name): ProvisionOperation, Hashable") { text in
      for property in method.properties {
        text.documentation(property.documentation)
        text.line("public var \(property.name): \(property.type)")
      }
      text.line()
      renderInitializer(method, &text)
      text.line()
      renderContract(method, &text)
      text.line()
      text.documentation("The values in the order of the contract; `nil` is not sent.")
      text.block("public var values: [String?]") { text in
        let values = method.properties.flatMap(\.values)
        let line = "[\(values.joined(separator: ", "))]"
        if line.count <= SourceText.width - 4 { return text.line(line) }
        text.line("[")
        text.indented { $0.filled(values, last: ",") }
        text.line("]")
      }
      if let result = method.overlay.result { renderResult(result, &text) }
    }
    text.line()
    text.block("extension ProvisionClient") { renderMethod(method, &$0) }
    return text.text
  }

  private static func renderInitializer(_ method: ContractMethod, _ text: inout SourceText) {
    text.documentation("Creates the operation; nothing is checked or sent yet.")
    text.documentation(parameters: method.properties.map { ($0.name, $0.argumentDocumentation) })
    text.filledFunction("public init", arguments(method)) { text in
      for property in method.properties { text.line("self.\(property.name) = \(property.initialValue)") }
    }
  }

  private static func renderContract(_ method: ContractMethod, _ text: inout SourceText) {
    text.documentation("What the contract says of the method.")
    text.line("public static let contract = OperationDescription(")
    text.indented { text in
      text.line("\(SwiftLiteral.string(method.name)), .\(method.evidence), .\(method.overlay.repetition),")
      text.line(SwiftLiteral.string(method.documentation.summary) + ",")
      text.line("parameters: [")
      text.indented { text in
        text.filled(method.parameters.map { ".\($0.factory)(.\($0.evidence))" }, last: ",")
      }
      text.line("])")
    }
  }

  private static func renderResult(
    _ result: ContractOverlay.Operation.Result, _ text: inout SourceText
  ) {
    text.line()
    text.documentation(result.summary)
    text.documentation(parameters: [("response", "A successful answer.")], returns: result.returns)
    text.block("public func result(from response: ProvisionResponse) -> \(result.type)") { text in
      text.line("\(result.type)(response: response, of: \(result.of))")
    }
  }

  private static func renderMethod(_ method: ContractMethod, _ text: inout SourceText) {
    text.documentation(
      method.documentation.summary,
      [
        method.overlay.details, method.overlay.deletedAlong.map { "**Deleted along:** " + $0 },
        "**Repeating it:** " + method.overlay.repeating, "**How the names are known:** " + marks(of: method),
      ].compactMap { $0 })
    let result = method.overlay.result
    text.documentation(
      parameters: method.properties.map { ($0.name, $0.argumentDocumentation) },
      returns: result?.methodReturns ?? "The portal's answer, with whatever else it carried.",
      throws: "``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent), "
        + "`rejected` when the portal answers with `success` false, and what every call can throw: see "
        + "``ProvisionError/Code``.")
    if result == nil { text.line("@discardableResult") }
    text.filledFunction(
      "public func \(method.method)", arguments(method),
      "async throws(ProvisionError) -> \(result?.type ?? "ProvisionResponse")"
    ) { text in
      text.line("try await perform(")
      text.indented { text in
        text.line("\(method.name)(")
        text.indented { $0.filled(method.properties.map { "\($0.name): \($0.name)" }, last: "))") }
      }
    }
  }

  private static func arguments(_ method: ContractMethod) -> [String] {
    method.properties.map {
      "\($0.name): \($0.argumentType)" + ($0.argumentType.hasSuffix("?") ? " = nil" : "")
    }
  }

  /// The evidence for the names, with names of the same evidence grouped.
  private static func marks(of method: ContractMethod) -> String {
    var groups: [(mark: String, names: [String])] = []
    for parameter in method.parameters {
      if let position = groups.firstIndex(where: { $0.mark == parameter.mark }) {
        groups[position].names.append("`\(parameter.name)`")
      } else {
        groups.append((parameter.mark, ["`\(parameter.name)`"]))
      }
    }
    let parts = groups.map { "\($0.names.joined(separator: ", ")): \($0.mark)" }
    return (["the method: \(method.documentation.mark)"] + parts).joined(separator: "; ")
      + ". See ``Evidence``."
  }
}
