/// A `wsdl:binding`: how the operations of a port type go over the wire.
package struct WSDLBinding: Sendable, Hashable {
  /// The protocols.
  package enum Kind: Sendable, Hashable {
    /// SOAP 1.1, the only one whose operations are read.
    case soap11
    /// SOAP 1.2, passed over.
    case soap12
    /// HTTP GET or POST, passed over.
    case http
    /// Something else, passed over with a diagnostic: the namespace of its binding element.
    case other(String?)
  }

  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// The port type whose operations are bound.
  package let portType: QualifiedName
  /// The protocol.
  package let kind: Kind
  /// The style of operations that state none: `document` when the binding states none either.
  package let style: WSDLStyle
  /// The `transport` of a SOAP binding.
  package let transport: String?
  /// The operations; empty unless the binding is SOAP 1.1.
  package let operations: [WSDLBindingOperation]
  /// What the document says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace
}

/// How the body of a SOAP message is made (WSDL 1.1, section 3.4).
package enum WSDLStyle: String, Sendable, Hashable, CaseIterable {
  /// The parts are the body.
  case document
  /// The parts are parameters inside an element named after the operation.
  case rpc
}

/// Whether the parts are as the schema says, or encoded by rules (WSDL 1.1, section 3.5).
package enum WSDLUse: String, Sendable, Hashable, CaseIterable {
  /// As the schema says.
  case literal
  /// By the rules of an encoding style, in practice section 5 of SOAP 1.1.
  case encoded
}
