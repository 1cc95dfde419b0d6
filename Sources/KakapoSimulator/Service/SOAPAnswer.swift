import KakapoProvision
import KakapoProvisionTesting

/// Writes the answers of the service in the form of ASP.NET: on one line, without null strings.
struct SOAPAnswer: Sendable {
  let namespace: String
  let faultText: FaultText
  /// Whether a version mismatch names both versions of SOAP as supported.
  let offersSOAP12: Bool

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
    let upgrades = fault.code == .versionMismatch && offersSOAP12
    let body = envelope(version, header: upgrades ? { Self.writeUpgrade(to: &$0) } : nil) { writer in
      writer.start("soap:Fault")
      switch version {
      case .soap11:
        writer.element("faultcode", text: "soap:\(fault.code.rawValue)")
        writer.element("faultstring", text: text)
        // A fault about a header has no detail (SOAP 1.1, section 4.4).
        if fault.code != .mustUnderstand { writer.element("detail") }
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

  /// The result alone, as in the HTTP POST protocol: indented, and named after its type.
  func bareResult(_ result: MethodResult) -> Reply {
    var writer = DotNetXMLWriter(.indented(lineBreak: "\r\n"))
    writer.start(
      result.licenses != nil ? "UserLicensesResult" : "ProvisionResult",
      Self.schemaNamespaces + [("xmlns", namespace)])
    write(result, to: &writer)
    writer.end()
    return Reply(status: 200, contentType: "text/xml; charset=utf-8", body: writer.bytes)
  }

  private func envelope(
    _ version: SOAPVersion, header: ((inout DotNetXMLWriter) -> Void)? = nil,
    _ content: (inout DotNetXMLWriter) -> Void
  ) -> [UInt8] {
    var writer = DotNetXMLWriter()
    writer.start("soap:Envelope", [("xmlns:soap", version.envelopeNamespace)] + Self.schemaNamespaces)
    if let header {
      writer.start("soap:Header")
      header(&writer)
      writer.end()
    }
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

  /// The header block of SOAP 1.2, section 5.4.7, that names the supported versions.
  private static func writeUpgrade(to writer: inout DotNetXMLWriter) {
    writer.start("soap12:Upgrade", [("xmlns:soap12", SOAPVersion.soap12.envelopeNamespace)])
    for (prefix, version) in [("soap", SOAPVersion.soap11), ("soap12", .soap12)] {
      writer.element(
        "soap12:SupportedEnvelope",
        [
          (name: "qname", value: "\(prefix):Envelope"),
          (name: "xmlns:\(prefix)", value: version.envelopeNamespace),
        ])
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
    case .mustUnderstand: "MustUnderstand"
    }
  }
}

/// The two versions of SOAP in an ASP.NET service.
enum SOAPVersion: Sendable, CaseIterable {
  case soap11
  case soap12

  var envelopeNamespace: String {
    switch self {
    case .soap11: "http://schemas.xmlsoap.org/soap/envelope/"
    case .soap12: "http://www.w3.org/2003/05/soap-envelope"
    }
  }

  var contentType: String {
    switch self {
    case .soap11: "text/xml; charset=utf-8"
    case .soap12: "application/soap+xml; charset=utf-8"
    }
  }
}
