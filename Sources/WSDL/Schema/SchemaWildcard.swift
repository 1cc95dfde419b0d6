/// An `xs:any` or `xs:anyAttribute`.
package struct SchemaWildcard: Sendable, Hashable {
  /// The namespaces that are allowed, as written: `##any`, `##other`, or a list.
  package let namespaces: String
  /// How much of it a validator looks at, as written: `strict`, `lax` or `skip`.
  package let processing: String
  /// How often it may stand; once for attributes.
  package let occurs: Occurrence
  /// Where it stands.
  package let place: SourcePlace
}
