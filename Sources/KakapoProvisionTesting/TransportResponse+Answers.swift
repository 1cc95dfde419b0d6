import HTTPTypes
public import KakapoProvision
import XMLCore

// Answers as ASP.NET writes them. None was recorded from the live portal.
extension TransportResponse {
  /// An answer whose `success` is true.
  ///
  /// - Parameters:
  ///   - method: The web method.
  ///   - details: Well-formed, trusted XML to put after `success`.
  /// - Returns: The answer, with HTTP status 200.
  public static func success(of method: String, details: String = "") -> TransportResponse {
    result(of: method, "<success>true</success>" + details)
  }

  /// An answer whose `success` is false.
  ///
  /// - Parameters:
  ///   - method: The web method.
  ///   - message: The portal's message: any text that XML can carry.
  /// - Returns: The answer, with HTTP status 200.
  public static func rejection(of method: String, message: String) -> TransportResponse {
    result(
      of: method, "<success>false</success><errorMessage>\(message.escapedForHTML)</errorMessage>")
  }

  /// The answer to a login that fails and locks the account, in the words of the vendor's document.
  ///
  /// - Parameter method: The web method.
  /// - Returns: The answer, with HTTP status 200.
  public static func failedLogin(of method: String) -> TransportResponse {
    rejection(
      of: method,
      message: "A login attempt has failed and the account has been locked. "
        + "Please refer to the login history for further information")
  }

  /// The WSDL of a service with the package's contract.
  ///
  /// - Returns: The answer, with HTTP status 200.
  public static func contract() -> TransportResponse {
    xml(String(decoding: WSDLDocument().bytes(), as: UTF8.self))
  }

  /// A SOAP fault.
  ///
  /// - Parameters:
  ///   - code: The fault code without prefix: `Client`, `Server` or `VersionMismatch`.
  ///   - message: The fault string: any text that XML can carry.
  ///   - status: The HTTP status, 500 by default.
  /// - Returns: The answer.
  public static func fault(_ code: String, message: String, status: Int = 500) -> TransportResponse {
    xml(
      envelope(
        "<soap:Fault><faultcode>soap:\(code)</faultcode><faultstring>\(message.escapedForHTML)</faultstring>"
          + "<detail /></soap:Fault>"), status: status)
  }

  /// A page for people.
  ///
  /// - Parameters:
  ///   - status: The HTTP status.
  ///   - body: The page.
  /// - Returns: The answer.
  public static func html(status: Int, _ body: String) -> TransportResponse {
    TransportResponse(
      head: HTTPResponse(
        status: .init(code: status), headerFields: [.contentType: "text/html; charset=utf-8"]),
      body: Array(body.utf8))
  }

  /// An XML answer with any content.
  ///
  /// - Parameters:
  ///   - text: The whole body.
  ///   - status: The HTTP status, 200 by default.
  /// - Returns: The answer.
  public static func xml(_ text: String, status: Int = 200) -> TransportResponse {
    TransportResponse(
      head: HTTPResponse(
        status: .init(code: status), headerFields: [.contentType: "text/xml; charset=utf-8"]),
      body: Array(text.utf8))
  }

  private static func result(of method: String, _ content: String) -> TransportResponse {
    let namespace = Contract.builtIn.namespace
    return xml(
      envelope(
        "<\(method)Response xmlns=\"\(namespace)\"><\(method)Result>\(content)</\(method)Result></\(method)Response>"
      ))
  }

  private static func envelope(_ body: String) -> String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
      + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
      + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
      + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body>\(body)</soap:Body></soap:Envelope>"
  }
}
