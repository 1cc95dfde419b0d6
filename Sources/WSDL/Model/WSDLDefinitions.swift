/// A WSDL 1.1 description and everything it imports, as one value.
///
/// References between components are names, so that recursive types stay finite.
package struct WSDLDefinitions: Sendable, Hashable {
  /// The `name` of the root element, where it has one.
  package internal(set) var name: String?

  /// The target namespace of the root document.
  package internal(set) var targetNamespace: String?

  /// The documentation of the root element.
  package internal(set) var documentation: String?

  /// The services, found by name.
  package internal(set) var services = QualifiedTable<WSDLService>()

  /// The bindings, those that are no SOAP 1.1 among them.
  package internal(set) var bindings = QualifiedTable<WSDLBinding>()

  /// The port types.
  package internal(set) var portTypes = QualifiedTable<WSDLPortType>()

  /// The messages.
  package internal(set) var messages = QualifiedTable<WSDLMessage>()

  /// The schemas, those of imported documents among them.
  package internal(set) var schemas = SchemaSet()

  /// The operations of the SOAP 1.1 bindings, as a caller sees them.
  ///
  /// In the order of services, ports and bindings; a binding that two ports share is there once. When no
  /// service refers to a binding, its operations are here too, without service and port.
  package internal(set) var operations: [ContractOperation] = []

  /// Makes a description of nothing.
  package init() {}

  /// Returns the first operation of a name.
  ///
  /// - Parameters:
  ///   - name: The name, letter case included.
  ///   - service: Only operations of this service; by default of any.
  /// - Returns: The operation, or `nil` when there is none.
  package func operation(named name: String, service: QualifiedName? = nil) -> ContractOperation? {
    operations.first { $0.name == name && (service == nil || $0.service == service) }
  }
}

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
