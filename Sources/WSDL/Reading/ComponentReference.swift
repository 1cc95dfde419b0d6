/// A reference from one component to another, to be checked when everything is read.
struct ComponentReference {
  enum Kind: String {
    case type, element, group, attribute, attributeGroup = "attribute group"
    case message, portType = "port type", binding
  }

  let kind: Kind
  let name: QualifiedName
  let place: SourcePlace
}
