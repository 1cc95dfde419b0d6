/// An `xs:complexType`.
///
/// It holds what the type itself says; ``SchemaSet/content(of:)`` adds what it inherits and refers to.
package struct ComplexType: Sendable, Hashable {
  /// What stands inside an element of the type.
  package enum Content: Sendable, Hashable {
    /// Nothing, beyond what is inherited.
    case empty
    /// Elements.
    case elements(SchemaParticle)
    /// Text of the type that is derived from, narrowed by facets (`xs:simpleContent`).
    case text(narrowedTo: SchemaTypeReference?, facets: [SchemaFacet])
  }

  /// What the type is derived from (`xs:extension`, `xs:restriction`).
  package enum Derivation: Sendable, Hashable {
    /// Its own content is added to that of the base.
    case `extension`(of: QualifiedName)
    /// Its own content takes the place of that of the base.
    case restriction(of: QualifiedName)

    /// The name of the base.
    package var base: QualifiedName {
      switch self {
      case .extension(let base), .restriction(let base): base
      }
    }
  }

  /// The name; `nil` for a type written in place.
  package let name: QualifiedName?
  /// What it is derived from; `nil` for a type of its own.
  package let derivation: Derivation?
  /// What stands inside, its own part only.
  package let content: Content
  /// The attributes, its own only.
  package let attributes: [SchemaAttributeUse]
  /// The attributes that are allowed without being named.
  package let anyAttribute: SchemaWildcard?
  /// What an array of the SOAP encoding holds, when the type restricts `soapenc:Array`.
  package let soapArray: SOAPArray?
  /// Whether only types derived from it may stand in a document.
  package let isAbstract: Bool
  /// Whether text may stand between the elements.
  package let isMixed: Bool
  /// What the schema says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace
}
