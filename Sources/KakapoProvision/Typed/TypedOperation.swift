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

/// The names of a generated operation on the wire, as its WSDL spells them.
public struct TypedWire: Sendable, Hashable {
  /// The operation's name in the WSDL.
  public let operation: String
  /// The element around the parameters.
  public let request: String
  /// The namespace of that element, exactly as on the wire; empty for none.
  public let namespace: String
  /// The `SOAPAction`, without quotes.
  public let soapAction: String
  /// The element around the results.
  public let answer: String
  /// The element of the answer that holds `success` and perhaps `errorMessage`; `nil` if there is none.
  ///
  /// If there is one, `success` false is thrown as an error of code `rejected`.
  public let result: String?
  /// The parameters that carry the login; `nil` if the operation has none, and then no credentials are sent.
  ///
  /// They are sent first, unless the contract check finds them elsewhere in the service's contract.
  public let login: Login?

  /// The names of the two login parameters.
  public struct Login: Sendable, Hashable {
    /// The parameter that carries the user's name.
    public let userName: String
    /// The parameter that carries the password.
    public let password: String
    /// The namespace of both; empty for none.
    public let namespace: String

    /// Makes the names.
    ///
    /// - Parameters:
    ///   - userName: The parameter that carries the user's name.
    ///   - password: The parameter that carries the password.
    ///   - namespace: The namespace of both; empty for none.
    public init(userName: String, password: String, namespace: String) {
      self.userName = userName
      self.password = password
      self.namespace = namespace
    }
  }

  /// Makes the names of an operation.
  ///
  /// - Parameters:
  ///   - operation: The operation's name in the WSDL.
  ///   - request: The element around the parameters.
  ///   - namespace: The namespace of that element; empty for none.
  ///   - soapAction: The `SOAPAction`, without quotes.
  ///   - answer: The element around the results.
  ///   - result: The element of the answer that holds `success`; `nil` if there is none.
  ///   - login: The login parameters; `nil` if there are none.
  public init(
    operation: String, request: String, namespace: String, soapAction: String, answer: String,
    result: String?, login: Login?
  ) {
    self.operation = operation
    self.request = request
    self.namespace = namespace
    self.soapAction = soapAction
    self.answer = answer
    self.result = result
    self.login = login
  }
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
