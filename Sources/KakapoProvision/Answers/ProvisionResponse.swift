public import XMLCore

/// The portal's answer to a web method.
///
/// All methods share `success` and `errorMessage`; whatever else came stands in ``details`` and, whole, in
/// ``result``.
public struct ProvisionResponse: Sendable, Hashable {
  /// The web method.
  public let operation: String
  /// Whether the portal carried the method out.
  public let success: Bool
  /// The portal's message, with the call's secrets taken out; `nil` when it sent none.
  public let errorMessage: String?
  /// The `<Method>Result` element, whole.
  ///
  /// With `success` true it is as it came. With `success` false the call's secrets are taken out of it.
  public let result: ElementTree

  /// Whether the answer says itself whether the call succeeded; the answers of some generated methods don't.
  let saysSuccess: Bool

  /// The elements of the result other than `success` and `errorMessage`, in order.
  public var details: [ElementTree] {
    // Letter case of the common part is followed, so it does not count here either.
    result.children.filter {
      !$0.nameEqualsIgnoringCase("success") && !$0.nameEqualsIgnoringCase("errormessage")
    }
  }

  init(operation: String, success: Bool, errorMessage: String?, result: ElementTree, saysSuccess: Bool = true)
  {
    self.operation = operation
    self.success = success
    self.errorMessage = errorMessage
    self.result = result
    self.saysSuccess = saysSuccess
  }
}

extension ProvisionResponse {
  /// The answer itself, if the portal carried the method out.
  ///
  /// - Returns: The answer.
  /// - Throws: ``ProvisionError`` of code `rejected` if not.
  func orRejection() throws(ProvisionError) -> ProvisionResponse {
    guard success else {
      let isSilent = errorMessage?.allSatisfy(\.isWhitespace) ?? true
      throw ProvisionError(
        .rejected, delivery: .answered, operation: operation,
        reason: "the portal rejected the call" + (isSilent ? " and gave no reason" : ""),
        serverText: errorMessage, response: self)
    }
    return self
  }
}
