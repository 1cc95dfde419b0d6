/// The namespaces of the SOAP envelope.
package enum SOAPNamespace {
  /// SOAP 1.1 (W3C note of 8 May 2000, section 4.1).
  package static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
  /// SOAP 1.2, which is only ever read: a confused server may answer with it.
  package static let soap12 = "http://www.w3.org/2003/05/soap-envelope"
}
