/// An `xs:sequence`, `xs:choice` or `xs:all`.
package struct SchemaGroup: Sendable, Hashable {
  /// How the particles stand together.
  package enum Compositor: String, Sendable, Hashable, CaseIterable {
    /// One after the other.
    case sequence
    /// One of them.
    case choice
    /// Each at most once, in any order.
    case all
  }

  /// How the particles stand together.
  package let compositor: Compositor
  /// How often the whole may stand.
  package let occurs: Occurrence
  /// The particles in document order.
  package let particles: [SchemaParticle]
  /// Where it stands.
  package let place: SourcePlace
}

/// A global `xs:group`.
package struct SchemaNamedGroup: Sendable, Hashable {
  /// The name.
  package let name: QualifiedName
  /// What it stands for; `nil` when it is empty.
  package let content: SchemaGroup?
  /// What the schema says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace
}
