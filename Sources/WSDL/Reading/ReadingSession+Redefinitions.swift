extension ReadingSession {
  /// Replaces the components that `xs:redefine` and `xs:override` change, when the documents that have them are read.
  ///
  /// The original gets a name of its own, and everything that refers to the old name gets the new component.
  func applyRedefinitions() {
    // A document that is redefined may redefine another one, which comes first.
    for (position, redefinition) in redefinitions.enumerated().reversed() {
      let node = redefinition.node
      var scope = redefinition.scope
      guard let local = componentName(of: node) else { continue }
      let name = scope.name(local)
      let schemas = definitions.schemas
      let isKnown: Bool
      switch node.name {
      case "complexType", "simpleType": isKnown = schemas.types[name] != nil
      case "group": isKnown = schemas.groups[name] != nil
      case "attributeGroup": isKnown = schemas.attributeGroups[name] != nil
      default:
        leaveOut(node)
        continue
      }
      guard isKnown else {
        log.add(
          .error, "\(name) is redefined, but the document that has it is not known.",
          at: node.place)
        continue
      }
      let redefined = Redefined(node.name, name, number: position + 1)
      if redefinition.keepsOriginal { scope.redefined = redefined }
      redefine(node, name, as: redefined.original, in: scope)
    }
    redefinitions = []
  }

  private func redefine(
    _ node: SourceNode, _ name: QualifiedName, as original: QualifiedName, in scope: SchemaScope
  ) {
    switch node.name {
    case "complexType":
      let type = SchemaType.complex(complexType(node, name: name, in: scope))
      definitions.schemas.types.replace(name, by: type, renaming: original) { $0.named(original) }
    case "simpleType":
      let type = SchemaType.simple(simpleType(node, name: name, in: scope))
      definitions.schemas.types.replace(name, by: type, renaming: original) { $0.named(original) }
    case "group":
      let group = namedGroup(node, name: name, in: scope)
      definitions.schemas.groups.replace(name, by: group, renaming: original) {
        SchemaNamedGroup(
          name: original, content: $0.content, documentation: $0.documentation, place: $0.place)
      }
    default:
      let group = attributeGroup(node, name: name, in: scope)
      definitions.schemas.attributeGroups.replace(name, by: group, renaming: original) {
        SchemaAttributeGroup(
          name: original, attributes: $0.attributes, anyAttribute: $0.anyAttribute, place: $0.place)
      }
    }
  }
}

extension SchemaType {
  fileprivate func named(_ name: QualifiedName) -> SchemaType {
    switch self {
    case .complex(let type):
      .complex(
        ComplexType(
          name: name, derivation: type.derivation, content: type.content, attributes: type.attributes,
          anyAttribute: type.anyAttribute, soapArray: type.soapArray, isAbstract: type.isAbstract,
          isMixed: type.isMixed, documentation: type.documentation, place: type.place))
    case .simple(let type):
      .simple(
        SimpleType(
          name: name, variety: type.variety, documentation: type.documentation, place: type.place))
    }
  }
}
