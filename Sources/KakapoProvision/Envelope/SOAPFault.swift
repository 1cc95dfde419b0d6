public import XMLCore

/// A SOAP fault, as the server sent it.
///
/// Source: SOAP 1.1 (W3C note of 8 May 2000), section 4.4. A SOAP 1.2 fault is read into the same fields.
public struct SOAPFault: Sendable, Hashable {
  /// The whole `faultcode`, for example `soap:Client`.
  public let code: String
  /// The `faultstring`: often several messages joined by `--->`, or a stack trace of many lines.
  public let message: String
  /// The `faultactor`, if there was one.
  public let actor: String?
  /// The `detail` element with all its content, if there was one.
  public let detail: ElementTree?

  /// Makes a fault.
  ///
  /// - Parameters:
  ///   - code: The whole `faultcode`.
  ///   - message: The `faultstring`.
  ///   - actor: The `faultactor`.
  ///   - detail: The `detail` element.
  public init(code: String, message: String, actor: String? = nil, detail: ElementTree? = nil) {
    self.code = code
    self.message = message
    self.actor = actor
    self.detail = detail
  }

  /// The code without its prefix, for example `Client`.
  public var localCode: String {
    guard let colon = code.lastIndex(of: ":") else { return code }
    return String(code[code.index(after: colon)...])
  }

  /// Reads a fault by its elements: servers mix up the SOAP versions.
  init(_ element: ElementTree) {
    if element.child("faultcode") == nil, element.child("Code") != nil {
      self.init(soap12: element)
    } else {
      self.init(soap11: element)
    }
  }

  private init(soap11 element: ElementTree) {
    self.init(
      code: SOAPFault.trimmed(element.child("faultcode")?.text) ?? "",
      message: SOAPFault.trimmed(element.child("faultstring")?.text) ?? "",
      actor: SOAPFault.trimmed(element.child("faultactor")?.text),
      detail: element.child("detail"))
  }

  private init(soap12 element: ElementTree) {
    self.init(
      code: SOAPFault.trimmed(element.child("Code")?.child("Value")?.text) ?? "",
      message: SOAPFault.trimmed(element.child("Reason")?.child("Text")?.text) ?? "",
      actor: SOAPFault.trimmed(element.child("Role")?.text),
      detail: element.child("Detail"))
  }

  private static func trimmed(_ text: String?) -> String? { text.map { String($0.trimmingXMLSpace) } }
}
