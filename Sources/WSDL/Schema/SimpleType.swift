/// An `xs:simpleType`.
package struct SimpleType: Sendable, Hashable {
  /// The ways to make a simple type.
  package enum Variety: Sendable, Hashable {
    /// Another type's values, narrowed.
    case restriction(of: SchemaTypeReference, facets: [SchemaFacet])
    /// Values of a type, separated by white space.
    case list(of: SchemaTypeReference)
    /// A value of one of several types.
    case union(of: [SchemaTypeReference])
  }

  /// The name; `nil` for a type written in place.
  package let name: QualifiedName?
  /// How it is made.
  package let variety: Variety
  /// What the schema says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace

  /// The values it enumerates itself, in document order; empty when it enumerates none.
  package var enumeration: [SchemaFacet] {
    guard case .restriction(_, let facets) = variety else { return [] }
    return facets.filter { $0.kind == .enumeration }
  }
}
