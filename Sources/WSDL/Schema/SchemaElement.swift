/// A global or local `xs:element` declaration.
package struct SchemaElement: Sendable, Hashable {
  /// The name on the wire; without a namespace if the element is local and unqualified.
  package let name: QualifiedName
  /// The type.
  package let type: SchemaTypeReference
  /// How often it may occur; once for a global element.
  package let occurs: Occurrence
  /// Whether `xsi:nil` is allowed.
  package let isNillable: Bool
  /// Whether only elements that substitute it may occur in a document.
  package let isAbstract: Bool
  /// The head of the substitution group that it belongs to.
  package let substitutionGroup: QualifiedName?
  /// The value of an empty element.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// Its documentation in the schema.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace

  /// Whether a caller must give a value: it must be present and not nil.
  package var isRequired: Bool { occurs.minimum >= 1 && !isNillable }
}

extension SchemaElement {
  /// The same element with the occurrence of a reference or repetition.
  func occurring(_ occurs: Occurrence, documentation: String? = nil) -> SchemaElement {
    SchemaElement(
      name: name, type: type, occurs: occurs, isNillable: isNillable, isAbstract: isAbstract,
      substitutionGroup: substitutionGroup, defaultValue: defaultValue, fixedValue: fixedValue,
      documentation: documentation ?? self.documentation, place: place)
  }
}

/// A global or local `xs:attribute` declaration.
package struct SchemaAttribute: Sendable, Hashable {
  /// Whether the attribute is required.
  package enum Use: String, Sendable, Hashable, CaseIterable {
    case optional, required, prohibited
  }

  /// The name on the wire; without a namespace if the attribute is local and unqualified.
  package let name: QualifiedName
  /// The type, a simple one.
  package let type: SchemaTypeReference
  /// Whether it is required; optional for a global attribute.
  package let use: Use
  /// The value if the attribute is absent.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// Its documentation in the schema.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace
}

/// One entry among the attributes of a complex type or of an attribute group.
package enum SchemaAttributeUse: Sendable, Hashable {
  /// An attribute that is declared in place.
  case declared(SchemaAttribute)
  /// A global attribute, with the settings of this use.
  case reference(
    QualifiedName, use: SchemaAttribute.Use, defaultValue: String?, fixedValue: String?, place: SourcePlace)
  /// A named group of attributes.
  case group(QualifiedName, place: SourcePlace)
}

/// A global `xs:attributeGroup`.
package struct SchemaAttributeGroup: Sendable, Hashable {
  /// The name.
  package let name: QualifiedName
  /// The group's own attributes.
  package let attributes: [SchemaAttributeUse]
  /// The attributes that are allowed without a declaration.
  package let anyAttribute: SchemaWildcard?
  /// Its place.
  package let place: SourcePlace
}

/// The content of a SOAP 1.1 encoding array (section 5.4.2), from `wsdl:arrayType`.
package struct SOAPArray: Sendable, Hashable {
  /// The type of the items.
  package let itemType: QualifiedName
  /// The brackets after the type's name, such as `[]`; more than one pair means an array of arrays.
  package let rank: String
}
