/// How a simulated service differs from the contract, to see whether a client notices.
///
/// The service reads, answers and describes itself in its WSDL accordingly. By default it does not differ.
public struct ContractDeviation: Sendable, Hashable {
  /// Another target namespace; `nil` for the contract's.
  public var namespace: String?
  /// Other names on the wire: the contract's parameter name to the service's, in every method.
  public var renamedParameters: [String: String] = [:]
  /// Whether the parameters stand in the opposite order.
  public var reversesParameters = false
  /// Methods that the service does not have.
  public var missingMethods: Set<String> = []
  /// Further parameters at the end of a method, all of them text: the method's name to their names.
  public var addedParameters: [String: [String]] = [:]

  /// A service that does not differ.
  public init() {}
}
