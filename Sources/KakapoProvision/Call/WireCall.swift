import Support
import XMLCore

/// What a caller knows of a method.
///
/// A description is a large value, and a call is copied several times on its way; a reference is copied for little.
final class KnownMethod: Sendable, Hashable {
  let contract: OperationDescription

  init(_ contract: OperationDescription) { self.contract = contract }

  static func == (left: KnownMethod, right: KnownMethod) -> Bool {
    left === right || left.contract == right.contract
  }

  /// The name is enough: hashing a whole description for each call is slow.
  func hash(into hasher: inout Hasher) { hasher.combine(contract.name) }
}

/// One call on its way out: checked, but not yet written.
struct WireCall: Sendable {
  let known: KnownMethod
  /// Whether the caller knows only the method's name.
  ///
  /// Otherwise the names come from a WSDL, and another wrapper is another method.
  let isByName: Bool
  /// The name of the element around the parameters; `nil` if they are directly in the body.
  var wrapper: String?
  /// The wrapper's namespace.
  var namespace: String
  /// The `SOAPAction`, without quotes.
  var action: String
  /// The names of the parameters that carry the login; empty if the call has no login.
  var loginNames: [String]
  /// The headers beside the body.
  let headers: [RequestElement]
  /// The parameters in wire order, the login among them.
  var parameters: [RequestElement]
  /// The attributes of the wrapper element.
  let attributes: [RequestElement.Attribute]
  /// The values among them that no error may show.
  let secrets: [Secret]
  /// The element names of the answer.
  var answer: AnswerNames

  /// Makes a call.
  ///
  /// - Parameters:
  ///   - contract: What the caller knows of the method.
  ///   - content: The checked parameters after the login.
  ///   - credentials: The login.
  ///   - names: The wrapper's namespace and the action.
  ///   - isByName: Whether the caller knows only the method's name.
  init(
    _ contract: OperationDescription, _ content: TypedWriter, _ credentials: Credentials,
    as names: (namespace: String, action: String), isByName: Bool
  ) {
    known = KnownMethod(contract)
    self.isByName = isByName
    wrapper = contract.request.name
    (namespace, action) = names
    parameters = []
    loginNames = []
    if let login = contract.login {
      let loginNamespace = login.namespace == contract.request.namespace ? nil : login.namespace
      loginNames = [login.userName, login.password]
      parameters.reserveCapacity(content.children.count + 2)
      parameters.append(
        RequestElement(login.userName, .text(credentials.userName), namespace: loginNamespace))
      parameters.append(
        RequestElement(login.password, .text(credentials.password.revealed), namespace: loginNamespace))
    }
    parameters += content.children
    headers = content.headers
    attributes = content.attributes
    secrets = content.secrets
    answer = AnswerNames(of: contract)
  }

  /// What the caller knows of the method.
  var contract: OperationDescription { known.contract }

  /// Whether the call sends the credentials.
  var carriesLogin: Bool { !loginNames.isEmpty }
}

extension RequestElement {
  /// The texts in the element and below it.
  var texts: [String] {
    switch content {
    case .text(let text): [text]
    case .elements(let children): children.flatMap(\.texts)
    case .null: []
    }
  }

  /// The names of the element and of those below it.
  var names: [String] {
    switch content {
    case .elements(let children): [name] + children.flatMap(\.names)
    case .text, .null: [name]
    }
  }
}

/// The element names of an answer.
package struct AnswerNames: Sendable, Hashable {
  /// The element in the body; `nil` for an empty body, and for a call without an answer.
  var response: String?
  /// Whether the call has no answer.
  var isOneWay = false
  /// The element that holds `success`; `nil` if the answer has no such common part.
  var result: String?
  var success = "success"
  var errorMessage = "errorMessage"

  /// The names that the caller knows.
  ///
  /// - Parameter contract: The web method.
  package init(of contract: OperationDescription) {
    response = contract.answer?.root?.name
    isOneWay = contract.answer == nil
    result = contract.result
  }

  /// Whether the names are the same to a server.
  func isSpelled(like other: AnswerNames) -> Bool {
    isOneWay == other.isOneWay && (response ?? "").hasSameBytes(as: other.response ?? "")
      && (result ?? "").hasSameBytes(as: other.result ?? "")
      && success.hasSameBytes(as: other.success) && errorMessage.hasSameBytes(as: other.errorMessage)
  }

  /// The names of the live contract, which may differ in letter case.
  ///
  /// - Parameters:
  ///   - operation: The live contract's operation.
  ///   - differences: The differences from the contract that this package knows.
  ///   - expected: The names that the caller expects.
  init(
    of operation: OperationDescription, _ differences: [ContractDifference], like expected: AnswerNames
  ) {
    self.init(of: operation)
    if expected.result == nil { result = nil }
    for difference in differences where difference.side == .answer && difference.kind == .letterCase {
      switch difference.old {
      case "success": success = difference.new ?? success
      case "errorMessage": errorMessage = difference.new ?? errorMessage
      default: break
      }
    }
  }
}
