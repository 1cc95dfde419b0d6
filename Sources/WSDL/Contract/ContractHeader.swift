/// One header that a binding names.
package struct ContractHeader: Sendable, Hashable {
  /// The element; for a part with a type the name of the part.
  package let name: QualifiedName
  /// The type; `nil` when the message, the part or the element is missing.
  package let type: SchemaTypeReference?
}
