/// A complex or simple type.
package enum SchemaType: Sendable, Hashable {
  /// Elements, attributes, or text with attributes.
  case complex(ComplexType)
  /// Text.
  case simple(SimpleType)

  /// The name; `nil` for a type written in place.
  package var name: QualifiedName? {
    switch self {
    case .complex(let type): type.name
    case .simple(let type): type.name
    }
  }

  /// What the schema says about it.
  package var documentation: String? {
    switch self {
    case .complex(let type): type.documentation
    case .simple(let type): type.documentation
    }
  }

  /// Where it stands.
  package var place: SourcePlace {
    switch self {
    case .complex(let type): type.place
    case .simple(let type): type.place
    }
  }
}
