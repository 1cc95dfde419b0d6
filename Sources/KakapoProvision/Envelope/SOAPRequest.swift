package import HTTPTypes
package import XMLCore

/// One SOAP 1.1 call in literal form, before it is sent.
package struct SOAPRequest: Sendable {
  /// The envelope, UTF-8 without a byte order mark.
  package let body: [UInt8]
  /// The `SOAPAction`, without quotes.
  private let action: String

  /// The header fields: content type and action.
  package var headerFields: HTTPFields {
    // Without the charset, an .asmx server reads the body as ASCII, and a non-ASCII password becomes "??".
    var fields: HTTPFields = [.contentType: "text/xml; charset=utf-8", .accept: "text/xml"]
    if let name = Self.actionField {
      // SOAP 1.1, section 6.1.1: the value is a quoted URI.
      fields.append(HTTPField(name: name, value: "\"\(action)\""))
    }
    return fields
  }

  private static let actionField = HTTPField.Name("SOAPAction")

  /// Writes the envelope of a call.
  ///
  /// - Parameters:
  ///   - wrapper: The name of the element around the parameters; `nil` if they are directly in the body.
  ///   - namespace: The wrapper's namespace, used as it is: a trailing slash counts.
  ///   - action: The `SOAPAction`, without quotes.
  ///   - attributes: The wrapper's attributes.
  ///   - headers: The headers beside the body.
  ///   - parameters: The parameters in wire order.
  /// - Throws: `XMLWritingError` for a name that isn't an XML name, or a character that XML 1.0 can't carry.
  package init(
    wrapper: String?, namespace: String, action: String, attributes: [RequestElement.Attribute] = [],
    headers: [RequestElement] = [], parameters: [RequestElement]
  ) throws(XMLWritingError) {
    var writer = XMLWriter(reservingCapacity: 1024)
    writer.declaration()
    writer.raw("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">")
    if !headers.isEmpty {
      writer.raw("<soap:Header>")
      for header in headers { try writer.write(header, inside: "", default: "") }
      writer.raw("</soap:Header>")
    }
    writer.raw("<soap:Body>")
    if let wrapper {
      var wrapperAttributes = [("xmlns", namespace)]
      for attribute in attributes { wrapperAttributes.append((attribute.name, attribute.value)) }
      try writer.start(wrapper, attributes: wrapperAttributes)
    }
    let outer = wrapper == nil ? "" : namespace
    // By index: an element taken out of the array is copied with all its contents.
    for index in parameters.indices {
      if let text = parameters[index].plainText {
        try writer.element(parameters[index].name, text: text)
      } else {
        try writer.write(parameters[index], inside: outer, default: outer)
      }
    }
    if let wrapper { writer.end(wrapper) }
    writer.raw("</soap:Body></soap:Envelope>")
    body = writer.bytes
    self.action = action
  }
}

extension RequestElement {
  /// The text of an element that has only text; almost all elements are like that.
  fileprivate var plainText: String? {
    guard case .text(let text) = content, namespace == nil, attributes.isEmpty, type == nil else {
      return nil
    }
    return text
  }
}

extension XMLWriter {
  /// Writes an element and its content.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - outer: The namespace of the parent element.
  ///   - inScope: The default namespace at this place.
  /// - Throws: `XMLWritingError` for a name that isn't an XML name, or a character that XML 1.0 can't carry.
  fileprivate mutating func write(
    _ element: RequestElement, inside outer: String, default inScope: String
  ) throws(XMLWritingError) {
    if inScope == outer, let text = element.plainText { return try self.element(element.name, text: text) }
    let namespace = element.namespace ?? outer
    // A prefix always has a namespace. So a type without one is written without a prefix, and without a default
    // namespace around it.
    let isTypeUnqualified = element.type?.namespace.isEmpty == true
    let declared = isTypeUnqualified ? "" : namespace
    let name = declared == namespace ? element.name : "e:" + element.name
    var attributes = element.attributes.map { ($0.name, $0.value) }
    if declared != inScope { attributes.append(("xmlns", declared)) }
    if declared != namespace { attributes.append(("xmlns:e", namespace)) }
    if let type = element.type {
      if !isTypeUnqualified { attributes.append(("xmlns:t", type.namespace)) }
      attributes.append(("xsi:type", (isTypeUnqualified ? "" : "t:") + type.name))
    }
    if element.content == .null { attributes.append(("xsi:nil", "true")) }
    if element.type != nil || element.content == .null {
      attributes.append(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
    }
    try start(name, attributes: attributes)
    switch element.content {
    case .text(let text): try self.text(text)
    case .elements(let children):
      for child in children { try write(child, inside: namespace, default: declared) }
    case .null: break
    }
    end(name)
  }
}

/// The namespaces of the SOAP envelope.
package enum SOAPNamespace {
  /// SOAP 1.1 (W3C note of 8 May 2000, section 4.1).
  package static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
  /// SOAP 1.2, which is only read: a confused server may answer with it.
  package static let soap12 = "http://www.w3.org/2003/05/soap-envelope"
}
