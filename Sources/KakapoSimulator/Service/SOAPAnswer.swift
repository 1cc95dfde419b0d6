import KakapoProvision

/// Writes the answers of the service in the shape of ASP.NET: one line, null strings absent.
struct SOAPAnswer: Sendable {
  let namespace: String
  let faultText: FaultText

  func result(_ result: MethodResult, of method: String, _ version: SOAPVersion) -> Reply {
    let body = envelope(version) { writer in
      writer.start("\(method)Response", [("xmlns", namespace)])
      writer.start("\(method)Result")
      write(result, to: &writer)
      writer.end()
      writer.end()
    }
    return Reply(status: 200, contentType: version.contentType, body: body)
  }

  func fault(_ fault: Fault, _ version: SOAPVersion, text shape: FaultText? = nil) -> Reply {
    let text = fault.text(shape ?? faultText)
    let body = envelope(version) { writer in
      writer.start("soap:Fault")
      switch version {
      case .soap11:
        writer.element("faultcode", text: "soap:\(fault.code.rawValue)")
        writer.element("faultstring", text: text)
        writer.element("detail")
      case .soap12:
        writer.start("soap:Code")
        writer.element("soap:Value", text: "soap:\(fault.code.inSOAP12)")
        writer.end()
        writer.start("soap:Reason")
        writer.element("soap:Text", [("xml:lang", "en")], text: text)
        writer.end()
        writer.element("soap:Detail")
      }
      writer.end()
    }
    return Reply(status: 500, contentType: version.contentType, body: body)
  }

  /// The result alone, as the HTTP POST protocol answers it: indented, and named after its type.
  func bareResult(_ result: MethodResult) -> Reply {
    var writer = DotNetXMLWriter(.indented(lineBreak: "\r\n"))
    writer.start(
      WSDLDocument.resultType(hasLicenses: result.licenses != nil),
      Self.schemaNamespaces + [("xmlns", namespace)])
    write(result, to: &writer)
    writer.end()
    return Reply(status: 200, contentType: "text/xml; charset=utf-8", body: writer.bytes)
  }

  private func envelope(_ version: SOAPVersion, _ content: (inout DotNetXMLWriter) -> Void) -> [UInt8] {
    var writer = DotNetXMLWriter()
    writer.start("soap:Envelope", [("xmlns:soap", version.envelopeNamespace)] + Self.schemaNamespaces)
    writer.start("soap:Body")
    content(&writer)
    writer.end()
    writer.end()
    return writer.bytes
  }

  private func write(_ result: MethodResult, to writer: inout DotNetXMLWriter) {
    writer.element("success", text: result.success ? "true" : "false")
    if let message = result.errorMessage { writer.element("errorMessage", text: message) }
    guard let licenses = result.licenses else { return }
    writer.start("licenses")
    for license in licenses {
      writer.start("License")
      writer.element("applicationName", text: license.applicationName)
      writer.element("licenseType", text: license.licenseType)
      writer.end()
    }
    writer.end()
  }

  private static let schemaNamespaces = [
    (name: "xmlns:xsi", value: "http://www.w3.org/2001/XMLSchema-instance"),
    (name: "xmlns:xsd", value: "http://www.w3.org/2001/XMLSchema"),
  ]
}

extension Fault.Code {
  fileprivate var inSOAP12: String {
    switch self {
    case .client: "Sender"
    case .server: "Receiver"
    case .versionMismatch: "VersionMismatch"
    }
  }
}
