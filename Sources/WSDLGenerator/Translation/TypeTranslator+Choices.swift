import WSDL

extension TypeTranslator {
  /// Adds a choice as one member, with an enumeration of its alternatives.
  mutating func addChoice(
    _ group: SchemaGroup, isOptional: Bool, isRepeated: Bool, depth: Int,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    let claimed = claim(collector.owner + "Choice", suffix: "")
    let declared = try choice(of: group, owner: collector.owner, claimed: claimed, depth: depth)
    collector.add(
      name: isRepeated ? "choices" : "choice",
      kind: .group(isRepeated ? .repeated : isOptional || declared.mayBeEmpty ? .optional : .required),
      type: declared.type, documentation: nil, groupNames: declared.names)
  }

  /// Adds the choice of a substitution group, which all references to its head share.
  mutating func addSubstitutionGroup(
    _ group: SchemaGroup, of head: QualifiedName, isOptional: Bool, isRepeated: Bool, depth: Int,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    if substitutionChoices[head] == nil {
      let name = SwiftIdentifier.type(head.name)
      substitutionChoices[head] = try choice(
        of: group, owner: head.name, claimed: claim(name + "Element", suffix: ""), depth: depth)
    }
    guard let declared = substitutionChoices[head] else { return }
    try spend(declared.names.count, at: group.place)
    collector.add(
      name: head.name, kind: .group(isRepeated ? .repeated : isOptional ? .optional : .required),
      type: declared.type, documentation: nil, groupNames: declared.names)
  }

  /// Declares a choice.
  private mutating func choice(
    of group: SchemaGroup, owner: String, claimed: String, depth: Int
  ) throws(Unsupported) -> DeclaredChoice {
    var choice = ChoiceCollector(reserved: usedMembers)
    try addAlternatives(of: group, owner: claimed, depth: depth, to: &choice)
    let declaration = Choice(
      name: qualified(claimed), owner: owner, alternatives: choice.alternatives, repeatable: choice.repeatable
    )
    let type = declare(
      .choice(declaration), as: claimed, members: Set(choice.alternatives.compactMap(\.type.key)))
    return DeclaredChoice(
      type: type, names: choice.alternatives.flatMap(\.names), mayBeEmpty: choice.mayBeEmpty)
  }

  private mutating func addAlternatives(
    of group: SchemaGroup, owner: String, depth: Int, to choice: inout ChoiceCollector
  ) throws(Unsupported) {
    guard depth < 100 else { throw Unsupported("groups nested too deeply", at: group.place) }
    for particle in group.particles {
      switch particle {
      case .element(let element):
        try addAlternative(element, element.occurs, owner: owner, to: &choice)
      case .elementReference(let reference):
        if let group = schemas.substitutionGroup(of: reference), group.particles.count > 1 {
          guard !group.occurs.isRepeated else {
            throw Unsupported(
              "a repeated substitution group as one of several alternatives", at: reference.place)
          }
          if group.occurs.minimum == 0 { choice.mayBeEmpty = true }
          try addAlternatives(of: group, owner: owner, depth: depth + 1, to: &choice)
        } else {
          try addAlternative(try globalElement(reference), reference.occurs, owner: owner, to: &choice)
        }
      case .group(let inner) where inner.compositor == .choice && !inner.occurs.isRepeated:
        if inner.occurs.minimum == 0 { choice.mayBeEmpty = true }
        try addAlternatives(of: inner, owner: owner, depth: depth + 1, to: &choice)
      case .group(let inner) where inner.particles.isEmpty: choice.mayBeEmpty = true
      case .any(let wildcard): throw Unsupported("xs:any as one of several alternatives", at: wildcard.place)
      case .group, .groupReference:
        var collector = MemberCollector(owner: claim(owner + "Group", suffix: ""), reserved: usedMembers)
        try add(particle, isOptional: false, depth: depth + 1, to: &collector)
        let members = try collector.members(at: group.place, isGroup: true)
        let structure = Structure(
          name: qualified(collector.owner), wireName: "", members: members, isGroup: true)
        let value = declare(
          .structure(structure), as: collector.owner, members: Self.references(of: members))
        let names = elementNames(of: members)
        choice.add(
          "group", element: nil, type: value, names: names.all, required: names.required,
          repeatable: names.repeatable)
        if names.required.isEmpty { choice.mayBeEmpty = true }
      }
    }
  }

  private mutating func addAlternative(
    _ element: SchemaElement, _ occurs: Occurrence, owner: String, to choice: inout ChoiceCollector
  ) throws(Unsupported) {
    guard occurs.maximum != 0 else { return }
    if occurs.minimum == 0 { choice.mayBeEmpty = true }
    try spend(1, at: element.place)
    let (value, rules) = try content(
      of: element.name, element.type, (element.defaultValue, element.fixedValue), owner: owner,
      at: element.place)
    let name = NamespacedName(element.name)
    choice.add(
      element.name.name,
      element: (
        name,
        Cardinality(isNillable: element.isNillable, isOptional: false, isRepeated: occurs.isRepeated)
      ), type: value, rules: rules, names: [name], required: [name],
      repeatable: occurs.isRepeated ? [name] : [])
  }

  /// The elements of members, and those that are required or may be repeated.
  func elementNames(
    of members: [Member]
  ) -> (all: [NamespacedName], required: [NamespacedName], repeatable: [NamespacedName]) {
    var names: (all: [NamespacedName], required: [NamespacedName], repeatable: [NamespacedName]) = (
      [], [], []
    )
    for member in members {
      switch member.kind {
      case .element(let name, let cardinality):
        names.all.append(name)
        if cardinality.isAlwaysThere { names.required.append(name) }
        if cardinality.isRepeated { names.repeatable.append(name) }
      case .group(let cardinality):
        switch member.type.key.flatMap({ declarations[$0] }) {
        case .choice(let choice)?:
          let all = choice.alternatives.flatMap(\.names)
          names.all += all
          names.repeatable += cardinality == .repeated ? all : choice.repeatable
        case .structure(let structure)?:
          let inner = elementNames(of: structure.members)
          names.all += inner.all
          names.repeatable += inner.all
        default: break
        }
      default: break
      }
    }
    return names
  }
}

/// A choice that has a type.
struct DeclaredChoice {
  let type: ValueType
  /// The names of all elements that it may have.
  let names: [NamespacedName]
  let mayBeEmpty: Bool
}
