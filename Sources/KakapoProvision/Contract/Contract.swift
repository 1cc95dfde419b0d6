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
