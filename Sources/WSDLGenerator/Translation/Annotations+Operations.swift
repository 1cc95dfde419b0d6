/// Applies what is known of a service to the operations of its WSDL.
extension Annotations {
  /// Whether the code is part of the library, so that it needs no import and makes the client's own methods.
  var isInLibrary: Bool { swift?.module == "KakapoProvision" }

  /// Applies what is known to an operation.
  ///
  /// - Parameters:
  ///   - operation: The operation as its WSDL has it.
  ///   - kinds: The forms of text parameters without an entry, by their names.
  /// - Throws: ``AnnotationsError`` if both don't match.
  func apply(to operation: inout Operation, kinds: [String: Kind]) throws(AnnotationsError) {
    let own = operations?[operation.wireName]
    let names = operation.members.flatMap(\.wireNames)
    let listed = (own?.optional ?? []) + (own?.names ?? [:]).values.flatMap { $0 }
    if let name = listed.first(where: { !names.contains($0) }) {
      throw AnnotationsError(
        "operations.\(operation.wireName) lists the parameter \(name), which it does not have")
    }
    if let name = own?.optional?.first(where: { parameter($0, isOptional: true) == nil }) {
      throw AnnotationsError(
        "operations.\(operation.wireName).optional has \(name), which has no entry in parameters")
    }
    for position in operation.members.indices {
      try apply(to: &operation.members[position], of: operation.wireName, own)
    }
    operation.annotation = own
    if let result = own?.result {
      guard operation.members.contains(where: { $0.property == result.of }) else {
        throw AnnotationsError("operations.\(operation.wireName).result.of names no parameter of it")
      }
      guard operation.answer.hasResultElement else {
        throw AnnotationsError(
          "operations.\(operation.wireName) has no result element with success in its answer")
      }
      operation.answer = .provision
    }
    // The parameters of a login are those of this service; their companions mean the same as in the library's contract.
    guard operation.login != nil else { return }
    for position in operation.members.indices where operation.members[position].form == nil {
      guard case .element(let name, _) = operation.members[position].kind, let kind = kinds[name.name],
        kind == .quantity
          ? operation.members[position].schemaType == "int" : operation.members[position].isText
      else { continue }
      operation.members[position].form = kind
    }
  }

  private func apply(
    to member: inout Member, of operation: String, _ own: Method?
  ) throws(AnnotationsError) {
    for name in member.wireNames { member.evidence[name] = own?.evidence(of: name) }
    if case .license(let application, let type) = member.kind {
      member.summaries = [application, type].compactMap { parameter($0.name, isOptional: false)?.summary }
      member.sentence = license
      return
    }
    guard case .element(let name, let cardinality) = member.kind, let own else { return }
    let isOptional = own.optional?.contains(name.name) == true
    guard let entry = parameter(name.name, isOptional: isOptional) else { return }
    guard entry.kind == .any || (entry.kind == .quantity ? member.schemaType == "int" : member.isText) else {
      throw AnnotationsError(
        "the parameter \(name.name) of \(operation) is of type \(member.schemaType), which does not fit its kind"
      )
    }
    switch cardinality {
    case .required, .optional: member.kind = .element(name, isOptional ? .optional : .required)
    case .nillable, .optionalNillable, .repeated, .repeatedNillable: break
    }
    member.form = entry.kind
    member.summaries = [entry.summary]
    member.sentence = entry.documentation
    switch entry.kind {
    case .quantity: member.type.swift = entry.type ?? "Int"
    case .secret: member.type.swift = "Secret"
    default: member.type.swift = entry.type ?? member.type.swift
    }
  }

  /// Refuses annotations of methods and parameters that the WSDL doesn't have.
  ///
  /// - Parameter names: The parameters of each method of the WSDL.
  /// - Throws: ``AnnotationsError`` for the first such method or parameter.
  func check(against names: [String: Set<String>]) throws(AnnotationsError) {
    if let unknown = (operations ?? [:]).keys.sorted().first(where: { names[$0] == nil }) {
      throw AnnotationsError("operations has the method \(unknown), which the WSDL does not have")
    }
    let all = names.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    if let unknown = (parameters ?? []).first(where: { !all.contains($0.name) }) {
      throw AnnotationsError("parameters has \(unknown.name), which no method of the WSDL has")
    }
  }
}
