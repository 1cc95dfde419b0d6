/// A web method together with the values of one call.
///
/// The methods of the contract conform to it, one type each. `kakapo contract generate` writes conforming types for the
/// methods of any WSDL. A method without a type is reached with ``ProvisionClient/call(_:parameters:checkedAgainst:)``.
public protocol ProvisionOperation: Sendable {
  /// What a successful call returns.
  associatedtype Result: Sendable = ProvisionResponse

  /// What the contract says of the method: its names on the wire and its parameters.
  static var contract: OperationDescription { get }

  /// Writes the parameters after the login, in wire order.
  ///
  /// - Parameter writer: The writer for the parameters.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  func encode(into writer: inout TypedWriter) throws(TypedValueError)

  /// Makes the result from an answer whose `success` isn't false.
  ///
  /// - Parameter response: The answer. Its ``ProvisionResponse/result`` is the element that
  ///   ``OperationDescription/result`` names, or else the element around all results.
  /// - Returns: What a successful call returns.
  /// - Throws: ``TypedValueError`` if the answer doesn't match the contract.
  func result(from response: ProvisionResponse) throws(TypedValueError) -> Result
}

extension ProvisionOperation where Result == ProvisionResponse {
  /// Returns the answer as it is.
  ///
  /// - Parameter response: The answer.
  /// - Returns: The answer.
  public func result(from response: ProvisionResponse) -> ProvisionResponse { response }
}

extension ProvisionOperation {
  /// The texts of the parameters in the order of ``contract``; `nil` for a parameter that isn't sent.
  ///
  /// They include secrets: keep them out of logs. Of a repeated parameter it is the first text, of a parameter with elements
  /// all texts together. The list is empty if a value can't be sent.
  public var values: [String?] {
    guard let writer = try? written() else { return [] }
    let texts = Dictionary(
      writer.children.map { ($0.name, $0.texts.joined()) }, uniquingKeysWith: { first, _ in first })
    return Self.contract.parameters.map { texts[$0.name] }
  }

  /// The checked parameters.
  ///
  /// - Throws: ``ProvisionError`` of code `invalidParameter` for a value that can't be sent.
  package func written() throws(ProvisionError) -> TypedWriter {
    var writer = TypedWriter(for: Self.contract)
    do {
      try encode(into: &writer)
    } catch {
      throw ProvisionError(error).during(Self.contract.name)
    }
    return writer
  }
}

extension ProvisionError {
  /// The error for a value that can't be sent; nothing was sent.
  package init(_ error: TypedValueError) {
    self = .invalidParameter(error.path.joined(separator: "/"), reason: error.reason, advice: error.advice)
  }
}
