import SOAP

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
  /// The wrapper's children in wire order, the login among them.
  var parameters: [RequestElement]
  /// The values among them that no error may show.
  let secrets: [Secret]
  /// What the answer is made of.
  var answer: AnswerNames
}
