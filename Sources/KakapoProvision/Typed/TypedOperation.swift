/// A web method with typed values, as described by code generated from a WSDL.
///
/// `kakapo contract generate` writes the conforming types. `ProvisionClient.perform(_:)` sends them with the same login
/// safety, deadline and redaction as the methods of this package.
public protocol TypedOperation: Sendable, Hashable {
  /// The result of a call.
  associatedtype Result: Sendable

  /// The names of the call on the wire.
  static var wire: TypedWire { get }

  /// Writes the parameters after the login, in wire order.
  ///
  /// - Parameter writer: The writer for the parameters.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  func encode(into writer: inout TypedWriter) throws(TypedValueError)

  /// Reads the answer.
  ///
  /// - Parameter response: The answer. Its ``ProvisionResponse/result`` is the element that ``TypedWire/result`` names,
  ///   or else the element around all results.
  /// - Returns: The result of the call.
  /// - Throws: ``TypedValueError`` if the answer doesn't match the WSDL.
  static func result(from response: ProvisionResponse) throws(TypedValueError) -> Result
}

extension ProvisionClient {
  /// Calls a web method whose types were generated from a WSDL.
  ///
  /// If the method has login parameters, the client adds the login under the names of the WSDL. A method without them
  /// is sent without credentials. The names on the wire are those of the WSDL that the code was generated from, not
  /// those of ``configuration-swift.property``.
  ///
  /// - Parameter operation: The web method with its values.
  /// - Returns: The answer as the method's result type.
  /// - Throws: ``ProvisionError``; `rejected` if the answer says `success` false, `invalidParameter` for a value that
  ///   can't be sent, `unexpectedResponse` with the delivery `answered` for an answer that doesn't match the WSDL.
  public func perform<Operation: TypedOperation>(
    _ operation: Operation
  ) async throws(ProvisionError) -> Operation.Result {
    let wire = Operation.wire
    var writer = TypedWriter(namespace: wire.namespace)
    do {
      try operation.encode(into: &writer)
    } catch {
      throw ProvisionError.invalidParameter(
        error.path.joined(separator: "/"), reason: error.reason
      ).during(wire.operation)
    }
    let response = try await typedResponse(wire, writer)
    do {
      return try Operation.result(from: response)
    } catch {
      throw ProvisionError(
        .unexpectedResponse, delivery: .answered, operation: wire.operation,
        reason: "the answer is not as the WSDL says: \(core.redact("\(error)", of: writer.secrets))",
        advice: "The method ran. Generate the code again from the service's present WSDL.",
        response: response)
    }
  }

  private func typedResponse(
    _ wire: TypedWire, _ writer: TypedWriter
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await core.call(
      wire, parameters: writer.children, attributes: writer.attributes, secrets: writer.secrets
    ).orRejection()
  }
}

extension ProvisionClient {
  /// The method names that generated code must not use: the web methods of the contract and the client's own.
  package static let methodNames: Set<String> = Set(
    Contract.builtIn.operations.map { $0.name.prefix(1).lowercased() + $0.name.dropFirst() }
  ).union(["perform", "response", "call", "loginLatchRecord", "openLoginLatch", "close", "configuration"])
}
