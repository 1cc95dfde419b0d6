/// The content of a complex type's elements, with everything inherited and referenced included.
package struct SchemaContent: Sendable, Hashable {
  /// The elements in document order, those of the base types first.
  ///
  /// Their occurrences take the groups around them into account; in a choice the minimum is 0.
  package internal(set) var elements: [SchemaElement] = []

  /// The attributes, those of the base types first, without prohibited ones.
  package internal(set) var attributes: [SchemaAttribute] = []

  /// The places for any element.
  package internal(set) var wildcards: [SchemaWildcard] = []

  /// The attributes that are allowed without a declaration.
  package internal(set) var anyAttribute: SchemaWildcard?

  /// The type of the text, if the content is text and attributes (`xs:simpleContent`).
  package internal(set) var text: SchemaTypeReference?

  /// The facets that restrict the text, nearest first.
  package internal(set) var textFacets: [SchemaFacet] = []

  /// The content of the array, if the type is an array of the SOAP encoding.
  package internal(set) var soapArray: SOAPArray?

  /// The elements of repeatable groups, each with the number of its outermost such group.
  ///
  /// Elements with the same number may be in any order.
  package internal(set) var repeatedGroups: [QualifiedName: Int] = [:]

  /// Whether elements exclude each other because of a choice.
  package internal(set) var hasChoice = false

  /// Whether the elements may be in any order because of an `xs:all`.
  package internal(set) var isUnordered = false

  /// Whether text may be between the elements.
  package internal(set) var isMixed = false

  /// Whether the content is complete.
  ///
  /// It isn't if a base or group is missing, refers to itself, or exceeds the limit of 10,000 entries.
  package internal(set) var isComplete = true

  /// Makes the content of an empty element.
  package init() {}

  /// Whether the content is a plain list of elements, without attributes, text, choice, any or array.
  package var isElementList: Bool {
    attributes.isEmpty && wildcards.isEmpty && anyAttribute == nil && text == nil && soapArray == nil
      && !hasChoice && !isMixed && isComplete
  }
}

/// An `xs:sequence`, `xs:choice` or `xs:all`.
package struct SchemaGroup: Sendable, Hashable {
  /// How the particles are combined.
  package enum Compositor: String, Sendable, Hashable, CaseIterable {
    /// All of them, in order.
    case sequence
    /// One of them.
    case choice
    /// Each at most once, in any order.
    case all
  }

  /// How the particles are combined.
  package let compositor: Compositor
  /// How often the group may occur.
  package let occurs: Occurrence
  /// The particles in document order.
  package let particles: [SchemaParticle]
  /// Its place.
  package let place: SourcePlace
}

/// A global `xs:group`.
package struct SchemaNamedGroup: Sendable, Hashable {
  /// The name.
  package let name: QualifiedName
  /// Its content; `nil` if it is empty.
  package let content: SchemaGroup?
  /// Its documentation in the schema.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace
}

/// One position of a complex type's content.
package indirect enum SchemaParticle: Sendable, Hashable {
  /// An element that is declared in place.
  case element(SchemaElement)
  /// A global element.
  case elementReference(SchemaReference)
  /// A sequence, a choice or all of several particles.
  case group(SchemaGroup)
  /// A named group.
  case groupReference(SchemaReference)
  /// Any element.
  case any(SchemaWildcard)
}

/// A reference from a content model to a global element or a named group.
package struct SchemaReference: Sendable, Hashable {
  /// The name of the element or group.
  package let name: QualifiedName
  /// How often it may occur here.
  package let occurs: Occurrence
  /// The documentation of this use in the schema.
  package let documentation: String?
  /// The place of the reference.
  package let place: SourcePlace
}

/// How often something may occur in a row: `minOccurs` and `maxOccurs`.
package struct Occurrence: Sendable, Hashable, CustomStringConvertible {
  /// Exactly once, the default of XML Schema.
  package static let once = Occurrence(minimum: 1, maximum: 1)

  /// The minimum number.
  package let minimum: Int

  /// The maximum number; `nil` for any number.
  package let maximum: Int?

  package init(minimum: Int, maximum: Int?) {
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Whether it may occur more than once.
  package var isRepeated: Bool { maximum.map { $0 > 1 } ?? true }

  /// The occurrence as `minimum..maximum`, with `*` for any number.
  package var description: String { "\(minimum)..\(maximum.map(String.init) ?? "*")" }

  /// The total occurrence of something inside a group that has the outer occurrence.
  func multiplied(by outer: Occurrence) -> Occurrence {
    let minimum = self.minimum.multipliedReportingOverflow(by: outer.minimum)
    var maximum: Int?
    if self.maximum == 0 || outer.maximum == 0 {
      maximum = 0
    } else if let inner = self.maximum, let outer = outer.maximum {
      let product = inner.multipliedReportingOverflow(by: outer)
      maximum = product.overflow ? nil : product.partialValue
    }
    return Occurrence(minimum: minimum.overflow ? .max : minimum.partialValue, maximum: maximum)
  }
}

/// An `xs:any` or `xs:anyAttribute`.
package struct SchemaWildcard: Sendable, Hashable {
  /// The allowed namespaces, as written: `##any`, `##other`, or a list.
  package let namespaces: String
  /// How strictly a validator checks it, as written: `strict`, `lax` or `skip`.
  package let processing: String
  /// How often it may occur; once for attributes.
  package let occurs: Occurrence
  /// Its place.
  package let place: SourcePlace
}
