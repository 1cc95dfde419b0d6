import XMLCore

/// The global components of all schemas of a description.
///
/// Each kind of component has its own names, so an element and a type may share one.
package struct SchemaSet: Sendable, Hashable {
  /// The `xs:schema` elements in reading order.
  package internal(set) var schemas: [SchemaDocument] = []

  /// The global elements.
  package internal(set) var elements = QualifiedTable<SchemaElement>()

  /// The named types, complex and simple.
  package internal(set) var types = QualifiedTable<SchemaType>()

  /// The named groups of elements.
  package internal(set) var groups = QualifiedTable<SchemaNamedGroup>()

  /// The global attributes.
  package internal(set) var attributes = QualifiedTable<SchemaAttribute>()

  /// The named groups of attributes.
  package internal(set) var attributeGroups = QualifiedTable<SchemaAttributeGroup>()

  /// The derived types and substitution groups.
  var relations = SchemaRelations()
}

/// One `xs:schema` element.
package struct SchemaDocument: Sendable, Hashable {
  /// The namespace of its global components; `nil` for none.
  package let targetNamespace: String?
  /// Whether local elements are in the target namespace by default.
  package let qualifiesElements: Bool
  /// Whether local attributes are in the target namespace by default.
  package let qualifiesAttributes: Bool
  /// Its documentation.
  package let documentation: String?
  /// Its place.
  package let place: SourcePlace
}

extension SchemaSet {
  /// Finds a type.
  ///
  /// - Parameter reference: The type of an element or attribute.
  /// - Returns: The type, or `nil` if it is built in or missing.
  package func type(_ reference: SchemaTypeReference) -> SchemaType? {
    switch reference {
    case .named(let name): types[name]
    case .anonymous(let type): type
    }
  }

  /// Finds the built-in type that a type's values are based on.
  ///
  /// It follows restrictions to their end. A list has no such type, and neither has a union of different types.
  ///
  /// - Parameter reference: The type of an element or attribute.
  /// - Returns: The built-in type, or `nil` for a complex type, a list, a union or a missing type.
  package func builtInBase(of reference: SchemaTypeReference) -> BuiltInType? {
    var current = reference
    for _ in 0..<Self.longestChain {
      if let builtIn = current.builtIn { return builtIn }
      guard case .simple(let type)? = type(current), case .restriction(let base, _) = type.variety else {
        return nil
      }
      current = base
    }
    return nil
  }

  /// Collects the content of a type's elements, with everything inherited and referenced.
  ///
  /// The work is limited, so that hostile schemas cost little; ``SchemaContent/isComplete`` is false if the limit was
  /// reached.
  ///
  /// - Parameter type: The type.
  /// - Returns: Its content.
  package func content(of type: ComplexType) -> SchemaContent {
    contentAndCost(of: type).content
  }

  /// The content of a type, and the number of entries examined for it.
  package func contentAndCost(of type: ComplexType) -> (content: SchemaContent, cost: Int) {
    var collector = ContentCollector(schemas: self)
    collector.collect(type)
    return (collector.content, ContentCollector.limit - collector.entriesLeft)
  }

  /// The maximum number of types in a line of inheritance.
  package static let longestChain = 64
}

/// Collects the content of one complex type.
private struct ContentCollector {
  let schemas: SchemaSet
  var content = SchemaContent()
  private(set) var entriesLeft = Self.limit
  static let limit = 10_000
  private var positions: [QualifiedName: Int] = [:]
  /// The number of repeated groups so far, and the current one.
  private var repeatedGroups = 0
  private var repeatedGroup: Int?
  private var attributePositions: [QualifiedName: Int] = [:]

  init(schemas: SchemaSet) {
    self.schemas = schemas
  }

  mutating func collect(_ type: ComplexType) {
    for type in lineage(of: type).reversed() {
      if case .restriction? = type.derivation {
        content.elements = []
        content.wildcards = []
        content.repeatedGroups = [:]
        content.hasChoice = false
        content.isUnordered = false
        positions = [:]
      }
      addContent(of: type)
      addAttributes(type.attributes, anyAttribute: type.anyAttribute, depth: 0)
      content.isMixed = content.isMixed || type.isMixed
      content.soapArray = type.soapArray ?? content.soapArray
    }
    content.elements.removeAll { $0.occurs.maximum == 0 }
    content.attributes.removeAll { $0.use == .prohibited }
  }

  /// The type and its base types, the most general last.
  private mutating func lineage(of type: ComplexType) -> [ComplexType] {
    var line = [type]
    while let base = line.last?.derivation?.base {
      guard line.count < SchemaSet.longestChain else {
        content.isComplete = false
        break
      }
      switch schemas.types[base] {
      case .complex(let type): line.append(type)
      case .simple: return line
      case nil:
        let isKnown = BuiltInType(base) != nil || base.namespace == WSDLNamespaces.soapEncoding
        if !isKnown { content.isComplete = false }
        return line
      }
    }
    return line
  }

  private mutating func addContent(of type: ComplexType) {
    switch type.content {
    case .empty: break
    case .elements(let particle):
      if case .group(let group) = particle, group.compositor == .all { content.isUnordered = true }
      add(particle, occurs: .once, isAlternative: false, depth: 0)
    case .text(let narrowed, let facets):
      content.text = narrowed ?? content.text ?? type.derivation.map { .named($0.base) }
      content.textFacets = facets + content.textFacets
    }
  }

  private mutating func spend() -> Bool {
    entriesLeft -= 1
    if entriesLeft < 0 { content.isComplete = false }
    return entriesLeft >= 0
  }

  private mutating func add(
    _ particle: SchemaParticle, occurs outer: Occurrence, isAlternative: Bool, depth: Int
  ) {
    guard spend() else { return }
    guard depth < 100 else {
      content.isComplete = false
      return
    }
    switch particle {
    case .element(let element):
      add(element, occurs: element.occurs.multiplied(by: outer), isAlternative: isAlternative)
    case .elementReference(let reference):
      guard let element = schemas.elements[reference.name] else {
        content.isComplete = false
        return
      }
      if let group = schemas.substitutionGroup(of: reference) {
        return add(.group(group), occurs: outer, isAlternative: isAlternative, depth: depth)
      }
      add(
        element.occurring(.once, documentation: reference.documentation),
        occurs: reference.occurs.multiplied(by: outer), isAlternative: isAlternative)
    case .group(let group):
      add(
        group, occurs: group.occurs.multiplied(by: outer), isRepeated: group.occurs.isRepeated,
        isAlternative: isAlternative, depth: depth)
    case .groupReference(let reference):
      guard let group = schemas.groups[reference.name]?.content else {
        content.isComplete = content.isComplete && schemas.groups[reference.name] != nil
        return
      }
      if depth == 0, group.compositor == .all { content.isUnordered = true }
      let occurs = group.occurs.multiplied(by: reference.occurs).multiplied(by: outer)
      add(
        group, occurs: occurs, isRepeated: group.occurs.isRepeated || reference.occurs.isRepeated,
        isAlternative: isAlternative, depth: depth)
    case .any(let wildcard): content.wildcards.append(wildcard)
    }
  }

  private mutating func add(
    _ group: SchemaGroup, occurs: Occurrence, isRepeated: Bool, isAlternative: Bool, depth: Int
  ) {
    let isChoice = group.compositor == .choice && group.particles.count > 1
    if isChoice { content.hasChoice = true }
    let outerGroup = repeatedGroup
    if isRepeated, outerGroup == nil {
      repeatedGroups += 1
      repeatedGroup = repeatedGroups
    }
    defer { repeatedGroup = outerGroup }
    for particle in group.particles where entriesLeft >= 0 {
      add(particle, occurs: occurs, isAlternative: isAlternative || isChoice, depth: depth + 1)
    }
  }

  /// Adds an element; one at several positions is listed once, with all its occurrences.
  private mutating func add(_ element: SchemaElement, occurs: Occurrence, isAlternative: Bool) {
    let occurs = isAlternative ? Occurrence(minimum: 0, maximum: occurs.maximum) : occurs
    if let repeatedGroup { content.repeatedGroups[element.name] = repeatedGroup }
    guard let position = positions[element.name] else {
      positions[element.name] = content.elements.count
      content.elements.append(element.occurring(occurs))
      return
    }
    let known = content.elements[position]
    if known.type != element.type { content.isComplete = false }
    content.elements[position] = known.occurring(
      known.occurs.combined(with: occurs, areAlternatives: isAlternative))
  }

  private mutating func addAttributes(
    _ uses: [SchemaAttributeUse], anyAttribute: SchemaWildcard?, depth: Int
  ) {
    content.anyAttribute = anyAttribute ?? content.anyAttribute
    for use in uses {
      guard spend() else { return }
      switch use {
      case .declared(let attribute): add(attribute)
      case .reference(let name, let use, let defaultValue, let fixedValue, let place):
        guard let attribute = schemas.attribute(named: name, at: place) else {
          content.isComplete = false
          continue
        }
        add(
          SchemaAttribute(
            name: name, type: attribute.type, use: use, defaultValue: defaultValue ?? attribute.defaultValue,
            fixedValue: fixedValue ?? attribute.fixedValue, documentation: attribute.documentation,
            place: place))
      case .group(let name, _):
        guard depth < 100, let group = schemas.attributeGroups[name] else {
          content.isComplete = false
          continue
        }
        addAttributes(group.attributes, anyAttribute: group.anyAttribute, depth: depth + 1)
      }
    }
  }

  private mutating func add(_ attribute: SchemaAttribute) {
    if let position = attributePositions[attribute.name] {
      content.attributes[position] = attribute
    } else {
      attributePositions[attribute.name] = content.attributes.count
      content.attributes.append(attribute)
    }
  }
}

extension Occurrence {
  fileprivate func combined(with other: Occurrence, areAlternatives: Bool) -> Occurrence {
    guard let left = maximum, let right = other.maximum else {
      return Occurrence(minimum: minimum, maximum: nil)
    }
    if areAlternatives { return Occurrence(minimum: min(minimum, other.minimum), maximum: max(left, right)) }
    let sums = (minimum.addingReportingOverflow(other.minimum), left.addingReportingOverflow(right))
    return Occurrence(
      minimum: sums.0.overflow ? .max : sums.0.partialValue,
      maximum: sums.1.overflow ? nil : sums.1.partialValue)
  }
}

extension SchemaSet {
  /// A global attribute, including XML's own, which no schema needs to describe.
  fileprivate func attribute(named name: QualifiedName, at place: SourcePlace) -> SchemaAttribute? {
    if let attribute = attributes[name] { return attribute }
    guard name.namespace == XMLNamespaces.xml || name.namespace == WSDLNamespaces.soapEncoding else {
      return nil
    }
    return SchemaAttribute(
      name: name, type: .named(BuiltInType.string.qualifiedName), use: .optional, defaultValue: nil,
      fixedValue: nil, documentation: nil, place: place)
  }
}
