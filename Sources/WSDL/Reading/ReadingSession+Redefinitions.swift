extension ReadingSession {
  /// Replaces the components that `xs:redefine` changes, when the documents that have them are read.
  ///
  /// The original gets a name of its own, and everything that refers to the old name gets the new component.
  func applyRedefinitions() {
    for (position, (node, scope)) in redefinitions.enumerated() {
      guard ["complexType", "simpleType", "group", "attributeGroup"].contains(node.name) else {
        leaveOut(node)
        continue
      }
      guard let local = componentName(of: node) else { continue }
      let name = scope.name(local)
      let redefined = Redefined(node.name, name, number: position + 1)
      var scope = scope
      scope.redefined = redefined
      var schemas = definitions.schemas
      let isKnown: Bool
      switch node.name {
      case "complexType":
        let type = SchemaType.complex(complexType(node, name: name, in: scope))
        isKnown = schemas.types.replace(name, by: type, renaming: redefined.original) {
          $0.named(redefined.original)
        }
      case "simpleType":
        let type = SchemaType.simple(simpleType(node, name: name, in: scope))
        isKnown = schemas.types.replace(name, by: type, renaming: redefined.original) {
          $0.named(redefined.original)
        }
      case "group":
        isKnown = schemas.groups.replace(
          name, by: namedGroup(node, name: name, in: scope), renaming: redefined.original
        ) {
          SchemaNamedGroup(
            name: redefined.original, content: $0.content, documentation: $0.documentation, place: $0.place)
        }
      default:
        isKnown = schemas.attributeGroups.replace(
          name, by: attributeGroup(node, name: name, in: scope), renaming: redefined.original
        ) {
          SchemaAttributeGroup(
            name: redefined.original, attributes: $0.attributes, anyAttribute: $0.anyAttribute,
            place: $0.place)
        }
      }
      guard isKnown else {
        log.add(
          .error, "xs:redefine changes \(name), which the document that it names does not have.",
          at: node.place)
        continue
      }
      definitions.schemas = schemas
    }
    redefinitions = []
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
