/// What an array of the SOAP 1.1 encoding holds (section 5.4.2), from `wsdl:arrayType`.
package struct SOAPArray: Sendable, Hashable {
  /// The type of the items.
  package let itemType: QualifiedName
  /// The brackets after the type's name, such as `[]`; more than that one pair is an array of arrays.
  package let rank: String
}
