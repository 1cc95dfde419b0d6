/// One element among the parameters of a request or in an answer.
package struct ContractParameter: Sendable, Hashable {
  /// The name on the wire; without a namespace when it is unqualified.
  package let name: QualifiedName
  /// The type.
  package let type: SchemaTypeReference
  /// How often it may stand.
  package let occurs: Occurrence
  /// Whether `xsi:nil` is allowed.
  package let isNillable: Bool
  /// The value that an empty element stands for.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// What the schema says about it.
  package let documentation: String?
  /// Where it is declared.
  package let place: SourcePlace

  /// Whether a caller has to give a value: it has to stand there, and may not be nil.
  ///
  /// A `.asmx` server declares every string with a minimum of 0, required or not, and every number with 1.
  package var isRequired: Bool { occurs.minimum >= 1 && !isNillable }
}

extension ContractParameter {
  init(_ element: SchemaElement) {
    self.init(
      name: element.name, type: element.type, occurs: element.occurs, isNillable: element.isNillable,
      defaultValue: element.defaultValue, fixedValue: element.fixedValue,
      documentation: element.documentation, place: element.place)
  }
}
