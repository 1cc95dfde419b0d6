import XMLCore

/// The checked parameters of a call by name.
struct DynamicCall {
  let parameters: [RequestElement]
  let secrets: [Secret]

  init(
    _ method: String, parameters: [(name: String, value: String)], contract: Contract?
  ) throws(ProvisionError) {
    guard XMLCharacters.isName(method) else {
      throw .invalidParameter("method", reason: "\(quoted(method)) is no XML name")
    }
    try DynamicCall.checkNames(parameters.map(\.name))
    if let known = contract?.operation(named: method) {
      let values = try DynamicCall.values(for: known, from: parameters)
      self.parameters = try ParameterRules.check(values, against: known)
      secrets = known.secrets(in: values)
      return
    }
    if let contract { try DynamicCall.refuseNearMiss(of: method, in: contract) }
    for (name, value) in parameters { try ParameterRules.checkCharacters(of: value, name: name) }
    self.parameters = parameters.map { RequestElement($0.name, .text($0.value)) }
    secrets = parameters.filter { Secret.isLikely(named: $0.name) }.map { Secret($0.value) }
  }

  private static func checkNames(_ names: [String]) throws(ProvisionError) {
    var seen: Set<String> = []
    let login = [Contract.builtIn.loginUserNameParameter, Contract.builtIn.loginPasswordParameter]
    for name in names {
      guard XMLCharacters.isName(name) else {
        throw .invalidParameter("parameters", reason: "\(quoted(name)) is no XML name")
      }
      guard !login.contains(where: { $0.lowercased() == name.lowercased() }) else {
        throw .invalidParameter(
          name, reason: "the login is added from the credentials", advice: "Leave it out.")
      }
      guard seen.insert(name).inserted else {
        throw .invalidParameter(
          name, reason: "is given twice", advice: "Give it once.")
      }
    }
  }

  private static func values(
    for operation: OperationDescription, from parameters: [(name: String, value: String)]
  ) throws(ProvisionError) -> [String?] {
    let known = operation.parameters.map(\.name)
    for (name, _) in parameters where !known.contains(name) {
      let near = known.first { $0.lowercased() == name.lowercased() }
      throw .invalidParameter(
        name, reason: "\(operation.name) has no such parameter",
        advice: (near.map { "Did you mean \($0)? Letter case counts. " } ?? "")
          + "Its parameters: \(known.joined(separator: ", ")).")
    }
    return known.map { name in parameters.first { $0.name == name }?.value }
  }

  private static func refuseNearMiss(of method: String, in contract: Contract) throws(ProvisionError) {
    guard let near = contract.operations.first(where: { $0.name.lowercased() == method.lowercased() })
    else { return }
    throw .invalidParameter(
      "method", reason: "there is no method \(quoted(method))",
      advice: "Did you mean \(near.name)? Letter case counts.")
  }
}
