/// The web methods of a service: their names, their parameters, and the evidence for each.
///
/// Code that `kakapo contract generate` writes has one for its service; ``builtIn`` is this package's own.
public struct Contract: Sendable, Hashable {
  /// The WSDL's service name.
  public let serviceName: String
  /// The default endpoint.
  public let endpoint: String
  /// The target namespace, exactly as on the wire.
  public let namespace: String
  /// The parameter that carries the Interface User's name; first in every method of the built-in contract.
  public let loginUserNameParameter: String
  /// The parameter that carries the password; second in every method of the built-in contract.
  public let loginPasswordParameter: String
  /// The web methods; those of the built-in contract in alphabetical order.
  public let operations: [OperationDescription]
  /// The names of all services in the WSDL.
  let serviceNames: [String]
  /// The protocols of the WSDL's bindings that aren't SOAP 1.1.
  let otherBindings: [String]

  /// Makes a contract; the names of the login are those of the first operation that has one.
  ///
  /// - Parameters:
  ///   - serviceName: The WSDL's service name.
  ///   - endpoint: The default endpoint.
  ///   - namespace: The target namespace, exactly as on the wire.
  ///   - operations: The web methods.
  public init(
    serviceName: String, endpoint: String, namespace: String, operations: [OperationDescription]
  ) {
    self.init(
      serviceNames: [serviceName], endpoint: endpoint, namespace: namespace, operations: operations)
  }

  init(
    serviceNames: [String], otherBindings: [String] = [], endpoint: String, namespace: String,
    operations: [OperationDescription]
  ) {
    self.serviceNames = serviceNames
    self.otherBindings = otherBindings
    serviceName = serviceNames.first ?? ""
    self.endpoint = endpoint
    self.namespace = namespace
    let login = operations.lazy.compactMap(\.login).first
    loginUserNameParameter = login?.userName ?? "loginUserName"
    loginPasswordParameter = login?.password ?? "loginPassword"
    self.operations = operations
  }

  /// The web method with exactly that name, or `nil`.
  ///
  /// - Parameter name: The method's name as on the wire; letter case matters there, so it matters here.
  /// - Returns: The contract's description of the method.
  public func operation(named name: String) -> OperationDescription? {
    operations.first { $0.name == name }
  }
}

/// The contract's description of one web method, with its names on the wire.
public struct OperationDescription: Sendable, Hashable {
  /// What is known about calling a method twice with the same parameters.
  public enum Repetition: String, Sendable, Hashable, CaseIterable {
    /// A second call changes nothing: the vendor's document says so, or the method only reads.
    case safe
    /// A second call has a second effect: it buys again.
    case unsafe
    /// A second call is expected to be refused and to change nothing; the document doesn't say so.
    case refused
    /// Nothing is known.
    case unknown
  }

  /// The parameters that carry the login.
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

  /// The form of the body.
  public enum Style: String, Sendable, Hashable, CaseIterable {
    /// One element named after the method, with the parameters inside it (document/literal wrapped).
    case wrapped
    /// Elements with any names: one that contains the parameters, or several that are the parameters.
    case bare
    /// An element named after the method, with the parts of the message inside it.
    case rpc
  }

  /// The method's name, as in the WSDL.
  public let name: String
  /// The `SOAPAction`, without quotes; `nil` if the WSDL states none.
  public let soapAction: String?
  /// The form of the body.
  public let style: Style
  /// The request, with the login.
  public let request: MessageDescription
  /// The answer; `nil` if there is none.
  public let answer: MessageDescription?
  /// The named types that request and answer refer to.
  public let types: TypeTable
  /// The element of the answer that holds `success` and perhaps `errorMessage`; `nil` if there is none.
  ///
  /// If there is one, `success` false is thrown as an error of code `rejected`.
  public let result: String?
  /// The parameters that carry the login; `nil` if the method has none, and then no credentials are sent.
  ///
  /// They are sent first, unless the contract check finds them elsewhere in the service's contract.
  public let login: Login?
  /// The evidence for the name.
  public let evidence: Evidence
  /// What is known about calling it twice.
  public let repetition: Repetition
  /// What the method does.
  public let summary: String
  /// The parameters after the login, in wire order.
  public let parameters: [ParameterDescription]
  /// The name of the request in the WSDL, if stated; it distinguishes overloads of a name.
  let inputName: String?

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - name: The method's name.
  ///   - inputName: The name of the request in the WSDL, if stated.
  ///   - soapAction: The `SOAPAction`, without quotes.
  ///   - style: The form of the body.
  ///   - request: The request, with the login.
  ///   - answer: The answer.
  ///   - result: The element of the answer that holds `success`; `nil` if there is none.
  ///   - login: The login parameters; `nil` if there are none.
  ///   - evidence: The evidence for the name.
  ///   - repetition: What is known about calling the method twice.
  ///   - summary: What the method does.
  ///   - parameters: The parameters after the login, in wire order.
  ///   - types: The named types that request and answer refer to.
  public init(
    _ name: String, inputName: String? = nil, soapAction: String?, style: Style = .wrapped,
    request: MessageDescription, answer: MessageDescription?, result: String?, login: Login?,
    evidence: Evidence = .described, repetition: Repetition = .unknown, summary: String = "",
    parameters: [ParameterDescription] = [], types: TypeTable = TypeTable()
  ) {
    self.name = name
    self.inputName = inputName
    self.soapAction = soapAction
    self.style = style
    self.request = request
    self.answer = answer
    self.result = result
    self.login = login
    self.evidence = evidence
    self.repetition = repetition
    self.summary = summary
    self.parameters = parameters
    self.types = types
  }

  /// Whether the method changes nothing: the names of the contract's reading methods begin with `Get`.
  package var onlyReads: Bool { name.hasPrefix("Get") }
}

/// The contract's description of one parameter of a web method.
public struct ParameterDescription: Sendable, Hashable {
  /// The form that a parameter's values must have before they are sent.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An identifier, without leading or trailing white space.
    case identifier
    /// A BroadWorks login ID including its domain: `name@domain`.
    case userId
    /// A name for people to read: any text.
    case displayName
    /// A secret: any text, never printed.
    case secret
    /// The first half of a licence pair.
    case applicationName
    /// The second half of a licence pair.
    case licenseType
    /// A whole number, at least one.
    case quantity
    /// Any value of the parameter's type, also an empty one.
    case any
  }

  /// The element's name, as on the wire.
  public let name: String
  /// The namespace, as on the wire; `nil` for that of the element around the parameters, empty for none.
  public let namespace: String?
  /// The form of its values.
  public let kind: Kind
  /// The local name of the parameter's XML Schema type, such as `string` or `int`.
  public let schemaType: String
  /// Whether the parameter must be given.
  public let isRequired: Bool
  /// The evidence for the name.
  public let evidence: Evidence
  /// What the parameter is.
  public let summary: String

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - name: The element's name.
  ///   - kind: The form of its values.
  ///   - namespace: The namespace; `nil` for that of the element around the parameters, empty for none.
  ///   - type: The local name of its XML Schema type.
  ///   - isRequired: Whether the parameter must be given.
  ///   - evidence: The evidence for the name.
  ///   - summary: What the parameter is.
  public init(
    _ name: String, _ kind: Kind = .any, namespace: String? = nil, type: String = "string",
    isRequired: Bool = true, evidence: Evidence = .described, summary: String = ""
  ) {
    self.name = name
    self.namespace = namespace
    self.kind = kind
    schemaType = type
    self.isRequired = isRequired
    self.evidence = evidence
    self.summary = summary
  }
}

/// The evidence for a name of the contract.
///
/// The vendor's document is the only source of this package; the portal's live WSDL is authoritative.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  /// The vendor's document says it in readable text.
  case documented = "doc"
  /// The vendor's document shows it garbled, and this is the interpretation.
  case read
  /// The vendor's document doesn't show it; it was chosen by analogy.
  case assumed
  /// A WSDL of the service has it.
  case described = "wsdl"
}
