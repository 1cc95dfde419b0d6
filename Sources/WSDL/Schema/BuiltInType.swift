/// The types that XML Schema brings along (Part 2, section 3), by their names.
package enum BuiltInType: String, Sendable, Hashable, CaseIterable {
  case anyType, anySimpleType
  case string, normalizedString, token, language, Name, NCName, NMTOKEN, NMTOKENS
  case ID, IDREF, IDREFS, ENTITY, ENTITIES, QName, NOTATION, anyURI
  case boolean, decimal, float, double
  case integer, nonPositiveInteger, negativeInteger, nonNegativeInteger, positiveInteger
  case long, int, short, byte, unsignedLong, unsignedInt, unsignedShort, unsignedByte
  case duration, dateTime, time, date, gYearMonth, gYear, gMonthDay, gDay, gMonth
  case hexBinary, base64Binary

  /// Recognises a built-in type.
  ///
  /// The types of the same names in the SOAP 1.1 encoding count as built in too, and its `base64`; an array
  /// does not.
  ///
  /// - Parameter name: The name of a type.
  package init?(_ name: QualifiedName) {
    switch name.namespace {
    case WSDLNamespaces.schema: self.init(rawValue: name.name)
    case WSDLNamespaces.soapEncoding where name.name == "base64": self = .base64Binary
    case WSDLNamespaces.soapEncoding where name.name != "anyType": self.init(rawValue: name.name)
    default: return nil
    }
  }

  /// The name in the namespace of XML Schema.
  package var qualifiedName: QualifiedName { QualifiedName(rawValue, namespace: WSDLNamespaces.schema) }
}
