/// A global or local `xs:element` declaration.
package struct SchemaElement: Sendable, Hashable {
  /// The name on the wire; without a namespace when the element is local and unqualified.
  package let name: QualifiedName
  /// The type.
  package let type: SchemaTypeReference
  /// How often it may stand; once for a global element.
  package let occurs: Occurrence
  /// Whether `xsi:nil` is allowed.
  package let isNillable: Bool
  /// Whether only elements that substitute it may stand in a document.
  package let isAbstract: Bool
  /// The head of the group of elements that it may stand in for.
  package let substitutionGroup: QualifiedName?
  /// The value that an empty element stands for.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// What the schema says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace

  /// Whether a caller has to give a value: it has to stand there, and may not be nil.
  package var isRequired: Bool { occurs.minimum >= 1 && !isNillable }
}

extension SchemaElement {
  /// The same element where it is referred to or repeated.
  func occurring(_ occurs: Occurrence, documentation: String? = nil) -> SchemaElement {
    SchemaElement(
      name: name, type: type, occurs: occurs, isNillable: isNillable, isAbstract: isAbstract,
      substitutionGroup: substitutionGroup, defaultValue: defaultValue, fixedValue: fixedValue,
      documentation: documentation ?? self.documentation, place: place)
  }
}
