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

/// What may stand at one position of a complex type's content.
package indirect enum SchemaParticle: Sendable, Hashable {
  /// An element declared in place.
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
  /// The name of what is referred to.
  package let name: QualifiedName
  /// How often it may stand here.
  package let occurs: Occurrence
  /// What the schema says about this use.
  package let documentation: String?
  /// Where the reference stands.
  package let place: SourcePlace
}

/// How often something may stand in a row: `minOccurs` and `maxOccurs`.
package struct Occurrence: Sendable, Hashable, CustomStringConvertible {
  /// Exactly once, the default of XML Schema.
  package static let once = Occurrence(minimum: 1, maximum: 1)

  /// The fewest times.
  package let minimum: Int

  /// The most times; `nil` for any number.
  package let maximum: Int?

  /// Whether it may stand more than once.
  package var isRepeated: Bool { maximum.map { $0 > 1 } ?? true }

  /// The occurrence as `minimum..maximum`, with `*` for any number.
  package var description: String { "\(minimum)..\(maximum.map(String.init) ?? "*")" }

  /// How often something may stand that has this occurrence inside something that has the other.
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
  /// The namespaces that are allowed, as written: `##any`, `##other`, or a list.
  package let namespaces: String
  /// How much of it a validator looks at, as written: `strict`, `lax` or `skip`.
  package let processing: String
  /// How often it may stand; once for attributes.
  package let occurs: Occurrence
  /// Where it stands.
  package let place: SourcePlace
}
