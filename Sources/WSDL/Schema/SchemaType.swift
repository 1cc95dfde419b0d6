/// A complex or simple type.
package enum SchemaType: Sendable, Hashable {
  /// Elements, attributes, or text with attributes.
  case complex(ComplexType)
  /// Text.
  case simple(SimpleType)

  /// The name; `nil` for an inline type.
  package var name: QualifiedName? {
    switch self {
    case .complex(let type): type.name
    case .simple(let type): type.name
    }
  }

  /// Its documentation in the schema.
  package var documentation: String? {
    switch self {
    case .complex(let type): type.documentation
    case .simple(let type): type.documentation
    }
  }

  /// Its place.
  package var place: SourcePlace {
    switch self {
    case .complex(let type): type.place
    case .simple(let type): type.place
    }
  }
}

/// An `xs:complexType`.
///
/// It has only the type's own declarations; ``SchemaSet/content(of:)`` adds those that are inherited and referenced.
package struct ComplexType: Sendable, Hashable {
  /// The content of the type's elements.
  package enum Content: Sendable, Hashable {
    /// Nothing, apart from inherited content.
    case empty
    /// Elements.
    case elements(SchemaParticle)
    /// Text of the base type, restricted by facets (`xs:simpleContent`).
    case text(narrowedTo: SchemaTypeReference?, facets: [SchemaFacet])
  }

  /// The derivation of the type (`xs:extension`, `xs:restriction`).
  package enum Derivation: Sendable, Hashable {
    /// Its own content is added to the base's.
    case `extension`(of: QualifiedName)
    /// Its own content replaces the base's.
    case restriction(of: QualifiedName)

    /// The name of the base.
    package var base: QualifiedName {
      switch self {
      case .extension(let base), .restriction(let base): base
      }
    }
  }

  /// The name; `nil` for an inline type.
  package let name: QualifiedName?
  /// Its derivation; `nil` for a type without a base.
  package let derivation: Derivation?
  /// Its own content.
  package let content: Content
  /// Its own attributes.
  package let attributes: [SchemaAttributeUse]
  /// The attributes that are allowed without a declaration.
  package let anyAttribute: SchemaWildcard?
  /// The content of a SOAP encoding array, if the type restricts `soapenc:Array`.
  package let soapArray: SOAPArray?
  /// Whether only derived types may occur in a document.
  package let isAbstract: Bool
  /// Whether text may be between the elements.
  package let isMixed: Bool
  /// Its documentation in the schema.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace
}

/// An `xs:simpleType`.
package struct SimpleType: Sendable, Hashable {
  /// The kinds of simple types.
  package enum Variety: Sendable, Hashable {
    /// Another type's values, restricted.
    case restriction(of: SchemaTypeReference, facets: [SchemaFacet])
    /// Values of a type, separated by white space.
    case list(of: SchemaTypeReference)
    /// A value of one of several types.
    case union(of: [SchemaTypeReference])
  }

  /// The name; `nil` for an inline type.
  package let name: QualifiedName?
  /// Its kind.
  package let variety: Variety
  /// Its documentation in the schema.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace

  /// The values that it enumerates itself, in document order; empty if there are none.
  package var enumeration: [SchemaFacet] {
    guard case .restriction(_, let facets) = variety else { return [] }
    return facets.filter { $0.kind == .enumeration }
  }
}

/// The type of an element or attribute: named or inline.
package indirect enum SchemaTypeReference: Sendable, Hashable {
  /// A named type, from a schema or built in.
  case named(QualifiedName)
  /// An unnamed type.
  case anonymous(SchemaType)

  /// The name of a named type.
  package var name: QualifiedName? {
    if case .named(let name) = self { name } else { nil }
  }

  /// The built-in type with that name, if there is one.
  package var builtIn: BuiltInType? { name.flatMap(BuiltInType.init) }
}

/// One facet that restricts a simple type (XML Schema Part 2, section 4.3).
package struct SchemaFacet: Sendable, Hashable {
  /// The facets, by the names of their elements.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case enumeration, pattern, length, minLength, maxLength, whiteSpace, totalDigits, fractionDigits
    case minInclusive, maxInclusive, minExclusive, maxExclusive
  }

  /// The kind of facet.
  package let kind: Kind
  /// Its value as written.
  package let value: String
  /// Its documentation in the schema.
  package let documentation: String?
}

/// The built-in types of XML Schema (Part 2, section 3), by their names.
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
  /// Types with the same names in the SOAP 1.1 encoding, and its `base64`, also count as built in; an array doesn't.
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
