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

/// The type of an element or attribute: named elsewhere, or written in place.
package indirect enum SchemaTypeReference: Sendable, Hashable {
  /// A named type, of a schema or built in.
  case named(QualifiedName)
  /// A type without a name of its own.
  case anonymous(SchemaType)

  /// The name of a named type.
  package var name: QualifiedName? {
    if case .named(let name) = self { name } else { nil }
  }

  /// The built-in type that is named, if it is one.
  package var builtIn: BuiltInType? { name.flatMap(BuiltInType.init) }
}

/// One facet by which a simple type is narrowed (XML Schema Part 2, section 4.3).
package struct SchemaFacet: Sendable, Hashable {
  /// The facets, by the names of their elements.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case enumeration, pattern, length, minLength, maxLength, whiteSpace, totalDigits, fractionDigits
    case minInclusive, maxInclusive, minExclusive, maxExclusive
  }

  /// Which facet.
  package let kind: Kind
  /// Its value as written.
  package let value: String
  /// What the schema says about it.
  package let documentation: String?
}

/// The types that XML Schema brings along (Part 2, section 3), by their names.
package enum BuiltInType: String, Sendable, Hashable, CaseIterable {
  case anyType, anySimpleType
  case string, normalizedString, token, language, Name, NCName, NMTOKEN, NMTOKENS
  case ID, IDREF, IDREFS, ENTITY, ENTITIES, QName, NOTATION, anyURI
  case boolean, decimal, float, double
  case integer, nonPositiveInteger, negativeInteger, nonNegativeInteger, positiveInteger
  case long, int, short, byte, unsignedLong, unsignedInt, unsignedShort, unsignedByte
  case duration, dateTime, time, date, gYearMonth, gYear, gMonthDay, gDay, gMonth
  case hexBinary, base64Binary

  /// Recognises a built-in type.
  ///
  /// The types of the same names in the SOAP 1.1 encoding count as built in too, and its `base64`; an array
  /// does not.
  ///
  /// - Parameter name: The name of a type.
  package init?(_ name: QualifiedName) {
    switch name.namespace {
    case WSDLNamespaces.schema: self.init(rawValue: name.name)
    case WSDLNamespaces.soapEncoding where name.name == "base64": self = .base64Binary
    case WSDLNamespaces.soapEncoding where name.name != "anyType": self.init(rawValue: name.name)
    default: return nil
    }
  }

  /// The name in the namespace of XML Schema.
  package var qualifiedName: QualifiedName { QualifiedName(rawValue, namespace: WSDLNamespaces.schema) }
}
