/// A global or local `xs:attribute` declaration.
package struct SchemaAttribute: Sendable, Hashable {
  /// Whether it has to stand.
  package enum Use: String, Sendable, Hashable, CaseIterable {
    case optional, required, prohibited
  }

  /// The name on the wire; without a namespace when the attribute is local and unqualified.
  package let name: QualifiedName
  /// The type, a simple one.
  package let type: SchemaTypeReference
  /// Whether it has to stand; optional for a global attribute.
  package let use: Use
  /// The value that its absence stands for.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// What the schema says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace
}

/// One entry among the attributes of a complex type or of an attribute group.
package enum SchemaAttributeUse: Sendable, Hashable {
  /// An attribute declared in place.
  case declared(SchemaAttribute)
  /// A global attribute, with what this use says about it.
  case reference(
    QualifiedName, use: SchemaAttribute.Use, defaultValue: String?, fixedValue: String?, place: SourcePlace)
  /// A named group of attributes.
  case group(QualifiedName, place: SourcePlace)
}

/// A global `xs:attributeGroup`.
package struct SchemaAttributeGroup: Sendable, Hashable {
  /// The name.
  package let name: QualifiedName
  /// The attributes, its own only.
  package let attributes: [SchemaAttributeUse]
  /// The attributes that are allowed without being named.
  package let anyAttribute: SchemaWildcard?
  /// Where it stands.
  package let place: SourcePlace
}
