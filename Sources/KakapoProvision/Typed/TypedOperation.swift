/// A web method with typed values, as code generated from a WSDL describes it.
///
/// The conforming types are written by `kakapo contract generate`; `ProvisionClient.perform(_:)` sends them
/// with the same login safety, deadline and redaction as the methods of this package.
public protocol TypedOperation: Sendable, Hashable {
  /// What a call returns.
  associatedtype Result: Sendable

  /// The names of the call on the wire.
  static var wire: TypedWire { get }

  /// Writes the parameters after the login, in wire order.
  ///
  /// - Parameter writer: What takes them.
  /// - Throws: ``TypedValueError`` for a value that cannot be sent.
  func encode(into writer: inout TypedWriter) throws(TypedValueError)

  /// Reads the answer.
  ///
  /// - Parameter response: The answer. Its ``ProvisionResponse/result`` is the element that
  ///   ``TypedWire/result`` names, else the element around all results.
  /// - Returns: What a call returns.
  /// - Throws: ``TypedValueError`` when the answer is not as the WSDL says.
  static func result(from response: ProvisionResponse) throws(TypedValueError) -> Result
}
