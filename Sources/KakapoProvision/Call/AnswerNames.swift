import Support
import WSDL

/// The names of the elements that every answer has.
package struct AnswerNames: Sendable, Hashable {
  var response: String
  /// The element that holds `success`; `nil` if the answer has no such common part.
  var result: String?
  var success = "success"
  var errorMessage = "errorMessage"

  /// The names that the caller knows.
  ///
  /// - Parameter contract: The web method.
  package init(of contract: OperationDescription) {
    response = contract.answer
    result = contract.result
  }

  /// Whether the names are the same to a server.
  func isSpelled(like other: AnswerNames) -> Bool {
    response.hasSameBytes(as: other.response) && (result ?? "").hasSameBytes(as: other.result ?? "")
      && success.hasSameBytes(as: other.success) && errorMessage.hasSameBytes(as: other.errorMessage)
  }

  /// The names of the live contract, which may differ in letter case.
  ///
  /// - Parameters:
  ///   - operation: The live contract's operation.
  ///   - differences: The differences from the contract that this package knows.
  ///   - expected: The names that the caller expects.
  init(of operation: ContractOperation, _ differences: [ContractDifference], like expected: AnswerNames) {
    response = operation.output?.wrapper?.name ?? "\(operation.name)Response"
    result = expected.result == nil ? nil : operation.result?.name.name ?? operation.resultName
    for difference in differences where difference.side == .answer && difference.kind == .letterCase {
      switch difference.old {
      case "success": success = difference.new ?? success
      case "errorMessage": errorMessage = difference.new ?? errorMessage
      default: break
      }
    }
  }
}
