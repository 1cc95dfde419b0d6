/// A `wsdl:operation` of a SOAP 1.1 binding.
package struct WSDLBindingOperation: Sendable, Hashable {
  /// The name, as in the port type.
  package let name: String
  /// The name of the input, which tells overloads apart.
  package let inputName: String?
  /// The name of the output, which tells overloads apart.
  package let outputName: String?
  /// The `soapAction` without quotes; `nil` when none is stated.
  package let soapAction: String?
  /// The style, that of the binding when the operation states none.
  package let style: WSDLStyle
  /// How the request is made.
  package let input: WSDLBindingMessage?
  /// How the answer is made.
  package let output: WSDLBindingMessage?
  /// Where it stands.
  package let place: SourcePlace
}

/// A `wsdl:input` or `wsdl:output` of a SOAP 1.1 binding operation.
package struct WSDLBindingMessage: Sendable, Hashable {
  /// Whether the body is literal or encoded.
  package let use: WSDLUse
  /// The namespace of the wrapper of an rpc message.
  package let namespace: String?
  /// The parts that make the body; `nil` for all that are no headers.
  package let parts: [String]?
  /// The headers.
  package let headers: [WSDLHeader]
}

/// A `soap:header`: one part of a message that travels as a header.
package struct WSDLHeader: Sendable, Hashable {
  /// The message.
  package let message: QualifiedName
  /// The name of its part.
  package let part: String
  /// Whether the header is literal or encoded.
  package let use: WSDLUse
  /// Where it stands.
  package let place: SourcePlace
}
