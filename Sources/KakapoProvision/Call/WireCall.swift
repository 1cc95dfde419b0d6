/// One call on its way out: checked, but not yet written.
struct WireCall: Sendable {
  /// The method's name as the caller knows it, for errors and logs.
  let operation: String
  /// The wrapper element's name.
  var method: String
  /// The wrapper element's namespace.
  var namespace: String
  /// The `SOAPAction`, without quotes.
  var action: String
  /// The names of the parameters that carry the login; empty if the call has no login.
  var loginNames: [String]
  /// The wrapper's children in wire order, the login among them.
  var parameters: [RequestElement]
  /// The values among them that no error may show.
  let secrets: [Secret]
  /// The element names of the answer.
  var answer: AnswerNames
  /// Whether this package's contract, if it has the method, says how to call it; otherwise the caller does.
  let isOfContract: Bool
  /// Whether all names, also the wrapper's, come from a WSDL: a different wrapper name is a different method.
  var isGenerated = false
  /// The attributes of the wrapper element.
  var attributes: [RequestElement.Attribute] = []
}

extension WireCall {
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
