/// One call on its way out: checked, but not yet written.
struct WireCall: Sendable {
  /// The method's name as its caller knows it, for errors and logs.
  let operation: String
  /// The wrapper element's name.
  var method: String
  /// The wrapper element's namespace.
  var namespace: String
  /// The `SOAPAction`, without quotes.
  var action: String
  /// The names of the parameters that carry the login; empty when the call carries none.
  var loginNames: [String]
  /// The wrapper's children in wire order, the login among them.
  var parameters: [RequestElement]
  /// The values among them that no error may show.
  let secrets: [Secret]
  /// What the answer is made of.
  var answer: AnswerNames
  /// Whether this package's contract, if it has the method, says how it is called; if not, the caller does.
  let isOfContract: Bool
  /// Whether the names are those of a WSDL, that of the wrapper among them: another one is another method.
  var isGenerated = false
  /// The attributes of the wrapper element.
  var attributes: [RequestElement.Attribute] = []
}

extension WireCall {
  /// Whether the credentials go out with the call.
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
