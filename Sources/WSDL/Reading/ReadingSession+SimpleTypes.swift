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
      log.add(.error, "The simple type says nothing about its values; any text is taken.", at: node.place)
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

  /// Reads a facet; `nil` when the element is none.
  func facet(_ node: SourceNode) -> SchemaFacet? {
    guard let kind = SchemaFacet.Kind(rawValue: node.name) else { return nil }
    guard let value = node.attribute("value") else {
      log.add(.error, "The facet \(node.name) has no value; it counts as empty.", at: node.place)
      return SchemaFacet(kind: kind, value: "", documentation: annotation(of: node))
    }
    return SchemaFacet(kind: kind, value: value, documentation: annotation(of: node))
  }
}
