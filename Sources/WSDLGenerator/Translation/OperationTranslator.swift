import WSDL

/// Makes operations from their descriptions in a WSDL.
struct OperationTranslator {
  let definitions: WSDLDefinitions

  /// Makes an operation.
  ///
  /// - Parameters:
  ///   - contract: The description in the WSDL.
  ///   - title: The title for people.
  ///   - name: The Swift name.
  ///   - types: Makes the types that the operation refers to.
  /// - Returns: The operation.
  /// - Throws: ``Unsupported`` if it can't be expressed.
  func operation(
    _ contract: ContractOperation, title: String, name: String, types: inout TypeTranslator
  ) throws(Unsupported) -> Operation {
    guard contract.input.use == .literal, contract.output?.use ?? .literal == .literal else {
      throw Unsupported("the SOAP encoding (use=\"encoded\")", at: contract.place)
    }
    if let obstacle = contract.input.obstacle ?? contract.output?.obstacle {
      throw Unsupported(obstacle, at: contract.place)
    }
    let request = contract.input.wrapper
    guard request != nil || contract.input.parameters.count <= 1 else {
      throw Unsupported(body(of: contract.input, "a request"), at: contract.place)
    }
    if request != nil, request?.namespace == nil {
      types.note(
        "The body of \(contract.name) has no namespace, so its element is sent without one; WS-I wants one (R2717).",
        at: contract.place)
    }
    for header in contract.output?.headers ?? [] {
      types.note(
        "The header \(header.name.name) of the answer to \(contract.name) is not read.", at: contract.place)
    }
    var members = try members(
      of: contract.input, contract, owner: name, headers: contract.input.headers, types: &types)
    if members.contains(where: { if case .text = $0.kind { true } else { false } }) {
      throw Unsupported("text in the element around the parameters", at: contract.place)
    }
    if let twice = members.first(where: { $0.occurrence != nil }) {
      throw Unsupported(
        "the parameter \(twice.wireNames.first ?? "") at two places", at: contract.place)
    }
    let login = try takeLogin(from: &members, contract, types: &types)
    mergeLicense(in: &members)
    let (answerName, answer) = try answer(contract, owner: name, types: &types)
    return Operation(
      contract: contract, name: name, title: title, method: SwiftIdentifier.member(title),
      wireName: contract.name,
      request: request.map { NamespacedName($0) }, soapAction: try soapAction(of: contract),
      answerName: answerName,
      resultName: contract.resultName, login: login, documentation: contract.documentation, members: members,
      answer: answer)
  }

  /// Says what isn't supported in a body that isn't one element.
  private func body(of message: ContractMessage, _ role: String) -> String {
    if message.parameters.count == 1, let type = message.parameters.first?.type,
      type.builtIn == nil, definitions.schemas.type(type) == nil
    {
      return "type \(type.name?.description ?? "of the body"), which is not described"
    }
    return
      "\(role) with \(message.parameters.count) elements in its body, where WS-I allows one (R2201, R2210)"
  }

  /// The action, which must be valid in an HTTP header.
  private func soapAction(of contract: ContractOperation) throws(Unsupported) -> String {
    let action = contract.soapAction ?? ""
    guard action.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value < 0x7F && $0 != "\"" })
    else { throw Unsupported("a SOAPAction that can't be in an HTTP header", at: contract.place) }
    return action
  }

  private func members(
    of message: ContractMessage, _ contract: ContractOperation, owner: String,
    headers: [ContractHeader] = [], types: inout TypeTranslator
  ) throws(Unsupported) -> [Member] {
    if contract.shape == .rpc || message.wrapper == nil {
      return try types.members(of: message.parameters, owner: owner, headers: headers)
    }
    guard let reference = message.wrapperType else {
      throw Unsupported(
        "element \(message.wrapper?.name ?? "of the body"), which is not described", at: contract.place)
    }
    if reference.builtIn == .anyType { return try types.members(of: [], owner: owner, headers: headers) }
    guard case .complex(let type)? = definitions.schemas.type(reference) else {
      throw Unsupported("a body whose only element holds text", at: contract.place)
    }
    if type.isMixed { throw Unsupported("text between the parameters (mixed)", at: type.place) }
    return try types.members(of: type, owner: owner, headers: headers)
  }

  /// Removes the login parameters, at any position.
  ///
  /// A login in another form would be sent as ordinary values, without the protection of logins.
  private func takeLogin(
    from members: inout [Member], _ contract: ContractOperation, types: inout TypeTranslator
  ) throws(Unsupported) -> (userName: String, password: String, namespace: String)? {
    let names = ["loginusername", "loginpassword"]
    let positions = members.indices.filter { position in
      members[position].wireNames.contains { names.contains($0.lowercased()) }
    }
    if positions.isEmpty { return nil }
    let found = names.map { name in positions.first { text(members[$0])?.name.lowercased() == name } }
    guard positions.count == 2, let userPosition = found[0], let passwordPosition = found[1],
      let userName = text(members[userPosition]), let password = text(members[passwordPosition]),
      NamespacedName(name: "", namespace: userName.namespace)
        == NamespacedName(name: "", namespace: password.namespace)
    else {
      throw Unsupported(
        "a login that is not one loginUserName and one loginPassword, both text in one namespace",
        at: contract.place)
    }
    if (userPosition, passwordPosition) != (0, 1) {
      types.note(
        "The login of \(contract.name) does not come first: without the contract check it is sent so.",
        at: contract.place)
    }
    members.remove(at: max(userPosition, passwordPosition))
    members.remove(at: min(userPosition, passwordPosition))
    return (userName.name, password.name, userName.namespace)
  }

  /// Combines an adjacent application name and licence type into one licence.
  private func mergeLicense(in members: inout [Member]) {
    let pair = members.indices.dropLast().first { position in
      text(members[position])?.name.lowercased() == "applicationname"
        && text(members[position + 1])?.name.lowercased() == "licensetype"
    }
    guard let pair, let application = text(members[pair]), let type = text(members[pair + 1]),
      application.namespace == type.namespace
    else { return }
    var scope = NameScope(reserved: NameScope.usedMembers.union(members.map(\.property)))
    members.replaceSubrange(
      pair...pair + 1,
      with: [
        Member(
          property: scope.claim("license", suffix: "Value"),
          kind: .license(applicationName: application, licenseType: type),
          type: ValueType(swift: "License"), schemaType: "string")
      ])
  }

  /// The name of an element with a single text.
  private func text(_ member: Member) -> NamespacedName? {
    guard member.isText, case .element(let name, _) = member.kind else { return nil }
    return name
  }

  private func answer(
    _ contract: ContractOperation, owner: String, types: inout TypeTranslator
  ) throws(Unsupported) -> (String, Operation.Answer) {
    guard let output = contract.output else { return ("", .members([])) }
    guard let wrapper = output.wrapper else {
      guard let only = output.parameters.first else { return ("", .members([])) }
      guard output.parameters.count == 1 else {
        throw Unsupported(body(of: output, "an answer"), at: contract.place)
      }
      let (value, rules) = try types.content(
        of: only.name, only.type, (only.defaultValue, only.fixedValue), owner: owner + "Answer",
        at: only.place)
      return (only.name.name, .value(value, rules))
    }
    if let value = try provisionValue(output, contract, types: &types) { return (wrapper.name, value) }
    if case .complex(let type)? = output.wrapperType.flatMap(definitions.schemas.type), type.isMixed {
      return (wrapper.name, .value(ValueType(swift: "AnyElement")))
    }
    let members = try members(of: output, contract, owner: owner + "Output", types: &types)
    if members.count == 1, members[0].elementCardinality != nil, !members[0].isConstant {
      return (wrapper.name, .member(members[0]))
    }
    return (wrapper.name, .members(members))
  }

  /// The common result of the service: `<Method>Result` with `success` and perhaps `errorMessage`.
  private func provisionValue(
    _ output: ContractMessage, _ contract: ContractOperation, types: inout TypeTranslator
  ) throws(Unsupported) -> Operation.Answer? {
    let schemas = definitions.schemas
    guard contract.shape != .rpc, output.parameters.count == 1, !output.hasMore,
      let result = output.parameters.first, result.name.name == contract.resultName,
      !result.occurs.isRepeated, case .complex(let type)? = schemas.type(result.type), !type.isAbstract
    else { return nil }
    let content = schemas.content(of: type)
    guard !content.hasChoice, !content.isMixed,
      let success = content.elements.first(where: { $0.name.name == "success" }), !success.occurs.isRepeated,
      schemas.builtInBase(of: success.type) == .boolean
    else { return nil }
    let message = content.elements.first { $0.name.name == "errorMessage" }
    if let message, message.occurs.isRepeated || schemas.builtInBase(of: message.type) != .string {
      return nil
    }
    if content.isElementList, content.elements.count == (message == nil ? 1 : 2) { return .provision }
    if let name = result.type.name { return .provisionValue(types.exactValue(of: type, named: name)) }
    return .provisionValue(try types.value(of: result.type, owner: result.name.name, at: result.place))
  }
}
