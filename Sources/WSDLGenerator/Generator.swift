package import WSDL

/// Makes Swift from a WSDL: a type for each operation and each type of the schema.
///
/// It is a pure function of its input: the same WSDL and options give the same files, byte for byte. From the WSDL, the
/// code contains only names that Swift allows, escaped string literals and text in comments.
package enum Generator {
  /// Generates the code.
  ///
  /// An operation that can't be expressed is left out, with a diagnostic of severity `unsupported`.
  ///
  /// - Parameters:
  ///   - reading: The WSDL with the reader's diagnostics.
  ///   - options: The options of the code.
  /// - Returns: The files, and the findings for a person.
  /// - Throws: ``AnnotationsError`` for annotations that don't match the WSDL.
  package static func generate(
    _ reading: WSDLReading, options: GeneratorOptions
  ) throws(AnnotationsError) -> GeneratedCode {
    let definitions = reading.definitions
    let namespace = namespaceName(of: definitions)
    var types = TypeTranslator(
      schemas: definitions.schemas, namespace: namespace,
      isTopLevel: options.annotations.swift?.isTopLevel == true)
    let translator = OperationTranslator(definitions: definitions)
    var diagnostics = reading.diagnostics
    var leftOut: [String] = []
    var operations: [Operation] = []
    let contracts = distinct(definitions.operations)
    let titles = titles(of: contracts)
    let names = titles.map { types.claim($0, suffix: "Operation") }
    var translated: [Result<Operation, Unsupported>] = []
    for (position, contract) in contracts.enumerated() {
      do throws(Unsupported) {
        translated.append(
          .success(
            try translator.operation(contract, title: titles[position], name: names[position], types: &types))
        )
      } catch {
        translated.append(.failure(error))
      }
      types.translatePending()
    }
    let failures = types.failuresBelow
    try options.annotations.check(against: parameterNames(of: contracts))
    for (contract, translation) in zip(contracts, translated) {
      var result = translation
      if case .success(var operation) = result {
        try options.annotations.apply(to: &operation, kinds: options.parameterKinds)
        result = .success(operation)
      }
      do throws(Unsupported) {
        let operation = try result.get()
        if let failure = types.firstFailure(of: operation.references, in: failures) { throw failure }
        operations.append(operation)
      } catch {
        leftOut.append(contract.name)
        diagnostics.append(diagnostic(error, contract))
      }
    }
    nameMethods(of: &operations, in: namespace)
    diagnostics += types.notes
    let files = files(of: operations, types: &types, definitions, options: options)
    return GeneratedCode(
      files: files, namespace: namespace, operations: operations.map(\.wireName), leftOut: leftOut,
      diagnostics: diagnostics)
  }

  private static func parameterNames(of contracts: [ContractOperation]) -> [String: Set<String>] {
    Dictionary(
      contracts.map { ($0.name, Set($0.input.parameters.map(\.name.name))) },
      uniquingKeysWith: { $0.union($1) })
  }

  private static func diagnostic(_ error: Unsupported, _ contract: ContractOperation) -> WSDLDiagnostic {
    WSDLDiagnostic(
      severity: .unsupported,
      message: "Operation \(contract.name) is left out: it needs \(error.construct).",
      place: error.place ?? contract.place)
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

  /// The titles of the operations for people: overloads get those of their wrappers, whatever their order.
  private static func titles(of operations: [ContractOperation]) -> [String] {
    let counts = Dictionary(operations.map { ($0.name, 1) }, uniquingKeysWith: +)
    return operations.map { operation in
      counts[operation.name] == 1 ? operation.name : operation.input.wrapper?.name ?? operation.name
    }
  }

  private static func namespaceName(of definitions: WSDLDefinitions) -> String {
    let wish = definitions.services.all.first?.name.name ?? definitions.name ?? "Service"
    var scope = NameScope(reserved: NameScope.usedTypes)
    return scope.claim(SwiftIdentifier.type(wish), suffix: "Service")
  }

  private static func reachable(from keys: Set<TypeKey>, in types: TypeTranslator) -> Set<TypeKey> {
    var reached = keys
    var open = Array(keys)
    while let key = open.popLast() {
      for next in types.references[key] ?? [] where reached.insert(next).inserted { open.append(next) }
    }
    return reached
  }

  private static func nameMethods(of operations: inout [Operation], in namespace: String) {
    // Generated methods call `perform`.
    var scope = NameScope(reserved: NameScope.usedMembers(in: namespace).union(["perform"]))
    for position in operations.indices {
      operations[position].method = scope.claim(operations[position].method, suffix: "Operation")
    }
  }

  private static func files(
    of operations: [Operation], types: inout TypeTranslator, _ definitions: WSDLDefinitions,
    options: GeneratorOptions
  ) -> [GeneratedCode.File] {
    guard !operations.isEmpty else { return [] }
    for (key, properties) in InlineCycles.members(in: types.declarations) {
      types.markIndirect(key, properties)
    }
    let needed = reachable(from: operations.reduce(into: []) { $0.formUnion($1.references) }, in: types)
    let declarations = types.order.filter(needed.contains).compactMap { types.declarations[$0] }
    var renderer = Renderer(namespace: types.namespace, options: options, schemas: definitions.schemas)
    var files: [GeneratedCode.File] = []
    for (position, operation) in operations.enumerated() {
      let name = (types.isTopLevel ? "" : "\(types.namespace)+") + "\(operation.name).swift"
      files.append(
        GeneratedCode.File(
          name: name.utf8.count <= 200 ? name : "Operation\(position + 1).swift",
          text: renderer.file(operation)))
    }
    let shared = renderer.sharedFile(declarations, operations, definitions)
    let name = "\(types.namespace).swift"
    files.insert(
      GeneratedCode.File(name: name.utf8.count <= 200 ? name : "Types.swift", text: shared), at: 0)
    return files
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

/// The result of generating.
package struct GeneratedCode: Sendable {
  /// One file of Swift.
  package struct File: Sendable, Hashable {
    /// The file's name, without a folder.
    package let name: String
    /// The file's content.
    package let text: String
  }

  /// The files, the one with the shared types first; empty if no operation could be generated.
  package let files: [File]
  /// The name of the type that is named after the service.
  package let namespace: String
  /// The generated operations, by their names in the WSDL.
  package let operations: [String]
  /// The operations that were left out; ``diagnostics`` has the reasons.
  package let leftOut: [String]
  /// The findings for a person.
  ///
  /// They are each operation that was left out, with the reason, and the values that aren't sent or kept.
  package let diagnostics: [WSDLDiagnostic]
}
