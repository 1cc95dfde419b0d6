/// A `wsdl:portType`: the operations without their encoding.
package struct WSDLPortType: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// What the document says about it.
  package let documentation: String?
  /// The operations in document order; two of a name are overloads.
  package let operations: [WSDLOperation]
  /// Where it stands.
  package let place: SourcePlace
}

/// A `wsdl:operation` of a port type.
package struct WSDLOperation: Sendable, Hashable {
  /// The name.
  package let name: String
  /// What the document says about it.
  package let documentation: String?
  /// The request; `nil` for a notification.
  package let input: WSDLMessageReference?
  /// The answer; `nil` for a one-way operation.
  package let output: WSDLMessageReference?
  /// The declared faults.
  package let faults: [WSDLMessageReference]
  /// The order of the parts of an rpc call, where it is stated.
  package let parameterOrder: [String]?
  /// Whether the answer stands before the request, so that the service is the one who asks.
  package let isSolicited: Bool
  /// Where it stands.
  package let place: SourcePlace
}

/// A `wsdl:input`, `wsdl:output` or `wsdl:fault` of a port type's operation.
package struct WSDLMessageReference: Sendable, Hashable {
  /// The name of the input, output or fault, where it is stated.
  package let name: String?
  /// The message.
  package let message: QualifiedName
  /// Where it stands.
  package let place: SourcePlace
}
