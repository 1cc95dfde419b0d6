import WSDL

extension TypeTranslator {
  /// Collects the members of a complex type's elements.
  ///
  /// - Parameters:
  ///   - type: The type.
  ///   - owner: The Swift name of the type that the members belong to.
  ///   - headers: The headers that are members, too.
  /// - Returns: The members, those of the base types first.
  /// - Throws: ``Unsupported`` if one of them can't be expressed.
  mutating func members(
    of type: ComplexType, owner: String, headers: [ContractHeader] = []
  ) throws(Unsupported) -> [Member] {
    try spend(1, at: type.place)
    var collector = MemberCollector(owner: owner, reserved: usedMembers)
    defer { entriesLeft -= collector.spent }
    var line = [type]
    var names = Set([type.name])
    while let base = line.last?.derivation?.base, case .complex(let next)? = schemas.types[base] {
      guard names.insert(next.name).inserted else {
        throw Unsupported("type \(owner), which is derived from itself", at: type.place)
      }
      guard line.count < SchemaSet.longestChain else {
        throw Unsupported(
          "type \(owner), which is derived from more than \(SchemaSet.longestChain - 1) others in a line",
          at: type.place)
      }
      line.append(next)
    }
    if let base = line.last?.derivation?.base, schemas.types[base] == nil, BuiltInType(base) == nil {
      throw Unsupported("the base \(base), which is not described", at: type.place)
    }
    for type in line.reversed() {
      if type.soapArray != nil { throw Unsupported("an array of the SOAP encoding", at: type.place) }
      if case .restriction? = type.derivation { collector.removeElements() }
      switch type.content {
      case .empty: break
      case .elements(let particle): try add(particle, isOptional: false, depth: 0, to: &collector)
      case .text(let narrowed, _):
        if let reference = narrowed ?? type.derivation.map({ .named($0.base) }) {
          try addText(reference, at: type.place, to: &collector)
        }
      }
      try add(type.attributes, depth: 0, to: &collector)
      if let wildcard = type.anyAttribute {
        note("Attributes that \(owner) does not name are not kept.", at: wildcard.place)
      }
    }
    try add(headers, at: type.place, to: &collector)
    return try collector.members(at: type.place)
  }

  /// Makes members from the parts of a message without a type around them.
  mutating func members(
    of parameters: [ContractParameter], owner: String, headers: [ContractHeader] = []
  ) throws(Unsupported) -> [Member] {
    var collector = MemberCollector(owner: owner, reserved: usedMembers)
    for parameter in parameters {
      try add(
        name: parameter.name, type: parameter.type, isNillable: parameter.isNillable,
        isOptional: parameter.occurs.minimum == 0, isRepeated: parameter.occurs.isRepeated,
        text: (parameter.defaultValue, parameter.fixedValue), documentation: parameter.documentation,
        at: parameter.place, to: &collector)
    }
    try add(headers, at: parameters.first?.place, to: &collector)
    return try collector.members(at: parameters.first?.place)
  }

  private mutating func add(
    _ headers: [ContractHeader], at place: SourcePlace?, to collector: inout MemberCollector
  ) throws(Unsupported) {
    for header in headers {
      guard let type = header.type else {
        throw Unsupported("the header \(header.name.name), which is not described", at: place)
      }
      let (value, rules) = try content(of: header.name, type, owner: collector.owner, at: place)
      collector.add(
        name: header.name.name, kind: .header(NamespacedName(header.name)), type: value, documentation: nil,
        rules: rules, schemaType: type.name?.name ?? "anyType")
    }
  }

  private mutating func addText(
    _ reference: SchemaTypeReference, at place: SourcePlace, to collector: inout MemberCollector
  ) throws(Unsupported) {
    // The base may be a complex type with text, whose text has already been added.
    if case .complex? = schemas.type(reference) { return }
    let value = try textValue(of: reference, owner: collector.owner + "Value", at: place)
    collector.setText(value, rules(for: reference, of: value))
  }

  mutating func add(
    _ particle: SchemaParticle, isOptional: Bool, isRepeated: Bool = false, depth: Int,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    guard depth < 100 else { throw Unsupported("groups nested too deeply", at: nil) }
    guard collector.spend() else { throw Unsupported("more than 10,000 elements in one type", at: nil) }
    switch particle {
    case .element(let element):
      try add(element, element.occurs, isOptional: isOptional, isRepeated: isRepeated, to: &collector)
    case .elementReference(let reference):
      guard reference.occurs.maximum != 0 else { return }
      if reference.name.namespace == WSDLNamespaces.schema { return collector.addAny() }
      if let group = schemas.substitutionGroup(of: reference), group.particles.count > 1 {
        return try addSubstitutionGroup(
          group, of: reference.name, isOptional: isOptional || group.occurs.minimum == 0,
          isRepeated: isRepeated || group.occurs.isRepeated, depth: depth, to: &collector)
      }
      let element = try globalElement(reference)
      try add(element, reference.occurs, isOptional: isOptional, isRepeated: isRepeated, to: &collector)
    case .group(let group):
      try add(
        group, group.occurs, isOptional: isOptional, isRepeated: isRepeated, depth: depth, to: &collector)
    case .groupReference(let reference):
      guard let named = schemas.groups[reference.name] else {
        throw Unsupported("group \(reference.name), which is not described", at: reference.place)
      }
      guard let group = named.content else { return }
      try add(
        group, reference.occurs, isOptional: isOptional || group.occurs.minimum == 0,
        isRepeated: isRepeated || group.occurs.isRepeated, depth: depth, to: &collector)
    case .any: collector.addAny()
    }
  }

  func globalElement(_ reference: SchemaReference) throws(Unsupported) -> SchemaElement {
    guard let element = schemas.elements[reference.name] else {
      throw Unsupported("element \(reference.name), which is not described", at: reference.place)
    }
    let group = schemas.substitutionGroup(of: reference)?.particles
    if case .element(let only)? = group?.first, group?.count == 1 { return only }
    guard !element.isAbstract else {
      throw Unsupported(
        "the abstract element \(element.name.name), which no element replaces", at: reference.place)
    }
    return element
  }

  private mutating func add(
    _ element: SchemaElement, _ occurs: Occurrence, isOptional: Bool, isRepeated: Bool,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    guard occurs.maximum != 0 else { return }
    try add(
      name: element.name, type: element.type, isNillable: element.isNillable,
      isOptional: isOptional || occurs.minimum == 0, isRepeated: isRepeated || occurs.isRepeated,
      text: (element.defaultValue, element.fixedValue), documentation: element.documentation,
      at: element.place, to: &collector)
  }

  private mutating func add(
    name: QualifiedName, type: SchemaTypeReference, isNillable: Bool, isOptional: Bool, isRepeated: Bool,
    text: (default: String?, fixed: String?) = (nil, nil), documentation: String?, at place: SourcePlace,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    let (value, rules) = try content(of: name, type, text, owner: collector.owner, at: place)
    collector.add(
      name: name.name,
      kind: .element(
        NamespacedName(name),
        Cardinality(isNillable: isNillable, isOptional: isOptional, isRepeated: isRepeated)),
      type: value, documentation: documentation, rules: rules,
      schemaType: type.name?.name ?? "anyType")
  }

  /// The Swift type of an element or attribute, a secret by its name, and what the schema says of its text.
  mutating func content(
    of name: QualifiedName, _ type: SchemaTypeReference,
    _ text: (default: String?, fixed: String?) = (nil, nil),
    owner: String, at place: SourcePlace?
  ) throws(Unsupported) -> (ValueType, Member.Rules?) {
    var value = try value(of: type, owner: Self.name(of: name.name, in: owner), at: place)
    if value.swift == "String", SecretName.isLikely(name.name) { value.swift = "Secret" }
    return (value, rules(for: type, of: value, text))
  }

  /// What the schema says of a text beside its type; `nil` for nothing, and for a type that isn't text.
  private func rules(
    for type: SchemaTypeReference, of value: ValueType,
    _ text: (default: String?, fixed: String?) = (nil, nil)
  ) -> Member.Rules? {
    guard isText(type) else { return nil }
    let whiteSpace = schemas.whiteSpace(of: type)
    // All types but these two ignore white space around their text.
    let isPlainText = value.swift == "String" || value.swift == "Secret"
    let rules = Member.Rules(
      defaultValue: text.default, fixedValue: text.fixed.map { whiteSpace.applied(to: $0) },
      whiteSpace: isPlainText ? whiteSpace : .preserve)
    return rules == Member.Rules() ? nil : rules
  }

  /// The name for the unnamed type of an element.
  static func name(of element: String, in owner: String) -> String {
    let name = SwiftIdentifier.type(element)
    return name.hasPrefix(owner) ? name : owner + name
  }

  private mutating func add(
    _ group: SchemaGroup, _ occurs: Occurrence, isOptional: Bool, isRepeated: Bool, depth: Int,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    guard occurs.maximum != 0, !group.particles.isEmpty else { return }
    let isRepeated = isRepeated || occurs.isRepeated
    let isOptional = isOptional || occurs.minimum == 0
    if group.compositor == .choice, group.particles.count > 1 {
      return try addChoice(
        group, isOptional: isOptional, isRepeated: isRepeated, depth: depth, to: &collector)
    }
    if isRepeated, group.particles.count > 1 {
      var inner = MemberCollector(
        owner: claim(collector.owner + "Group", suffix: ""), reserved: usedMembers)
      for particle in group.particles { try add(particle, isOptional: false, depth: depth + 1, to: &inner) }
      let members = try inner.members(at: group.place, isGroup: true)
      let structure = Structure(
        name: qualified(inner.owner), wireName: "", members: members, isGroup: true)
      let value = declare(.structure(structure), as: inner.owner, members: Self.references(of: members))
      return collector.add(
        name: "groups", kind: .group(.repeated), type: value, documentation: nil,
        groupNames: elementNames(of: members).all)
    }
    for particle in group.particles {
      try add(particle, isOptional: isOptional, isRepeated: isRepeated, depth: depth + 1, to: &collector)
    }
  }

  private mutating func add(
    _ uses: [SchemaAttributeUse], depth: Int, to collector: inout MemberCollector
  ) throws(Unsupported) {
    guard depth < 64 else { throw Unsupported("attribute groups nested too deeply", at: nil) }
    for use in uses {
      guard collector.spend() else { throw Unsupported("more than 10,000 attributes in one type", at: nil) }
      switch use {
      case .declared(let attribute):
        try add(
          attribute.name, attribute.type, attribute.use, attribute.documentation,
          (attribute.defaultValue, attribute.fixedValue), at: attribute.place, to: &collector)
      case .reference(let name, let use, let defaultValue, let fixedValue, let place):
        let attribute = schemas.attributes[name]
        let isKnown = attribute != nil || name.namespace == "http://www.w3.org/XML/1998/namespace"
        guard isKnown else { throw Unsupported("attribute \(name), which is not described", at: place) }
        try add(
          name, attribute?.type ?? .named(BuiltInType.string.qualifiedName), use, attribute?.documentation,
          (defaultValue ?? attribute?.defaultValue, fixedValue ?? attribute?.fixedValue), at: place,
          to: &collector)
      case .group(let name, let place):
        guard let group = schemas.attributeGroups[name] else {
          throw Unsupported("attribute group \(name), which is not described", at: place)
        }
        if let wildcard = group.anyAttribute {
          note("Attributes that \(collector.owner) does not name are not kept.", at: wildcard.place)
        }
        try add(group.attributes, depth: depth + 1, to: &collector)
      }
    }
  }

  private mutating func add(
    _ name: QualifiedName, _ type: SchemaTypeReference, _ use: SchemaAttribute.Use,
    _ documentation: String?, _ text: (default: String?, fixed: String?), at place: SourcePlace,
    to collector: inout MemberCollector
  ) throws(Unsupported) {
    guard use != .prohibited else { return collector.removeAttribute(NamespacedName(name)) }
    var value = try textValue(of: type, owner: Self.name(of: name.name, in: collector.owner), at: place)
    if value.swift == "String", SecretName.isLikely(name.name) { value.swift = "Secret" }
    collector.removeAttribute(NamespacedName(name))
    collector.add(
      name: name.name, kind: .attribute(NamespacedName(name), isRequired: use == .required), type: value,
      documentation: documentation, rules: rules(for: type, of: value, text))
  }
}

extension Cardinality {
  init(isNillable: Bool, isOptional: Bool, isRepeated: Bool) {
    switch (isRepeated, isNillable, isOptional) {
    case (true, true, _): self = .repeatedNillable
    case (true, false, _): self = .repeated
    case (false, true, true): self = .optionalNillable
    case (false, true, false): self = .nillable
    case (false, false, true): self = .optional
    case (false, false, false): self = .required
    }
  }
}
