extension ReadingSession {
  /// Reads a global or local declaration whose name is known.
  func element(
    _ node: SourceNode, name: QualifiedName, occurs: Occurrence, in scope: SchemaScope
  ) -> SchemaElement {
    let head = qualifiedName("substitutionGroup", of: node, in: scope)
    if let head { refer(to: head, as: .element, at: node) }
    var inline: SchemaType?
    forEachSchemaChild(of: node) { child in
      switch child.name {
      case "complexType" where inline == nil: inline = .complex(complexType(child, name: nil, in: scope))
      case "simpleType" where inline == nil: inline = .simple(simpleType(child, name: nil, in: scope))
      default: leaveOut(child)
      }
    }
    return SchemaElement(
      name: name, type: typeReference("type", of: node, inline: inline, otherwise: .anyType, in: scope),
      occurs: occurs, isNillable: node.flag("nillable"), isAbstract: node.flag("abstract"),
      substitutionGroup: head, defaultValue: node.attribute("default"),
      fixedValue: node.attribute("fixed"), documentation: annotation(of: node), place: node.place)
  }

  /// The type named in an attribute, or the inline type, or the most general type.
  func typeReference(
    _ attribute: String, of node: SourceNode, inline: SchemaType?, otherwise fallback: BuiltInType,
    in scope: SchemaScope
  ) -> SchemaTypeReference {
    if let name = qualifiedName(attribute, of: node, in: scope) {
      if inline != nil {
        log.add(
          .error, "There is a type \(name.name) and an inline type; the former counts.", at: node.place)
      }
      refer(to: name, as: .type, at: node)
      return .named(name)
    }
    return inline.map(SchemaTypeReference.anonymous) ?? .named(fallback.qualifiedName)
  }

  /// Reads an entry of a sequence, choice or all; `nil` for an invalid one.
  func particle(_ node: SourceNode, in scope: SchemaScope) -> SchemaParticle? {
    switch node.name {
    case "element": return elementParticle(node, in: scope)
    case "sequence", "choice", "all": return .group(group(node, in: scope))
    case "group":
      guard let name = reference(of: node, as: .group, in: scope) else { return nil }
      return .groupReference(
        SchemaReference(
          name: name, occurs: occurrence(of: node), documentation: annotation(of: node), place: node.place))
    case "any": return .any(wildcard(node))
    default:
      leaveOut(node)
      return nil
    }
  }

  private func elementParticle(_ node: SourceNode, in scope: SchemaScope) -> SchemaParticle? {
    if node.attribute("ref") != nil {
      guard let name = reference(of: node, as: .element, in: scope) else { return nil }
      return .elementReference(
        SchemaReference(
          name: name, occurs: occurrence(of: node), documentation: annotation(of: node), place: node.place))
    }
    guard let local = componentName(of: node) else { return nil }
    let isQualified = node.token("form").map { $0 == "qualified" } ?? scope.qualifiesElements
    let name = QualifiedName(local, namespace: isQualified ? scope.targetNamespace : nil)
    return .element(element(node, name: name, occurs: occurrence(of: node), in: scope))
  }

  func group(_ node: SourceNode, in scope: SchemaScope) -> SchemaGroup {
    var particles: [SchemaParticle] = []
    forEachSchemaChild(of: node) { child in
      if let particle = particle(child, in: scope) { particles.append(particle) }
    }
    return SchemaGroup(
      compositor: SchemaGroup.Compositor(rawValue: node.name) ?? .sequence, occurs: occurrence(of: node),
      particles: particles, place: node.place)
  }

  func namedGroup(_ node: SourceNode, name: QualifiedName, in scope: SchemaScope) -> SchemaNamedGroup {
    var content: SchemaGroup?
    forEachSchemaChild(of: node) { child in
      switch child.name {
      case "sequence" where content == nil, "choice" where content == nil, "all" where content == nil:
        content = group(child, in: scope)
      default: leaveOut(child)
      }
    }
    return SchemaNamedGroup(
      name: name, content: content, documentation: annotation(of: node), place: node.place)
  }

  func wildcard(_ node: SourceNode) -> SchemaWildcard {
    SchemaWildcard(
      namespaces: node.token("namespace") ?? "##any", processing: node.token("processContents") ?? "strict",
      occurs: occurrence(of: node), place: node.place)
  }

  /// The component that `ref` names, recorded for the check; a diagnostic if there is no usable `ref`.
  func reference(
    of node: SourceNode, as kind: ComponentReference.Kind, in scope: SchemaScope
  ) -> QualifiedName? {
    guard let name = qualifiedName("ref", of: node, in: scope) else {
      if node.attribute("ref") == nil {
        log.add(.error, "xs:\(node.name) has no reference and is left out.", at: node.place)
      }
      return nil
    }
    refer(to: name, as: kind, at: node)
    return name
  }
}

extension ReadingSession {
  /// Reads a global or local declaration whose name is known.
  func attribute(
    _ node: SourceNode, name: QualifiedName, use: SchemaAttribute.Use, in scope: SchemaScope
  ) -> SchemaAttribute {
    var inline: SchemaType?
    forEachSchemaChild(of: node) { child in
      if child.name == "simpleType", inline == nil {
        inline = .simple(simpleType(child, name: nil, in: scope))
      } else {
        leaveOut(child)
      }
    }
    return SchemaAttribute(
      name: name, type: typeReference("type", of: node, inline: inline, otherwise: .anySimpleType, in: scope),
      use: use, defaultValue: node.attribute("default"), fixedValue: node.attribute("fixed"),
      documentation: annotation(of: node), place: node.place)
  }

  /// Reads an attribute of a type: a declaration or a reference.
  func attributeUse(_ node: SourceNode, in scope: SchemaScope) -> SchemaAttributeUse? {
    var use = SchemaAttribute.Use.optional
    if let value = node.token("use") {
      if let known = SchemaAttribute.Use(rawValue: value) {
        use = known
      } else {
        log.add(.error, "There is no attribute use \"\(value.prefix(80))\".", at: node.place)
      }
    }
    if node.attribute("ref") != nil {
      guard let name = reference(of: node, as: .attribute, in: scope) else { return nil }
      return .reference(
        name, use: use, defaultValue: node.attribute("default"), fixedValue: node.attribute("fixed"),
        place: node.place)
    }
    guard let local = componentName(of: node) else { return nil }
    let isQualified = node.token("form").map { $0 == "qualified" } ?? scope.qualifiesAttributes
    let name = QualifiedName(local, namespace: isQualified ? scope.targetNamespace : nil)
    return .declared(attribute(node, name: name, use: use, in: scope))
  }
}
