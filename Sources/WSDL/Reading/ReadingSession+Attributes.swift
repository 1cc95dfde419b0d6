extension ReadingSession {
  /// Reads a declaration, global or local, whose name is known.
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

  /// Reads an attribute among those of a type: declared there, or a reference.
  func attributeUse(_ node: SourceNode, in scope: SchemaScope) -> SchemaAttributeUse? {
    var use = SchemaAttribute.Use.optional
    if let value = node.token("use") {
      if let known = SchemaAttribute.Use(rawValue: value) {
        use = known
      } else {
        log.add(.error, "There is no use \"\(value.prefix(80))\" of an attribute.", at: node.place)
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
