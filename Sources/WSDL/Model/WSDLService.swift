/// A `wsdl:service`: a set of ports.
package struct WSDLService: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// What the document says about it.
  package let documentation: String?
  /// The ports in document order.
  package let ports: [WSDLPort]
  /// Where it stands.
  package let place: SourcePlace
}

/// A `wsdl:port`: a binding and the address it is to be had at.
package struct WSDLPort: Sendable, Hashable {
  /// The name, unique in its service.
  package let name: String
  /// The binding.
  package let binding: QualifiedName
  /// The address as the document states it, which behind a proxy is often not where the service is.
  package let address: String?
  /// What the document says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace
}
