import XMLCore

/// Which types are derived from a type, and which elements may replace an element.
///
/// Computed once, after all documents are read.
struct SchemaRelations: Sendable, Hashable {
  /// The positions of the complex types with a given base.
  private var derived: [QualifiedName: [Int]] = [:]
  /// The positions of the elements in a substitution group, by the name of its head.
  private var substitutes: [QualifiedName: [Int]] = [:]

  init() {}

  init(of schemas: SchemaSet) {
    for (position, type) in schemas.types.all.enumerated() {
      guard case .complex(let type) = type, let base = type.derivation?.base, base != type.name else {
        continue
      }
      derived[base, default: []].append(position)
    }
    for (position, element) in schemas.elements.all.enumerated() {
      guard let head = element.substitutionGroup, head != element.name else { continue }
      substitutes[head, default: []].append(position)
    }
  }

  /// Whether any type is derived from a type.
  func hasDerived(_ name: QualifiedName) -> Bool { derived[name] != nil }

  /// Whether any element may replace an element.
  func hasSubstitutes(_ name: QualifiedName) -> Bool { substitutes[name] != nil }

  func derived(from name: QualifiedName, names: (Int) -> QualifiedName?) -> [Int] {
    Self.below(name, in: derived, names: names)
  }

  func substitutes(for name: QualifiedName, names: (Int) -> QualifiedName?) -> [Int] {
    Self.below(name, in: substitutes, names: names)
  }

  /// The positions that are reached from a name, in order.
  private static func below(
    _ name: QualifiedName, in relation: [QualifiedName: [Int]], names: (Int) -> QualifiedName?
  ) -> [Int] {
    var found: Set<Int> = []
    var level = [name]
    for _ in 0..<SchemaSet.longestChain where !level.isEmpty {
      var next: [QualifiedName] = []
      for position in level.flatMap({ relation[$0] ?? [] }) where found.insert(position).inserted {
        if let name = names(position) { next.append(name) }
      }
      level = next
    }
    return found.sorted()
  }
}

extension SchemaSet {
  /// Whether any complex type is derived from a type.
  package func hasDerivedTypes(_ name: QualifiedName) -> Bool { relations.hasDerived(name) }

  /// Returns the complex types that are directly or indirectly derived from a type.
  ///
  /// - Parameter name: The type.
  /// - Returns: The types in the order of the schema, without those with more than 64 types between.
  package func derivedTypes(from name: QualifiedName) -> [ComplexType] {
    relations.derived(from: name) { types.all[$0].name }.compactMap { position in
      guard case .complex(let type) = types.all[position], let own = type.name, own != name, isOnWire(own)
      else { return nil }
      return type
    }
  }

  /// The nearest complex type of a schema that a type is derived from.
  package func base(of type: ComplexType) -> QualifiedName? {
    var type = type
    for _ in 0..<SchemaSet.longestChain {
      guard let base = type.derivation?.base, case .complex(let next)? = types[base] else { return nil }
      if isOnWire(base) { return base }
      type = next
    }
    return nil
  }

  /// The original of a redefined type has no name on the wire.
  private func isOnWire(_ name: QualifiedName) -> Bool { XMLCharacters.isName(name.name) }

  /// Returns the choice that a reference to a global element means (XML Schema part 1, section 2.2.2.2).
  ///
  /// - Parameter reference: The reference in a content model.
  /// - Returns: A choice of the element, unless it is abstract, and of the elements of its substitution group; `nil` if
  ///   no element may replace it.
  package func substitutionGroup(of reference: SchemaReference) -> SchemaGroup? {
    guard let head = elements[reference.name], relations.hasSubstitutes(head.name) else { return nil }
    let others = relations.substitutes(for: head.name) { elements.all[$0].name }.map { elements.all[$0] }
    let members = ([head] + others.filter { $0.name != head.name }).filter { !$0.isAbstract }
    return SchemaGroup(
      compositor: .choice, occurs: reference.occurs, particles: members.map(SchemaParticle.element),
      place: reference.place)
  }
}
