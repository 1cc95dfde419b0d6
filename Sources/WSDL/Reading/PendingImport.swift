/// A document that is still to be read.
struct PendingImport: Hashable {
  enum Kind: String, Hashable {
    case wsdlImport = "wsdl:import"
    case schemaImport = "xsd:import"
    case schemaInclude = "xsd:include"
  }

  let kind: Kind
  let namespace: String?
  let location: String?
  let place: SourcePlace

  /// What makes two imports the same: an included schema without a namespace takes that of the includer.
  struct Document: Hashable {
    let location: String
    let adoptedNamespace: String?
  }

  /// The document that is meant; `nil` when no location is stated.
  var document: Document? {
    guard let location, !location.isEmpty else { return nil }
    return Document(
      location: DocumentLocation.resolve(location, against: place.location),
      adoptedNamespace: kind == .schemaInclude ? namespace : nil)
  }
}
