/// A `wsdl:message`: the parts of a request or an answer.
package struct WSDLMessage: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// The parts in document order.
  package let parts: [WSDLPart]
  /// Where it stands.
  package let place: SourcePlace

  private let positions: [String: Int]

  init(name: QualifiedName, parts: [WSDLPart], place: SourcePlace) {
    self.name = name
    self.parts = parts
    self.place = place
    let named = parts.enumerated().map { ($1.name, $0) }
    positions = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the part of a name, or `nil` when there is none.
  package func part(named name: String) -> WSDLPart? { positions[name].map { parts[$0] } }
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
