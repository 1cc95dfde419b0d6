/// What may stand at one position of a complex type's content.
package indirect enum SchemaParticle: Sendable, Hashable {
  /// An element declared in place.
  case element(SchemaElement)
  /// A global element.
  case elementReference(SchemaReference)
  /// A sequence, a choice or all of several particles.
  case group(SchemaGroup)
  /// A named group.
  case groupReference(SchemaReference)
  /// Any element.
  case any(SchemaWildcard)
}

/// A reference from a content model to a global element or a named group.
package struct SchemaReference: Sendable, Hashable {
  /// The name of what is referred to.
  package let name: QualifiedName
  /// How often it may stand here.
  package let occurs: Occurrence
  /// What the schema says about this use.
  package let documentation: String?
  /// Where the reference stands.
  package let place: SourcePlace
}
