/// A `wsdl:message`: the parts of a request or an answer.
package struct WSDLMessage: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// The parts in document order.
  package let parts: [WSDLPart]
  /// Where it stands.
  package let place: SourcePlace
}

/// A `wsdl:part` of a message.
package struct WSDLPart: Sendable, Hashable {
  /// What a part is described by.
  package enum Content: Sendable, Hashable {
    /// A global element.
    case element(QualifiedName)
    /// A type; the element is named after the part.
    case type(QualifiedName)
  }

  /// The name, unique in its message.
  package let name: String
  /// What it is described by.
  package let content: Content
  /// Where it stands.
  package let place: SourcePlace
}
