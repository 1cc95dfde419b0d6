public import XMLCore

/// The portal's answer to a web method.
///
/// All methods share `success` and `errorMessage`. All other elements are in ``details``, and the whole result in
/// ``result``.
public struct ProvisionResponse: Sendable, Hashable {
  /// The web method.
  public let operation: String
  /// Whether the portal carried the method out.
  public let success: Bool
  /// The portal's message without the call's secrets; `nil` if the portal sent none.
  public let errorMessage: String?
  /// The whole `<Method>Result` element.
  ///
  /// With `success` true it is as the portal sent it. With `success` false it is without the call's secrets.
  public let result: ElementTree

  /// Whether the answer itself says if the call succeeded; the answers of some generated methods don't.
  let saysSuccess: Bool

  /// Whether no element of the answer is in the namespace that the contract has for it.
  let isInOtherNamespaces: Bool

  /// The elements of the result other than `success` and `errorMessage`, in order.
  public var details: [ElementTree] {
    // The common part is read in any letter case, so compare its names in any letter case here, too.
    result.children.filter {
      !$0.nameEqualsIgnoringCase("success") && !$0.nameEqualsIgnoringCase("errormessage")
    }
  }

  package init(
    operation: String, success: Bool, errorMessage: String?, result: ElementTree, saysSuccess: Bool = true,
    isInOtherNamespaces: Bool = false
  ) {
    self.operation = operation
    self.success = success
    self.errorMessage = errorMessage
    self.result = result
    self.saysSuccess = saysSuccess
    self.isInOtherNamespaces = isInOtherNamespaces
  }
}
