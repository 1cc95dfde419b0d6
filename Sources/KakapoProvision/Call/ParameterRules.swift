import XMLCore

/// Refuses values that the service would misunderstand, before anything is sent.
///
/// The error names the parameter.
package enum ParameterRules {
  /// Checks the values of a call against the contract.
  ///
  /// - Parameters:
  ///   - values: One value for each parameter, in order; `nil` isn't sent.
  ///   - contract: The contract's description of the method.
  /// - Returns: The parameters to send, in wire order.
  /// - Throws: ``ProvisionError`` of code `invalidParameter` for the first value that can't be sent.
  package static func check(
    _ values: [String?], against contract: OperationDescription
  ) throws(ProvisionError) -> [RequestElement] {
    guard values.count == contract.parameters.count else {
      throw .invalidConfiguration(
        "\(contract.name) has \(contract.parameters.count) parameters, and \(values.count) values were given")
    }
    var sent: [RequestElement] = []
    sent.reserveCapacity(values.count + 2)
    var applicationName: String?
    for (parameter, value) in zip(contract.parameters, values) {
      guard let value else {
        if parameter.isRequired { throw .invalidParameter(parameter.name, reason: "is missing") }
        continue
      }
      try check(value, of: parameter)
      if parameter.kind == .applicationName { applicationName = value }
      if parameter.kind == .licenseType, let applicationName {
        _ = try License(applicationName: applicationName, licenseType: value)
      }
      sent.append(RequestElement(parameter.name, .text(value)))
    }
    return sent
  }

  /// Checks one value against the contract's description of its parameter.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - parameter: The contract's description of the parameter.
  /// - Throws: ``ProvisionError`` of code `invalidParameter` for a value that can't be sent.
  package static func check(
    _ value: String, of parameter: ParameterDescription
  ) throws(ProvisionError) {
    let name = parameter.name
    if parameter.isRequired, value.unicodeScalars.allSatisfy(\.isWhitespace) {
      throw .invalidParameter(name, reason: value.isEmpty ? "is empty" : "is nothing but white space")
    }
    try checkCharacters(of: value, name: name)
    switch parameter.kind {
    case .displayName, .secret, .applicationName, .licenseType: break
    case .identifier: try checkEdges(of: value, name: name)
    case .userId:
      try checkEdges(of: value, name: name)
      try checkDomain(of: value, name: name)
    case .quantity: try checkQuantity(value, name: name)
    }
  }

  /// Refuses characters that XML 1.0 can't carry (section 2.2 of the recommendation).
  static func checkCharacters(of value: String, name: String) throws(ProvisionError) {
    guard let (scalar, offset) = XMLCharacters.firstIllegal(in: value) else { return }
    throw .invalidParameter(
      name,
      reason: "character \(offset + 1) is \(scalar.escaped(asASCII: true)), which XML cannot carry",
      advice: "Remove it.")
  }

  /// Refuses white space at the edges of an identifier: it must match BroadWorks exactly.
  static func checkEdges(of value: String, name: String) throws(ProvisionError) {
    let scalars = value.unicodeScalars
    guard scalars.first?.isWhitespace == true || scalars.last?.isWhitespace == true
    else { return }
    throw .invalidParameter(
      name, reason: "\(quoted(value)) begins or ends with white space",
      advice: "Remove it: identifiers have to match BroadWorks exactly.")
  }

  private static func checkDomain(of value: String, name: String) throws(ProvisionError) {
    let at = UInt8(ascii: "@")
    guard value.utf8.count(where: { $0 == at }) == 1, value.utf8.first != at, value.utf8.last != at,
      !value.unicodeScalars.contains(where: \.isWhitespace)
    else {
      throw .invalidParameter(
        name, reason: "\(quoted(value)) is not of the form name@domain",
        advice: "The BroadWorks login ID includes the domain, for example jane@acme.example.com.")
    }
  }

  private static func checkQuantity(_ value: String, name: String) throws(ProvisionError) {
    // The wire type is xsd:int, 32 bits.
    guard let number = Int32(value), number >= 1, value.first != "+" else {
      throw .invalidParameter(
        name, reason: "\(quoted(value)) is not a whole number from 1 to \(Int32.max)")
    }
  }
}
