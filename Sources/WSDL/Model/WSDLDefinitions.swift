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
