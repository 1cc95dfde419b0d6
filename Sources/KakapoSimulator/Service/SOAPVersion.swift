/// The two versions of SOAP that an ASP.NET service speaks.
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
