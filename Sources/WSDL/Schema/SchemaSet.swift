/// The global components of all schemas of a description.
///
/// Each kind of component has names of its own, so that an element and a type may share one.
package struct SchemaSet: Sendable, Hashable {
  /// The `xs:schema` elements in the order in which they were read.
  package internal(set) var schemas: [SchemaDocument] = []

  /// The global elements.
  package internal(set) var elements = QualifiedTable<SchemaElement>()

  /// The named types, complex and simple.
  package internal(set) var types = QualifiedTable<SchemaType>()

  /// The named groups of elements.
  package internal(set) var groups = QualifiedTable<SchemaNamedGroup>()

  /// The global attributes.
  package internal(set) var attributes = QualifiedTable<SchemaAttribute>()

  /// The named groups of attributes.
  package internal(set) var attributeGroups = QualifiedTable<SchemaAttributeGroup>()
}

/// One `xs:schema` element.
package struct SchemaDocument: Sendable, Hashable {
  /// The namespace of its global components; `nil` for none.
  package let targetNamespace: String?
  /// Whether local elements are in the target namespace unless they say otherwise.
  package let qualifiesElements: Bool
  /// Whether local attributes are in the target namespace unless they say otherwise.
  package let qualifiesAttributes: Bool
  /// What the schema says about itself.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace
}
