import Support
import XMLCore

/// A call by the method's name, with its parameters checked and in order.
struct NamedCall {
  /// What is known of the method; the names on the wire alone if the contract doesn't have it.
  let contract: OperationDescription
  let writer: TypedWriter
  /// Whether the contract has the method.
  let isKnown: Bool

  init(
    _ method: String, parameters: [(name: String, value: String)], checkedAgainst contract: Contract?,
    for configuration: ProvisionClient.Configuration
  ) throws(ProvisionError) {
    guard XMLCharacters.isName(method) else {
      throw .invalidParameter("method", reason: "\(quoted(method)) isn't an XML name")
    }
    let known = contract?.operation(named: method)
    if known == nil, let contract { try NamedCall.refuseNearMiss(of: method, in: contract) }
    isKnown = known != nil
    self.contract = known ?? configuration.contract(of: method)
    try NamedCall.check(parameters.map(\.name), login: self.contract.login)
    if let known {
      writer = try NamedCall.write(parameters, of: known)
    } else {
      var writer = TypedWriter(for: self.contract)
      for (name, value) in parameters {
        let namespace = self.contract.request.namespace
        if Secret.isLikely(named: name) {
          try NamedCall.write(Secret(value), name, namespace, to: &writer)
        } else {
          try NamedCall.write(value, name, namespace, to: &writer)
        }
      }
      self.writer = writer
    }
  }

  private static func check(
    _ names: [String], login: OperationDescription.Login?
  ) throws(ProvisionError) {
    var seen: Set<String> = []
    let login = [login?.userName, login?.password].compactMap { $0?.lowercased() }
    for name in names {
      guard XMLCharacters.isName(name) else {
        throw .invalidParameter("parameters", reason: "\(quoted(name)) isn't an XML name")
      }
      guard !login.contains(name.lowercased()) else {
        throw .invalidParameter(
          name, reason: "the login is added from the credentials", advice: "Leave it out.")
      }
      guard seen.insert(name).inserted else {
        throw .invalidParameter(
          name, reason: "is given twice", advice: "Give it once.")
      }
    }
  }

  /// Writes the parameters of a method that the contract has, in the contract's order.
  private static func write(
    _ parameters: [(name: String, value: String)], of contract: OperationDescription
  ) throws(ProvisionError) -> TypedWriter {
    let known = contract.parameters.map(\.name)
    for (name, _) in parameters where !known.contains(name) {
      let near = NearMiss.find(name, among: known)
      throw .invalidParameter(
        name, reason: "\(contract.name) has no such parameter",
        advice: (near.map { "Did you mean \($0)? " } ?? "")
          + "Its parameters: \(known.joined(separator: ", ")).")
    }
    var writer = TypedWriter(for: contract)
    var applicationName: String?
    for parameter in contract.parameters {
      let namespace = parameter.namespace ?? contract.request.namespace
      let fixed = contract.request.content.elements.first {
        $0.name == parameter.name && $0.namespace == namespace
      }?.fixedValue
      let given = parameters.first { $0.name == parameter.name }?.value
      if let given, let fixed, given != fixed {
        throw .invalidParameter(
          parameter.name, reason: "must be \(quoted(fixed)): the service allows no other value")
      }
      guard let value = given ?? (parameter.isRequired ? fixed : nil) else {
        if parameter.isRequired { throw .invalidParameter(parameter.name, reason: "is missing") }
        continue
      }
      try write(value, parameter.name, namespace, to: &writer)
      if parameter.kind == .applicationName { applicationName = value }
      if parameter.kind == .licenseType, let applicationName {
        _ = try License(applicationName: applicationName, licenseType: value)
      }
    }
    return writer
  }

  private static func write(
    _ value: some TypedText, _ name: String, _ namespace: String, to writer: inout TypedWriter
  ) throws(ProvisionError) {
    do {
      try writer.element(value, name, namespace)
    } catch {
      throw ProvisionError(error)
    }
  }

  private static func refuseNearMiss(of method: String, in contract: Contract) throws(ProvisionError) {
    guard let near = contract.operations.first(where: { $0.name.lowercased() == method.lowercased() })
    else { return }
    throw .invalidParameter(
      "method", reason: "there is no method \(quoted(method))",
      advice: "Did you mean \(near.name)? Letter case matters.")
  }
}
