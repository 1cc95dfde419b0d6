/// The namespaces that XML itself and every schema-typed document use.
package enum XMLNamespaces {
  /// Bound to the prefix `xml` without a declaration (Namespaces in XML 1.0, section 3).
  package static let xml = "http://www.w3.org/XML/1998/namespace"

  /// Of `xsi:nil` and `xsi:type` (XML Schema Part 1, section 2.6).
  package static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
}
