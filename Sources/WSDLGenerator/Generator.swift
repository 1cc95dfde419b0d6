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
    let services = GeneratedService.all(in: reading.definitions)
    if services.count > 1, options.annotations.swift?.isTopLevel == true {
      throw AnnotationsError("swift.isTopLevel is for a WSDL with one service; this one has several")
    }
    try options.annotations.check(against: parameterNames(of: services.flatMap(\.operations)))
    var code = GeneratedCode(diagnostics: reading.diagnostics)
    code.possibleNamespaces = Set(
      reading.definitions.services.all.flatMap { [$0.name.name] + $0.ports.map(\.name) }.map(
        SwiftIdentifier.type))
    var options = options
    var namespaces = NameScope(reserved: NameScope.usedTypes)
    var entriesLeft = TypeTranslator.entryLimit
    for service in services {
      let namespace = namespaces.claim(SwiftIdentifier.type(service.name), suffix: "Service")
      var types = TypeTranslator(
        schemas: reading.definitions.schemas, namespace: namespace,
        isTopLevel: options.annotations.swift?.isTopLevel == true, entriesLeft: entriesLeft)
      let operations = try operations(of: service, reading.definitions, options, types: &types, code: &code)
      code.namespaces.append(namespace)
      code.operations += operations.map(\.wireName)
      code.diagnostics += types.notes
      code.files += files(
        of: operations, types: &types, service, reading.definitions, options: options,
        number: code.namespaces.count)
      // The methods of two services have different names, or take the operation's value.
      options.takenMethodNames.formUnion(operations.map(\.method))
      entriesLeft = types.entriesLeft
    }
    return code
  }

  private static func operations(
    of service: GeneratedService, _ definitions: WSDLDefinitions, _ options: GeneratorOptions,
    types: inout TypeTranslator, code: inout GeneratedCode
  ) throws(AnnotationsError) -> [Operation] {
    let translator = OperationTranslator(definitions: definitions)
    let titles = titles(of: service.operations)
    let names = titles.map { types.claim($0, suffix: "Operation") }
    var translated: [Result<Operation, Unsupported>] = []
    for (position, contract) in service.operations.enumerated() {
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
    var operations: [Operation] = []
    for (contract, translation) in zip(service.operations, translated) {
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
        code.leftOut.append(contract.name)
        code.diagnostics.append(diagnostic(error, contract))
      }
    }
    nameMethods(of: &operations, in: types.namespace)
    return operations
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

  /// The titles of the operations for people: overloads get those of their wrappers, whatever their order.
  private static func titles(of operations: [ContractOperation]) -> [String] {
    let counts = Dictionary(operations.map { ($0.name, 1) }, uniquingKeysWith: +)
    return operations.map { operation in
      counts[operation.name] == 1 ? operation.name : operation.input.wrapper?.name ?? operation.name
    }
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
    of operations: [Operation], types: inout TypeTranslator, _ service: GeneratedService,
    _ definitions: WSDLDefinitions, options: GeneratorOptions, number: Int
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
          name: name.utf8.count <= 200 ? name : "Service\(number)+Operation\(position + 1).swift",
          text: renderer.file(operation)))
    }
    if options.annotations.isInLibrary {
      files.append(GeneratedCode.File(name: "ProvisionAPI.swift", text: renderer.interface(of: operations)))
    }
    let shared = renderer.sharedFile(declarations, operations, service, definitions)
    let name = "\(types.namespace).swift"
    files.insert(
      GeneratedCode.File(name: name.utf8.count <= 200 ? name : "Service\(number).swift", text: shared), at: 0)
    return files
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

  /// The files, for each service the one with the shared types first; empty if no operation could be generated.
  package fileprivate(set) var files: [File] = []
  /// The names of the types that are named after the services.
  package fileprivate(set) var namespaces: [String] = []
  /// The names that such types may have had in an earlier run, when the services had other operations.
  package fileprivate(set) var possibleNamespaces: Set<String> = []
  /// The generated operations, by their names in the WSDL.
  package fileprivate(set) var operations: [String] = []
  /// The operations that were left out; ``diagnostics`` has the reasons.
  package fileprivate(set) var leftOut: [String] = []
  /// The findings for a person.
  ///
  /// They are each operation that was left out, with the reason, and the values that aren't sent or kept.
  package fileprivate(set) var diagnostics: [WSDLDiagnostic]
}
