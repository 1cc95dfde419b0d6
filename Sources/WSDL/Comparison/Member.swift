/// An element or attribute, as far as it is compared.
struct Member {
  let name: QualifiedName
  let type: SchemaTypeReference
  let occurs: Occurrence
  let isNillable: Bool
  let defaultValue: String?
  let fixedValue: String?
  let isAttribute: Bool

  init(_ parameter: ContractParameter) {
    name = parameter.name
    type = parameter.type
    occurs = parameter.occurs
    isNillable = parameter.isNillable
    defaultValue = parameter.defaultValue
    fixedValue = parameter.fixedValue
    isAttribute = false
  }

  init(_ element: SchemaElement) {
    self.init(ContractParameter(element))
  }

  init(_ attribute: SchemaAttribute) {
    name = attribute.name
    type = attribute.type
    occurs = Occurrence(minimum: attribute.use == .required ? 1 : 0, maximum: 1)
    isNillable = false
    defaultValue = attribute.defaultValue
    fixedValue = attribute.fixedValue
    isAttribute = true
  }

  var isRequired: Bool { occurs.minimum >= 1 && !isNillable }

  var isFixed: Bool { fixedValue != nil }

  var presence: String { isRequired ? "required" : "optional" }

  /// The name as it stands in the way to it.
  var label: String { isAttribute ? "@\(name.name)" : name.name }

  var value: String? {
    fixedValue.map { "the fixed value \"\($0)\"" } ?? defaultValue.map { "the default \"\($0)\"" }
  }
}
