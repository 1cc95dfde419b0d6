package import HTTPTypes
package import XMLCore

/// One SOAP 1.1 call, document/literal wrapped, before it goes out.
package struct SOAPRequest: Sendable {
  /// The envelope, UTF-8 without a byte order mark.
  package let body: [UInt8]
  /// The header fields: content type and action.
  package let headerFields: HTTPFields

  /// Writes the envelope of a call.
  ///
  /// - Parameters:
  ///   - method: The wrapper element's name.
  ///   - namespace: The target namespace, used as it is: a trailing slash counts.
  ///   - action: The `SOAPAction`, without quotes.
  ///   - attributes: The wrapper's attributes.
  ///   - parameters: The wrapper's children in wire order.
  /// - Throws: `XMLWritingError` for a name that is no XML name or a character XML 1.0 cannot carry.
  package init(
    method: String, namespace: String, action: String, attributes: [RequestElement.Attribute] = [],
    parameters: [RequestElement]
  ) throws(XMLWritingError) {
    var writer = XMLWriter(reservingCapacity: 1024)
    writer.declaration()
    writer.raw("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>")
    try writer.start(method, attributes: [("xmlns", namespace)] + attributes.map { ($0.name, $0.value) })
    for parameter in parameters {
      try writer.write(parameter, inside: namespace)
    }
    writer.end(method)
    writer.raw("</soap:Body></soap:Envelope>")
    body = writer.bytes

    var fields = HTTPFields()
    // Without the charset an .asmx server reads the body as ASCII and a non-ASCII password becomes "??".
    fields[.contentType] = "text/xml; charset=utf-8"
    fields[.accept] = "text/xml"
    if let name = HTTPField.Name("SOAPAction") {
      // SOAP 1.1, section 6.1.1: the value is a quoted URI.
      fields[name] = "\"\(action)\""
    }
    headerFields = fields
  }
}

extension XMLWriter {
  /// Writes an element and what stands in it.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - outer: The default namespace at this place.
  /// - Throws: `XMLWritingError` for a name that is no XML name or a character XML 1.0 cannot carry.
  fileprivate mutating func write(
    _ element: RequestElement, inside outer: String
  ) throws(XMLWritingError) {
    if case .text(let text) = element.content, element.namespace == nil, element.attributes.isEmpty,
      element.type == nil
    {
      return try self.element(element.name, text: text)
    }
    let namespace = element.namespace ?? outer
    var attributes = element.attributes.map { ($0.name, $0.value) }
    if namespace != outer { attributes.append(("xmlns", namespace)) }
    if let type = element.type {
      attributes += [("xmlns:t", type.namespace), ("xsi:type", "t:" + type.name)]
    }
    if element.content == .null { attributes.append(("xsi:nil", "true")) }
    if element.type != nil || element.content == .null {
      attributes.append(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
    }
    try start(element.name, attributes: attributes)
    switch element.content {
    case .text(let text): try self.text(text)
    case .elements(let children):
      for child in children { try write(child, inside: namespace) }
    case .null: break
    }
    end(element.name)
  }
}
