extension ProvisionClient {
  /// Calls a web method whose types were generated from a WSDL.
  ///
  /// The login is added under the names of the WSDL, if the method takes one; a method without login
  /// parameters is sent without credentials. The names on the wire are those of the WSDL the code was
  /// generated from, not those of ``configuration-swift.property``.
  ///
  /// - Parameter operation: The web method with its values.
  /// - Returns: What the method's type makes of the answer.
  /// - Throws: ``ProvisionError``; `rejected` when the answer says `success` false, `invalidParameter` for a
  ///   value that cannot be sent, `unexpectedResponse` with the delivery `answered` for an answer that is not
  ///   as the WSDL says.
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
