import XMLCore

extension ReadingSession {
  func complexType(_ node: SourceNode, name: QualifiedName?, in scope: SchemaScope) -> ComplexType {
    var body = ComplexTypeBody()
    var derivation: ComplexType.Derivation?
    var isMixed = node.flag("mixed")
    forEachSchemaChild(of: node) { child in
      switch child.name {
      case "complexContent":
        isMixed = isMixed || child.flag("mixed")
        readDerivation(child, into: &body, &derivation, in: scope)
      case "simpleContent":
        body.content = .text(narrowedTo: nil, facets: [])
        readDerivation(child, into: &body, &derivation, in: scope)
      default: read(child, into: &body, in: scope)
      }
    }
    return ComplexType(
      name: name, derivation: derivation, content: body.content, attributes: body.attributes,
      anyAttribute: body.anyAttribute, soapArray: body.soapArray, isAbstract: node.flag("abstract"),
      isMixed: isMixed, documentation: annotation(of: node), place: node.place)
  }

  private func readDerivation(
    _ node: SourceNode, into body: inout ComplexTypeBody, _ derivation: inout ComplexType.Derivation?,
    in scope: SchemaScope
  ) {
    forEachSchemaChild(of: node) { child in
      guard derivation == nil, child.name == "extension" || child.name == "restriction" else {
        return leaveOut(child)
      }
      guard let base = qualifiedName("base", of: child, in: scope) else {
        if child.attribute("base") == nil {
          log.add(.error, "xs:\(child.name) names no base.", at: child.place)
        }
        return
      }
      refer(to: base, as: .type, at: child)
      derivation = child.name == "extension" ? .extension(of: base) : .restriction(of: base)
      if node.name == "simpleContent" {
        readText(child, into: &body, in: scope)
      } else {
        forEachSchemaChild(of: child) { read($0, into: &body, in: scope) }
      }
    }
  }

  /// Reads the content of an extension or restriction of simple content, apart from its attributes.
  private func readText(_ node: SourceNode, into body: inout ComplexTypeBody, in scope: SchemaScope) {
    var narrowed: SchemaTypeReference?
    var facets: [SchemaFacet] = []
    forEachSchemaChild(of: node) { child in
      if child.name == "simpleType" {
        narrowed = .anonymous(.simple(simpleType(child, name: nil, in: scope)))
      } else if let facet = facet(child) {
        facets.append(facet)
      } else {
        readAttribute(child, into: &body, in: scope)
      }
    }
    body.content = .text(narrowedTo: narrowed, facets: facets)
  }

  private func read(_ node: SourceNode, into body: inout ComplexTypeBody, in scope: SchemaScope) {
    switch node.name {
    case "sequence", "choice", "all", "group":
      guard case .empty = body.content else {
        return log.add(.error, "A second xs:\(node.name) in one type is left out.", at: node.place)
      }
      if let particle = particle(node, in: scope) { body.content = .elements(particle) }
    default: readAttribute(node, into: &body, in: scope)
    }
  }

  private func readAttribute(_ node: SourceNode, into body: inout ComplexTypeBody, in scope: SchemaScope) {
    switch node.name {
    case "attribute":
      if let array = soapArray(node, in: scope) {
        body.soapArray = array
      } else if let use = attributeUse(node, in: scope) {
        body.attributes.append(use)
      }
    case "attributeGroup":
      if let name = reference(of: node, as: .attributeGroup, in: scope) {
        body.attributes.append(.group(name, place: node.place))
      }
    case "anyAttribute": body.anyAttribute = wildcard(node)
    default: leaveOut(node)
    }
  }

  /// Reads the `wsdl:arrayType` on the `soapenc:arrayType` of an array (WSDL 1.1, section 2.2).
  private func soapArray(_ node: SourceNode, in scope: SchemaScope) -> SOAPArray? {
    guard let value = node.attribute("arrayType", in: WSDLNamespaces.wsdl)?.trimmingXMLSpace,
      let bracket = value.firstIndex(of: "[")
    else { return nil }
    guard let item = qualifiedName(String(value[..<bracket]), at: node, in: scope) else { return nil }
    refer(to: item, as: .type, at: node)
    let rank = String(value[bracket...])
    if rank != "[]" {
      log.add(
        .unsupported, "An array of rank \(rank.prefix(40)) is recorded; only [] is a plain list of items.",
        at: node.place)
    }
    return SOAPArray(itemType: item, rank: rank)
  }

  func attributeGroup(_ node: SourceNode, name: QualifiedName, in scope: SchemaScope) -> SchemaAttributeGroup
  {
    var body = ComplexTypeBody()
    forEachSchemaChild(of: node) { readAttribute($0, into: &body, in: scope) }
    return SchemaAttributeGroup(
      name: name, attributes: body.attributes, anyAttribute: body.anyAttribute, place: node.place)
  }
}

/// The content of a complex type, or of an extension or restriction in it.
private struct ComplexTypeBody {
  var content = ComplexType.Content.empty
  var attributes: [SchemaAttributeUse] = []
  var anyAttribute: SchemaWildcard?
  var soapArray: SOAPArray?
}

extension ReadingSession {
  func simpleType(_ node: SourceNode, name: QualifiedName?, in scope: SchemaScope) -> SimpleType {
    var variety: SimpleType.Variety?
    forEachSchemaChild(of: node) { child in
      switch child.name {
      case "restriction" where variety == nil: variety = restriction(child, in: scope)
      case "list" where variety == nil:
        let item = typeReference(
          "itemType", of: child, inline: inlineSimpleTypes(child, in: scope).first,
          otherwise: .anySimpleType, in: scope)
        variety = .list(of: item)
      case "union" where variety == nil: variety = union(child, in: scope)
      default: leaveOut(child)
      }
    }
    if variety == nil {
      log.add(.error, "The simple type does not restrict its values; any text is accepted.", at: node.place)
    }
    return SimpleType(
      name: name,
      variety: variety ?? .restriction(of: .named(BuiltInType.anySimpleType.qualifiedName), facets: []),
      documentation: annotation(of: node), place: node.place)
  }

  private func restriction(_ node: SourceNode, in scope: SchemaScope) -> SimpleType.Variety {
    var inline: SchemaType?
    var facets: [SchemaFacet] = []
    forEachSchemaChild(of: node) { child in
      if child.name == "simpleType", inline == nil {
        inline = .simple(simpleType(child, name: nil, in: scope))
      } else if let facet = facet(child) {
        facets.append(facet)
      } else {
        leaveOut(child)
      }
    }
    let base = typeReference("base", of: node, inline: inline, otherwise: .anySimpleType, in: scope)
    return .restriction(of: base, facets: facets)
  }

  private func union(_ node: SourceNode, in scope: SchemaScope) -> SimpleType.Variety {
    var members: [SchemaTypeReference] = []
    for value in (node.token("memberTypes") ?? "").split(whereSeparator: \.isWhitespace) {
      guard let name = qualifiedName(String(value), at: node, in: scope) else { continue }
      refer(to: name, as: .type, at: node)
      members.append(.named(name))
    }
    members += inlineSimpleTypes(node, in: scope).map(SchemaTypeReference.anonymous)
    return .union(of: members)
  }

  private func inlineSimpleTypes(_ node: SourceNode, in scope: SchemaScope) -> [SchemaType] {
    var types: [SchemaType] = []
    forEachSchemaChild(of: node) { child in
      if child.name == "simpleType" {
        types.append(.simple(simpleType(child, name: nil, in: scope)))
      } else {
        leaveOut(child)
      }
    }
    return types
  }

  /// Reads a facet; `nil` if the element isn't one.
  func facet(_ node: SourceNode) -> SchemaFacet? {
    guard let kind = SchemaFacet.Kind(rawValue: node.name) else { return nil }
    guard let value = node.attribute("value") else {
      log.add(.error, "The facet \(node.name) has no value; it counts as empty.", at: node.place)
      return SchemaFacet(kind: kind, value: "", documentation: annotation(of: node))
    }
    return SchemaFacet(kind: kind, value: value, documentation: annotation(of: node))
  }
}
