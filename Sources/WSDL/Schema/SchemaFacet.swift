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
