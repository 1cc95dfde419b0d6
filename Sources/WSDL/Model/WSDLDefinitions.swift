/// A WSDL 1.1 description with all its imports, as one value.
///
/// Components refer to each other by name, so that recursive types stay finite.
package struct WSDLDefinitions: Sendable, Hashable {
  /// The `name` of the root element, if it has one.
  package internal(set) var name: String?

  /// The target namespace of the root document.
  package internal(set) var targetNamespace: String?

  /// The documentation of the root element.
  package internal(set) var documentation: String?

  /// The services, found by name.
  package internal(set) var services = QualifiedTable<WSDLService>()

  /// The bindings, including those that aren't SOAP 1.1.
  package internal(set) var bindings = QualifiedTable<WSDLBinding>()

  /// The port types.
  package internal(set) var portTypes = QualifiedTable<WSDLPortType>()

  /// The messages.
  package internal(set) var messages = QualifiedTable<WSDLMessage>()

  /// The schemas, including those of imported documents.
  package internal(set) var schemas = SchemaSet()

  /// The operations of the SOAP 1.1 bindings, as a caller sees them.
  ///
  /// They are in the order of services, ports and bindings. A binding that two ports share is listed once. If no
  /// service refers to a binding, its operations are listed without service and port.
  package internal(set) var operations: [ContractOperation] = []

  /// Makes an empty description.
  package init() {}

  /// Returns the first operation with a name.
  ///
  /// - Parameters:
  ///   - name: The name; letter case matters.
  ///   - service: Returns only operations of this service; by default of any.
  /// - Returns: The operation, or `nil` if there is none.
  package func operation(named name: String, service: QualifiedName? = nil) -> ContractOperation? {
    operations.first { $0.name == name && (service == nil || $0.service == service) }
  }
}

/// A `wsdl:service`: a set of ports.
package struct WSDLService: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// Its documentation.
  package let documentation: String?
  /// The ports in document order.
  package let ports: [WSDLPort]
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:port`: a binding and its address.
package struct WSDLPort: Sendable, Hashable {
  /// The name, unique in its service.
  package let name: String
  /// The binding.
  package let binding: QualifiedName
  /// The address in the document; behind a proxy, the service is often at another address.
  package let address: String?
  /// Its documentation.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:binding`: the wire format of a port type's operations.
package struct WSDLBinding: Sendable, Hashable {
  /// The protocols.
  package enum Kind: Sendable, Hashable {
    /// SOAP 1.1, the only one whose operations are read.
    case soap11
    /// SOAP 1.2, ignored.
    case soap12
    /// HTTP GET or POST, ignored.
    case http
    /// Another protocol, ignored with a diagnostic; the value is the namespace of its binding element.
    case other(String?)
  }

  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// The port type whose operations are bound.
  package let portType: QualifiedName
  /// The protocol.
  package let kind: Kind
  /// The style of operations that state none; `document` if the binding doesn't state one either.
  package let style: WSDLStyle
  /// The `transport` of a SOAP binding.
  package let transport: String?
  /// The operations; empty unless the binding is SOAP 1.1.
  package let operations: [WSDLBindingOperation]
  /// Its documentation.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace
}

/// The form of a SOAP message's body (WSDL 1.1, section 3.4).
package enum WSDLStyle: String, Sendable, Hashable, CaseIterable {
  /// The parts are the body.
  case document
  /// The parts are parameters inside an element named after the operation.
  case rpc
}

/// Whether the parts follow the schema or encoding rules (WSDL 1.1, section 3.5).
package enum WSDLUse: String, Sendable, Hashable, CaseIterable {
  /// They follow the schema.
  case literal
  /// They follow the rules of an encoding style, in practice section 5 of SOAP 1.1.
  case encoded
}

/// A `wsdl:operation` of a SOAP 1.1 binding.
package struct WSDLBindingOperation: Sendable, Hashable {
  /// The name, as in the port type.
  package let name: String
  /// The name of the input, which distinguishes overloads.
  package let inputName: String?
  /// The name of the output, which distinguishes overloads.
  package let outputName: String?
  /// The `soapAction` without quotes; `nil` if none is stated.
  package let soapAction: String?
  /// The style; the binding's style if the operation states none.
  package let style: WSDLStyle
  /// The form of the request.
  package let input: WSDLBindingMessage?
  /// The form of the answer.
  package let output: WSDLBindingMessage?
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:input` or `wsdl:output` of a SOAP 1.1 binding operation.
package struct WSDLBindingMessage: Sendable, Hashable {
  /// Whether the body is literal or encoded.
  package let use: WSDLUse
  /// The namespace of the wrapper of an rpc message.
  package let namespace: String?
  /// The parts of the body; `nil` for all that aren't headers.
  package let parts: [String]?
  /// The headers.
  package let headers: [WSDLHeader]
  /// What of the message can't be expressed, in words; `nil` for nothing.
  package let obstacle: String?
}

/// A `soap:header`: one part of a message that is sent as a header.
package struct WSDLHeader: Sendable, Hashable {
  /// The message.
  package let message: QualifiedName
  /// The name of its part.
  package let part: String
  /// Whether the header is literal or encoded.
  package let use: WSDLUse
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:portType`: the operations without their encoding.
package struct WSDLPortType: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// Its documentation.
  package let documentation: String?
  /// The operations in document order; two with the same name are overloads.
  package let operations: [WSDLOperation]
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:operation` of a port type.
package struct WSDLOperation: Sendable, Hashable {
  /// The name.
  package let name: String
  /// Its documentation.
  package let documentation: String?
  /// The request; `nil` for a notification.
  package let input: WSDLMessageReference?
  /// The answer; `nil` for a one-way operation.
  package let output: WSDLMessageReference?
  /// The declared faults.
  package let faults: [WSDLMessageReference]
  /// The order of an rpc call's parts, if stated.
  package let parameterOrder: [String]?
  /// Whether the answer is before the request, which means that the service sends the request.
  package let isSolicited: Bool
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:input`, `wsdl:output` or `wsdl:fault` of a port type's operation.
package struct WSDLMessageReference: Sendable, Hashable {
  /// The name of the input, output or fault, if stated.
  package let name: String?
  /// The message.
  package let message: QualifiedName
  /// Its place.
  package let place: SourcePlace
}

/// A `wsdl:message`: the parts of a request or an answer.
package struct WSDLMessage: Sendable, Hashable {
  /// The name, in the target namespace of its document.
  package let name: QualifiedName
  /// The parts in document order.
  package let parts: [WSDLPart]
  /// Whether a part was left out, because its name is missing or is that of another part.
  package let lacksParts: Bool
  /// Its place.
  package let place: SourcePlace

  private let positions: [String: Int]

  init(name: QualifiedName, parts: [WSDLPart], lacksParts: Bool, place: SourcePlace) {
    self.name = name
    self.parts = parts
    self.lacksParts = lacksParts
    self.place = place
    let named = parts.enumerated().map { ($1.name, $0) }
    positions = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the part with a name, or `nil` if there is none.
  package func part(named name: String) -> WSDLPart? { positions[name].map { parts[$0] } }
}

/// A `wsdl:part` of a message.
package struct WSDLPart: Sendable, Hashable {
  /// The description of a part.
  package enum Content: Sendable, Hashable {
    /// A global element.
    case element(QualifiedName)
    /// A type; the element is named after the part.
    case type(QualifiedName)
    /// Neither an element nor a type, as in messages for HTTP GET.
    case undescribed
  }

  /// The name, unique in its message.
  package let name: String
  /// Its description.
  package let content: Content
  /// Its place.
  package let place: SourcePlace
}
