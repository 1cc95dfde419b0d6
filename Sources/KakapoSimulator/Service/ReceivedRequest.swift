/// One HTTP request that the simulator received, without its secrets.
public struct ReceivedRequest: Sendable, Hashable {
  /// One element of a call that looked like a parameter.
  public struct Parameter: Sendable, Hashable {
    /// The element's name as it came.
    public let name: String
    /// Its text; `nil` for a secret and for an element that the service did not recognise, which may be one.
    public let value: String?
  }

  /// What kind of request it was.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A web method was called, by SOAP or by a form.
    case call
    /// A POST that did not get as far as a web method.
    case unreadable
    /// The WSDL was asked for.
    case wsdl
    /// The help page or one of its parts was asked for.
    case help
    /// Anything else: an unknown path, another verb, a caller who is kept out.
    case other

    /// Whether it is a POST to the service, readable or not.
    var isCall: Bool { self == .call || self == .unreadable }
  }

  /// The number of the request, from 1, in the order of arrival.
  public let number: Int
  /// What kind of request it was.
  public let kind: Kind
  /// The HTTP method.
  public let httpMethod: String
  /// Path and query as they came.
  public let target: String
  /// The SOAPAction header field as it came, quotes included.
  public let soapAction: String?
  /// The Content-Type header field as it came.
  public let contentType: String?
  /// The length of the body; `nil` when it was longer than the service accepts.
  public let bodyLength: Int?
  /// The calling address.
  public let peerAddress: String
  /// The web method, when the request could be routed to one.
  public let method: String?
  /// The elements of the call in the order they came.
  public let parameters: [Parameter]
  /// The status of the answer; `nil` while there is none yet, and when the connection was dropped.
  public internal(set) var status: Int?
  /// What became of the login; `nil` when no method ran.
  public internal(set) var login: LoginAttempt.Outcome?
  /// Whether the method ran and answered with `success` true, whatever became of the answer.
  public internal(set) var wasApplied = false

  /// The text of the first element of that name; `nil` when it is not there, is a secret or was not
  /// recognised.
  ///
  /// - Parameter parameter: The name as it came.
  /// - Returns: The text.
  public subscript(parameter: String) -> String? {
    parameters.first { $0.name == parameter }?.value
  }
}
