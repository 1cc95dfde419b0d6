package import WSDL

/// Makes the library's operations from the WSDL of its contract.
///
/// They contain more than code from another WSDL can: which parameters are optional, the evidence for each name, and
/// the effect of a repeat.
package enum ContractCode {
  /// Generates the files.
  ///
  /// - Parameters:
  ///   - definitions: The contract's WSDL.
  ///   - overlay: The information that a WSDL can't contain.
  /// - Returns: The files by their paths below the library's sources.
  /// - Throws: ``ContractCodeError`` if the two don't match.
  package static func generate(
    _ definitions: WSDLDefinitions, overlay: ContractOverlay
  ) throws(ContractCodeError) -> [(path: String, text: String)] {
    var methods: [ContractMethod] = []
    for operation in definitions.operations {
      methods.append(try ContractMethod(operation, overlay: overlay, schemas: definitions.schemas))
    }
    methods.sort { $0.name < $1.name }
    guard Set(overlay.operations.keys) == Set(methods.map(\.name)) else {
      throw ContractCodeError("the overlay speaks of a method that the WSDL does not have")
    }
    var files = methods.map { ("Operations/\($0.name).swift", ContractRenderer.file(of: $0)) }
    files.append(("Operations/Contract+BuiltIn.swift", try builtIn(definitions, methods)))
    files.append(("Contract/ParameterDescription+Common.swift", parameters(overlay)))
    return files
  }

  private static func builtIn(
    _ definitions: WSDLDefinitions, _ methods: [ContractMethod]
  ) throws(ContractCodeError) -> String {
    guard let service = definitions.services.all.first, let namespace = definitions.targetNamespace,
      let endpoint = service.ports.first?.address, let first = definitions.operations.first
    else { throw ContractCodeError("the WSDL has no service with an address") }
    let login = first.input.parameters.prefix(2).map(\.name.name)
    guard login.count == 2,
      definitions.operations.allSatisfy({ $0.input.parameters.prefix(2).map(\.name.name) == login })
    else { throw ContractCodeError("the methods do not all begin with the same login parameters") }
    var text = SourceText()
    ContractRenderer.header(&text)
    text.block("extension Contract") { text in
      text.documentation("The contract this package was built with.")
      text.line("public static let builtIn = Contract(")
      text.indented { text in
        text.line("serviceName: \(SwiftLiteral.string(service.name.name)),")
        text.line("endpoint: \(SwiftLiteral.string(endpoint)),")
        text.line("namespace: \(SwiftLiteral.string(namespace)),")
        text.line("loginUserNameParameter: \(SwiftLiteral.string(login[0])),")
        text.line("loginPasswordParameter: \(SwiftLiteral.string(login[1])),")
        text.line("operations: [")
        text.indented { text in
          text.filled(methods.map { "\($0.name).contract" }, last: ",")
        }
        text.line("])")
      }
    }
    return text.text
  }

  private static func parameters(_ overlay: ContractOverlay) -> String {
    var text = SourceText()
    ContractRenderer.header(&text)
    text.line(
      "// Parameters that mean the same in every method that has them. How a name is known differs from")
    text.line("// method to method, so that is given there.")
    text.block("extension ParameterDescription") { text in
      for (position, entry) in overlay.parameters.enumerated() {
        if position > 0 { text.line() }
        let factory = ContractMethod.factory(of: entry, in: overlay)
        text.block("package static func \(factory)(_ evidence: Evidence) -> Self") { text in
          let arguments = [
            SwiftLiteral.string(entry.name), ".\(entry.kind)",
            (entry.isOptional == true ? "isRequired: false, " : "") + "evidence",
            SwiftLiteral.string(entry.summary),
          ]
          text.line("Self(")
          text.indented { $0.filled(arguments, last: ")") }
        }
      }
    }
    return text.text
  }
}
