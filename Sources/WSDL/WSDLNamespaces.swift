/// The namespaces that a WSDL 1.1 document is made of.
package enum WSDLNamespaces {
  /// WSDL 1.1 itself (W3C note, section 1.2).
  package static let wsdl = "http://schemas.xmlsoap.org/wsdl/"
  /// The SOAP 1.1 binding.
  package static let soap11 = "http://schemas.xmlsoap.org/wsdl/soap/"
  /// The SOAP 1.2 binding.
  package static let soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
  /// The HTTP GET and POST binding.
  package static let http = "http://schemas.xmlsoap.org/wsdl/http/"
  /// XML Schema 1.0 and 1.1.
  package static let schema = "http://www.w3.org/2001/XMLSchema"
  /// The SOAP 1.1 encoding.
  package static let soapEncoding = "http://schemas.xmlsoap.org/soap/encoding/"
}
