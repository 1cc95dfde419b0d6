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
