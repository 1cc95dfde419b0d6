/// The web methods of a `ProvisionV3` service: their names, their parameters, and the evidence for each.
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

  /// The web method with exactly that name, or `nil`.
  ///
  /// - Parameter name: The method's name as on the wire; letter case matters there, so it matters here.
  /// - Returns: The contract's description of the method.
  public func operation(named name: String) -> OperationDescription? {
    operations.first { $0.name == name }
  }
}

/// The contract's description of one web method.
public struct OperationDescription: Sendable, Hashable {
  /// What is known about calling a method twice with the same parameters.
  public enum Repetition: String, Sendable, Hashable, CaseIterable {
    /// A second call changes nothing: the vendor's document says so, or the method only reads.
    case safe
    /// A second call has a second effect: it buys again.
    case unsafe
    /// A second call is expected to be refused and to change nothing; the document doesn't say so.
    case refused
  }

  /// The method's name, as on the wire.
  public let name: String
  /// The evidence for the name.
  public let evidence: Evidence
  /// What the method does.
  public let summary: String
  /// What is known about calling it twice.
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
  /// Whether the method changes nothing: the names of the contract's reading methods begin with `Get`.
  package var onlyReads: Bool { name.hasPrefix("Get") }

  /// The secret values of a call.
  func secrets(in values: [String?]) -> [Secret] {
    zip(parameters, values).compactMap { parameter, value in
      parameter.kind == .secret ? value.map { Secret($0) } : nil
    }
  }
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
  }

  /// The element's name, as on the wire.
  public let name: String
  /// The form of its values.
  public let kind: Kind
  /// Whether the parameter must be given.
  public let isRequired: Bool
  /// The evidence for the name.
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
}
