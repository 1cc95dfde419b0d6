/// What may stand in an element of a complex type, with everything inherited and referred to put in place.
package struct SchemaContent: Sendable, Hashable {
  /// The elements in document order, those of the base types first.
  ///
  /// How often each may stand takes the groups around it into account; in a choice the minimum is 0.
  package internal(set) var elements: [SchemaElement] = []

  /// The attributes, those of the base types first; prohibited ones are left out.
  package internal(set) var attributes: [SchemaAttribute] = []

  /// The places for any element.
  package internal(set) var wildcards: [SchemaWildcard] = []

  /// The attributes that are allowed without being named.
  package internal(set) var anyAttribute: SchemaWildcard?

  /// The type of the text, when the content is text and attributes (`xs:simpleContent`).
  package internal(set) var text: SchemaTypeReference?

  /// The facets that narrow the text, the nearest first.
  package internal(set) var textFacets: [SchemaFacet] = []

  /// What the array holds, when the type is one of the SOAP encoding.
  package internal(set) var soapArray: SOAPArray?

  /// The elements of groups that may stand several times, each with the number of its outermost such group:
  /// among them the order is free.
  package internal(set) var repeatedGroups: [QualifiedName: Int] = [:]

  /// Whether elements exclude each other: there is a choice among them.
  package internal(set) var hasChoice = false

  /// Whether the elements may stand in any order: they are in an `xs:all`.
  package internal(set) var isUnordered = false

  /// Whether text may stand between the elements.
  package internal(set) var isMixed = false

  /// Whether all of it is here: no base or group is missing, refers to itself, or is beyond the limit of
  /// 10,000 entries.
  package internal(set) var isComplete = true

  /// Whether the content is a plain list of elements: no attributes, text, choice, any or array.
  package var isElementList: Bool {
    attributes.isEmpty && wildcards.isEmpty && anyAttribute == nil && text == nil && soapArray == nil
      && !hasChoice && !isMixed && isComplete
  }
}
