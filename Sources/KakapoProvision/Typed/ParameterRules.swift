import XMLCore

/// Refuses values that the service would misunderstand, before anything is sent.
///
/// The errors don't name the parameter; whoever writes it does.
package enum ParameterRules {
  /// Checks one value against the contract's description of its parameter.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - parameter: The contract's description of the parameter.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  package static func check(
    _ value: String, of parameter: ParameterDescription
  ) throws(TypedValueError) {
    try check(value, parameter.kind, isRequired: parameter.isRequired)
  }

  /// Checks one value.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - kind: The form that it must have.
  ///   - isRequired: Whether it must be given.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  static func check(
    _ value: String, _ kind: ParameterDescription.Kind, isRequired: Bool
  ) throws(TypedValueError) {
    if isRequired, kind != .any, value.unicodeScalars.allSatisfy(\.isWhitespace) {
      throw TypedValueError(value.isEmpty ? "is empty" : "is nothing but white space")
    }
    try checkCharacters(of: value)
    switch kind {
    case .displayName, .secret, .applicationName, .licenseType, .any: break
    case .identifier: try checkEdges(of: value)
    case .userId:
      try checkEdges(of: value)
      try checkDomain(of: value)
    case .quantity: try checkQuantity(value)
    }
  }

  /// Refuses characters that XML 1.0 can't carry (section 2.2 of the recommendation).
  static func checkCharacters(of value: String) throws(TypedValueError) {
    guard let (scalar, offset) = XMLCharacters.firstIllegal(in: value) else { return }
    throw TypedValueError(
      "character \(offset + 1) is \(scalar.escaped(asASCII: true)), which XML cannot carry",
      advice: "Remove it.")
  }

  /// Refuses white space at the edges of an identifier: it must match BroadWorks exactly.
  static func checkEdges(of value: String) throws(TypedValueError) {
    let scalars = value.unicodeScalars
    guard scalars.first?.isWhitespace == true || scalars.last?.isWhitespace == true
    else { return }
    throw TypedValueError(
      "\(quoted(value)) begins or ends with white space",
      advice: "Remove it: identifiers have to match BroadWorks exactly.")
  }

  private static func checkDomain(of value: String) throws(TypedValueError) {
    let at = UInt8(ascii: "@")
    guard value.utf8.count(where: { $0 == at }) == 1, value.utf8.first != at, value.utf8.last != at,
      !value.unicodeScalars.contains(where: \.isWhitespace)
    else {
      throw TypedValueError(
        "\(quoted(value)) is not of the form name@domain",
        advice: "The BroadWorks login ID includes the domain, for example jane@acme.example.com.")
    }
  }

  private static func checkQuantity(_ value: String) throws(TypedValueError) {
    // The wire type is xsd:int, 32 bits.
    guard let number = Int32(value), number >= 1, value.first != "+" else {
      throw TypedValueError("\(quoted(value)) is not a whole number from 1 to \(Int32.max)")
    }
  }
}
