/// An HTTP request that the simulator received, without its secrets.
public struct ReceivedRequest: Sendable, Hashable {
  /// An element of a call that looked like a parameter.
  public struct Parameter: Sendable, Hashable {
    /// The element's name in the request.
    public let name: String
    /// Its text; `nil` for a secret, and for an element that the service did not recognise, which may be a
    /// secret.
    public let value: String?
  }

  /// The kind of a request.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A call of a web method, by SOAP or by a form.
    case call
    /// A POST that did not reach a web method.
    case unreadable
    /// A request for the WSDL.
    case wsdl
    /// A request for the help page or one of its parts.
    case help
    /// Any other request: an unknown path, another verb, a rejected caller.
    case other

    /// Whether it is a POST to the service, readable or not.
    var isCall: Bool { self == .call || self == .unreadable }
  }

  /// The number of the request, from 1, in the order of arrival.
  public let number: Int
  /// The kind of the request.
  public let kind: Kind
  /// The HTTP method.
  public let httpMethod: String
  /// Path and query in the request.
  public let target: String
  /// The SOAPAction header field in the request, including quotes.
  public let soapAction: String?
  /// The Content-Type header field in the request.
  public let contentType: String?
  /// The length of the body; `nil` when it was longer than the service accepts.
  public let bodyLength: Int?
  /// The calling address.
  public let peerAddress: String
  /// The web method, if the request could be routed to one.
  public let method: String?
  /// The elements of the call, in the order of the request.
  public let parameters: [Parameter]
  /// The status of the answer; `nil` before the answer, and for a dropped connection.
  public internal(set) var status: Int?
  /// The outcome of the login; `nil` if no method ran.
  public internal(set) var login: LoginAttempt.Outcome?
  /// Whether the method ran and answered with `success` true, even if the answer was lost.
  public internal(set) var wasApplied = false

  /// The text of the first element with a name.
  ///
  /// It is `nil` if the element is missing, is a secret or was not recognised.
  ///
  /// - Parameter parameter: The name in the request.
  /// - Returns: The text.
  public subscript(parameter: String) -> String? {
    parameters.first { $0.name == parameter }?.value
  }
}
