/// A global or local `xs:element` declaration.
package struct SchemaElement: Sendable, Hashable {
  /// The name on the wire; without a namespace when the element is local and unqualified.
  package let name: QualifiedName
  /// The type.
  package let type: SchemaTypeReference
  /// How often it may stand; once for a global element.
  package let occurs: Occurrence
  /// Whether `xsi:nil` is allowed.
  package let isNillable: Bool
  /// Whether only elements that substitute it may stand in a document.
  package let isAbstract: Bool
  /// The head of the group of elements that it may stand in for.
  package let substitutionGroup: QualifiedName?
  /// The value that an empty element stands for.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// What the schema says about it.
  package let documentation: String?
  /// Where it stands.
  package let place: SourcePlace

  /// Whether a caller has to give a value: it has to stand there, and may not be nil.
  package var isRequired: Bool { occurs.minimum >= 1 && !isNillable }
}

extension SchemaElement {
  /// The same element where it is referred to or repeated.
  func occurring(_ occurs: Occurrence, documentation: String? = nil) -> SchemaElement {
    SchemaElement(
      name: name, type: type, occurs: occurs, isNillable: isNillable, isAbstract: isAbstract,
      substitutionGroup: substitutionGroup, defaultValue: defaultValue, fixedValue: fixedValue,
      documentation: documentation ?? self.documentation, place: place)
  }
}

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

/// What an array of the SOAP 1.1 encoding holds (section 5.4.2), from `wsdl:arrayType`.
package struct SOAPArray: Sendable, Hashable {
  /// The type of the items.
  package let itemType: QualifiedName
  /// The brackets after the type's name, such as `[]`; more than that one pair is an array of arrays.
  package let rank: String
}
