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
}
