import XMLCore

/// One call on its way out: checked, but not yet written.
struct WireCall: Sendable {
  /// What the caller knows of the method.
  let contract: OperationDescription
  /// Whether the caller knows only the method's name.
  ///
  /// Otherwise the names come from a WSDL, and another wrapper is another method.
  let isByName: Bool
  /// The wrapper element's name.
  var method: String
  /// The wrapper element's namespace.
  var namespace: String
  /// The `SOAPAction`, without quotes.
  var action: String
  /// The names of the parameters that carry the login; empty if the call has no login.
  var loginNames: [String]
  /// The wrapper's children in wire order, the login among them.
  var parameters: [RequestElement]
  /// The attributes of the wrapper element.
  let attributes: [RequestElement.Attribute]
  /// The values among them that no error may show.
  let secrets: [Secret]
  /// The element names of the answer.
  var answer: AnswerNames

  init(
    _ contract: OperationDescription, _ content: TypedWriter, _ credentials: Credentials,
    configuration: ProvisionClient.Configuration, isByName: Bool
  ) {
    self.contract = contract
    self.isByName = isByName
    method = contract.request
    (namespace, action) = configuration.namespaceAndAction(of: contract)
    parameters = []
    loginNames = []
    if let login = contract.login {
      let loginNamespace = login.namespace == contract.namespace ? nil : login.namespace
      loginNames = [login.userName, login.password]
      parameters.reserveCapacity(content.children.count + 2)
      parameters.append(
        RequestElement(login.userName, .text(credentials.userName), namespace: loginNamespace))
      parameters.append(
        RequestElement(login.password, .text(credentials.password.revealed), namespace: loginNamespace))
    }
    parameters += content.children
    attributes = content.attributes
    secrets = content.secrets
    answer = AnswerNames(of: contract)
  }

  /// Whether the call sends the credentials.
  var carriesLogin: Bool { !loginNames.isEmpty }

  /// Whether the caller knows the method from this package's contract.
  var isOfBuiltIn: Bool { Contract.builtIn.operation(named: contract.name) == contract }
}

extension RequestElement {
  /// The texts in the element and below it.
  var texts: [String] {
    switch content {
    case .text(let text): [text]
    case .elements(let children): children.flatMap(\.texts)
    case .null: []
    }
  }

  /// The names of the element and of those below it.
  var names: [String] {
    switch content {
    case .elements(let children): [name] + children.flatMap(\.names)
    case .text, .null: [name]
    }
  }
}
