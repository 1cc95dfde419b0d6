/// A name together with its namespace, as WSDL and XML Schema refer to components.
///
/// Names are compared scalar by scalar, as XML does, not by canonical equivalence.
package struct QualifiedName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The namespace; `nil` when the name is in none.
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
    left.name.utf8.elementsEqual(right.name.utf8)
      && (left.namespace ?? "").utf8.elementsEqual((right.namespace ?? "").utf8)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: name)
    hasher.combine(bytesOf: namespace ?? "")
  }

  package static func < (left: QualifiedName, right: QualifiedName) -> Bool {
    (left.namespace ?? "", left.name) < (right.namespace ?? "", right.name)
  }

  /// The name as `{namespace}name`, or the local name alone when there is no namespace.
  package var description: String {
    namespace.map { "{\($0)}\(name)" } ?? name
  }
}

/// Components in document order that are also found by name.
///
/// The first component of a name stays; a second one is not taken in.
package struct QualifiedTable<Component: Sendable & Hashable>: Sendable, Hashable {
  /// The components in the order in which they were read.
  package private(set) var all: [Component] = []

  private var positions: [QualifiedName: Int] = [:]

  /// Returns the component of a name, or `nil` when there is none.
  package subscript(name: QualifiedName) -> Component? {
    positions[name].map { all[$0] }
  }

  /// Takes a component in, unless there is one of that name.
  ///
  /// - Parameters:
  ///   - component: The component.
  ///   - name: Its name.
  /// - Returns: Whether it was taken in.
  mutating func insert(_ component: Component, as name: QualifiedName) -> Bool {
    guard positions[name] == nil else { return false }
    positions[name] = all.count
    all.append(component)
    return true
  }
}

extension Hasher {
  /// Adds the bytes of a text, for what is compared byte by byte.
  ///
  /// A text itself adds one value for all of its canonical equivalents. A hostile document could have any number of
  /// names that differ and hash alike.
  ///
  /// - Parameter text: The text.
  package mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    // No UTF-8 has this byte: texts side by side are not taken for one.
    combine(UInt8.max)
  }
}

/// The namespaces that a WSDL 1.1 document is made of.
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
