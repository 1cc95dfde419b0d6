import XMLCore

extension ReadingSession {
  /// Reads one `xs:schema` element; if it states no namespace, it is in that of the including schema.
  func readSchema(_ root: SourceNode, adoptedNamespace: String?) {
    let scope = SchemaScope(
      targetNamespace: interned(root.token("targetNamespace")) ?? adoptedNamespace,
      adoptedNamespace: adoptedNamespace,
      qualifiesElements: root.token("elementFormDefault") == "qualified",
      qualifiesAttributes: root.token("attributeFormDefault") == "qualified")
    schemaNamespaces.insert(scope.targetNamespace)
    definitions.schemas.schemas.append(
      SchemaDocument(
        targetNamespace: scope.targetNamespace, qualifiesElements: scope.qualifiesElements,
        qualifiesAttributes: scope.qualifiesAttributes, documentation: annotation(of: root),
        place: root.place))
    forEachSchemaChild(of: root) { child in
      switch child.name {
      case "import":
        addImport(
          child, kind: .schemaImport, namespace: child.token("namespace"), locationName: "schemaLocation")
      case "include":
        addImport(
          child, kind: .schemaInclude, namespace: scope.targetNamespace, locationName: "schemaLocation")
      case "redefine", "override":
        addImport(
          child, kind: .schemaRedefine, namespace: scope.targetNamespace, locationName: "schemaLocation")
        let keepsOriginal = child.name == "redefine"
        forEachSchemaChild(of: child) {
          redefinitions.append(Redefinition(node: $0, scope: scope, keepsOriginal: keepsOriginal))
        }
      default: readGlobal(child, in: scope)
      }
    }
  }

  private func readGlobal(_ node: SourceNode, in scope: SchemaScope) {
    guard
      ["element", "complexType", "simpleType", "group", "attribute", "attributeGroup"].contains(node.name)
    else { return leaveOut(node) }
    guard let local = componentName(of: node) else { return }
    let name = scope.name(local)
    switch node.name {
    case "element":
      let element = element(node, name: name, occurs: .once, in: scope)
      note(definitions.schemas.elements.insert(element, as: name), of: node)
    case "complexType":
      let type = SchemaType.complex(complexType(node, name: name, in: scope))
      note(definitions.schemas.types.insert(type, as: name), of: node)
    case "simpleType":
      let type = SchemaType.simple(simpleType(node, name: name, in: scope))
      note(definitions.schemas.types.insert(type, as: name), of: node)
    case "group":
      note(definitions.schemas.groups.insert(namedGroup(node, name: name, in: scope), as: name), of: node)
    case "attribute":
      let attribute = attribute(node, name: name, use: .optional, in: scope)
      note(definitions.schemas.attributes.insert(attribute, as: name), of: node)
    default:
      let group = attributeGroup(node, name: name, in: scope)
      note(definitions.schemas.attributeGroups.insert(group, as: name), of: node)
    }
  }

  // MARK: - For all schema components

  /// Visits the children in the XML Schema namespace, without annotations.
  func forEachSchemaChild(of node: SourceNode, _ body: (SourceNode) -> Void) {
    node.forEachChild { child in
      guard child.namespace == WSDLNamespaces.schema else { return leaveOut(child) }
      if child.name != "annotation" { body(child) }
    }
  }

  /// The documentation in `xs:annotation`; `xs:appinfo`, which is for programs, isn't part of the model.
  func annotation(of node: SourceNode) -> String? {
    var texts: [String] = []
    node.forEachChild { child in
      guard child.isNamed("annotation", in: WSDLNamespaces.schema) else { return }
      child.forEachChild { part in
        if part.isNamed("documentation", in: WSDLNamespaces.schema) {
          texts.append(String(part.allText.trimmingXMLSpace))
        }
      }
    }
    let text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
    return text.isEmpty ? nil : text
  }

  /// Reports a construct of a schema that isn't in the model.
  func leaveOut(_ node: SourceNode) {
    guard node.namespace == WSDLNamespaces.schema else {
      return log.add(
        .warning,
        "\(node.name.prefix(80)) of \(node.namespace ?? "no namespace") in a schema is left out.",
        at: node.place)
    }
    let knownToXSD = [
      "notation", "key", "keyref", "unique", "assert", "alternative", "openContent",
      "defaultOpenContent", "assertion", "explicitTimezone",
    ]
    if knownToXSD.contains(node.name) {
      log.add(.unsupported, "xs:\(node.name) is not supported and is left out.", at: node.place)
    } else {
      log.add(.error, "xs:\(node.name.prefix(80)) is not allowed here and is left out.", at: node.place)
    }
  }

  func occurrence(of node: SourceNode) -> Occurrence {
    let minimum = count("minOccurs", of: node) ?? 1
    let maximum = node.token("maxOccurs") == "unbounded" ? nil : count("maxOccurs", of: node) ?? 1
    if let maximum, minimum > maximum {
      if node.attribute("maxOccurs") == nil { return Occurrence(minimum: minimum, maximum: minimum) }
      log.add(.error, "minOccurs \(minimum) is more than maxOccurs \(maximum).", at: node.place)
    }
    return Occurrence(minimum: minimum, maximum: maximum)
  }

  private func count(_ attribute: String, of node: SourceNode) -> Int? {
    guard let value = node.token(attribute) else { return nil }
    guard !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      log.add(.error, "\(attribute) \"\(value.prefix(40))\" is not a number; 1 is used.", at: node.place)
      return nil
    }
    return Int(value) ?? .max
  }
}
