/// The web methods of a `ProvisionV3` service: their names, parameters and how each is known.
public struct Contract: Sendable, Hashable {
  /// The WSDL's service name.
  public let serviceName: String
  /// The default endpoint.
  public let endpoint: String
  /// The target namespace, exactly as on the wire.
  public let namespace: String
  /// The parameter that carries the Interface User's name, first in every method.
  public let loginUserNameParameter: String
  /// The parameter that carries the password, second in every method.
  public let loginPasswordParameter: String
  /// The web methods, in alphabetical order.
  public let operations: [OperationDescription]

  /// The web method of that exact name, or `nil`.
  ///
  /// - Parameter name: The method's name as on the wire; case matters there, so it does here.
  /// - Returns: What the contract says of it.
  public func operation(named name: String) -> OperationDescription? {
    operations.first { $0.name == name }
  }
}

/// What the contract says of one web method.
public struct OperationDescription: Sendable, Hashable {
  /// What is known of calling a method twice with the same parameters.
  public enum Repetition: String, Sendable, Hashable, CaseIterable {
    /// A second call changes nothing: the vendor's document says so, or the method only reads.
    case safe
    /// A second call acts a second time: it buys again.
    case unsafe
    /// A second call is expected to be refused and to change nothing; the document is silent.
    case refused
  }

  /// The method's name, as on the wire.
  public let name: String
  /// How the name is known.
  public let evidence: Evidence
  /// What the method does.
  public let summary: String
  /// What is known of calling it twice.
  public let repetition: Repetition
  /// The parameters after the login, in wire order.
  public let parameters: [ParameterDescription]

  package init(
    _ name: String, _ evidence: Evidence, _ repetition: Repetition, _ summary: String,
    parameters: [ParameterDescription]
  ) {
    self.name = name
    self.evidence = evidence
    self.repetition = repetition
    self.summary = summary
    self.parameters = parameters
  }
}

extension OperationDescription {
  /// Whether the method changes nothing: the contract's methods that read have names that begin with `Get`.
  package var onlyReads: Bool { name.hasPrefix("Get") }

  /// The secret ones among the values of a call.
  func secrets(in values: [String?]) -> [Secret] {
    zip(parameters, values).compactMap { parameter, value in
      parameter.kind == .secret ? value.map { Secret($0) } : nil
    }
  }
}

/// What the contract says of one parameter of a web method.
public struct ParameterDescription: Sendable, Hashable {
  /// What a parameter's values have to look like before they are sent.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An identifier: no leading or trailing white space.
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
  }

  /// The element's name, as on the wire.
  public let name: String
  /// What its values have to look like.
  public let kind: Kind
  /// Whether the parameter must be given.
  public let isRequired: Bool
  /// How the name is known.
  public let evidence: Evidence
  /// What the parameter is.
  public let summary: String

  package init(
    _ name: String, _ kind: Kind, isRequired: Bool = true, _ evidence: Evidence, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.evidence = evidence
    self.summary = summary
  }

  /// The parameter's XML Schema type: `int` for a quantity, `string` for everything else.
  public var schemaType: String { kind == .quantity ? "int" : "string" }
}

/// How a name of the contract is known.
///
/// The vendor's document is the only source of this package; the portal's live WSDL is the truth.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  /// The vendor's document says it in readable text.
  case documented = "doc"
  /// The vendor's document shows it garbled, and this is the reading.
  case read
  /// The vendor's document does not show it; chosen by analogy.
  case assumed
}
