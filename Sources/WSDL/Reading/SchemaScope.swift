/// What a schema says about all components in it.
struct SchemaScope {
  let targetNamespace: String?

  /// The namespace of the including schema, which names without one are in (XML Schema Part 1, 4.2.1).
  let adoptedNamespace: String?

  let qualifiesElements: Bool
  let qualifiesAttributes: Bool

  func name(_ local: String) -> QualifiedName { QualifiedName(local, namespace: targetNamespace) }
}
