/// A web method together with the values of one call.
///
/// The methods of the contract conform to it, one type each. A method that has no type yet is reached with
/// ``ProvisionClient/call(_:parameters:checkedAgainst:)``.
public protocol ProvisionOperation: Sendable {
  /// What a successful call returns.
  associatedtype Result: Sendable = ProvisionResponse

  /// What the contract says of the method: its name and its parameters.
  static var contract: OperationDescription { get }

  /// The values, one for each parameter of ``contract`` and in its order; `nil` is not sent.
  ///
  /// An empty string is sent as an empty element, which a server tells apart from an absent one.
  var values: [String?] { get }

  /// Makes the result from an answer whose `success` is true.
  ///
  /// - Parameter response: The answer.
  /// - Returns: What a successful call returns.
  func result(from response: ProvisionResponse) -> Result
}

extension ProvisionOperation where Result == ProvisionResponse {
  /// Returns the answer as it is.
  ///
  /// - Parameter response: The answer.
  /// - Returns: The answer.
  public func result(from response: ProvisionResponse) -> ProvisionResponse { response }
}
