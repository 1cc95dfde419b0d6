import Support

/// A name with its namespace, as WSDL and XML Schema refer to components.
///
/// Names are compared scalar by scalar, as in XML, not by canonical equivalence.
package struct QualifiedName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The namespace; `nil` if the name has none.
  package let namespace: String?

  /// The local name.
  package let name: String

  /// Creates a name.
  ///
  /// - Parameters:
  ///   - name: The local name.
  ///   - namespace: The namespace; `nil` for none.
  package init(_ name: String, namespace: String?) {
    self.name = name
    self.namespace = namespace
  }

  package static func == (left: QualifiedName, right: QualifiedName) -> Bool {
    left.name.hasSameBytes(as: right.name)
      && (left.namespace ?? "").hasSameBytes(as: right.namespace ?? "")
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: name)
    hasher.combine(bytesOf: namespace ?? "")
  }

  package static func < (left: QualifiedName, right: QualifiedName) -> Bool {
    (left.namespace ?? "", left.name) < (right.namespace ?? "", right.name)
  }

  /// The name as `{namespace}name`, or only the local name if there is no namespace.
  package var description: String {
    namespace.map { "{\($0)}\(name)" } ?? name
  }
}

/// Components in document order that can also be found by name.
///
/// If two components have the same name, the first one is kept.
package struct QualifiedTable<Component: Sendable & Hashable>: Sendable, Hashable {
  /// The components in reading order.
  package private(set) var all: [Component] = []

  private var positions: [QualifiedName: Int] = [:]

  /// Returns the component with a name, or `nil` if there is none.
  package subscript(name: QualifiedName) -> Component? {
    positions[name].map { all[$0] }
  }

  /// Adds a component, unless there is one with that name.
  ///
  /// - Parameters:
  ///   - component: The component.
  ///   - name: Its name.
  /// - Returns: Whether it was added.
  mutating func insert(_ component: Component, as name: QualifiedName) -> Bool {
    guard positions[name] == nil else { return false }
    positions[name] = all.count
    all.append(component)
    return true
  }

  /// Puts a component in the place of another one, if there is one, and keeps that under another name.
  ///
  /// - Parameters:
  ///   - name: The name of both.
  ///   - component: The new component.
  ///   - other: The other name of the old component.
  ///   - rename: Gives the old component its other name.
  mutating func replace(
    _ name: QualifiedName, by component: Component, renaming other: QualifiedName,
    _ rename: (Component) -> Component
  ) {
    guard let position = positions[name], insert(rename(all[position]), as: other) else { return }
    all[position] = component
  }
}

/// The namespaces of a WSDL 1.1 document.
package enum WSDLNamespaces {
  /// WSDL 1.1 itself (W3C note, section 1.2).
  package static let wsdl = "http://schemas.xmlsoap.org/wsdl/"
  /// The SOAP 1.1 binding.
  package static let soap11 = "http://schemas.xmlsoap.org/wsdl/soap/"
  /// The SOAP 1.2 binding.
  package static let soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
  /// The HTTP GET and POST binding.
  package static let http = "http://schemas.xmlsoap.org/wsdl/http/"
  /// XML Schema 1.0 and 1.1.
  package static let schema = "http://www.w3.org/2001/XMLSchema"
  /// The SOAP 1.1 encoding.
  package static let soapEncoding = "http://schemas.xmlsoap.org/soap/encoding/"
}
