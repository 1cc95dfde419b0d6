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
