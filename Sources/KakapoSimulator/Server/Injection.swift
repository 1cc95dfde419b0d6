/// A disturbance that replaces an answer.
///
/// The method does not run, except for a disturbance of ``afterApplying()``.
public struct Injection: Sendable, Hashable {
  enum Answer: Sendable, Hashable {
    case bytes(status: Int, contentType: String?, body: [UInt8], headers: [String: String])
    case exception([String], FaultText?)
    case truncated
    case cutOff
    case dropped
  }

  let answer: Answer
  let appliesFirst: Bool

  private init(_ answer: Answer, appliesFirst: Bool = false) {
    self.answer = answer
    self.appliesFirst = appliesFirst
  }

  /// A status with an HTML page, as sent by a web server or a proxy in front of the service.
  ///
  /// - Parameters:
  ///   - status: The status, for example 503.
  ///   - html: The page; `nil` for one that shows the status.
  /// - Returns: The disturbance.
  public static func page(status: Int, html: String? = nil) -> Injection {
    .answer(
      status: status, contentType: "text/html; charset=utf-8",
      body: Array((html ?? Page.status(status)).utf8))
  }

  /// A 503 with an HTML page, as sent by an overloaded server.
  ///
  /// - Parameter retryAfter: The seconds in the Retry-After header field (RFC 9110); `nil` for no such field.
  /// - Returns: The disturbance.
  public static func unavailable(retryAfter: Int? = nil) -> Injection {
    .answer(
      status: 503, contentType: "text/html; charset=utf-8", body: Array(Page.status(503).utf8),
      headers: retryAfter.map { ["Retry-After": "\($0)"] } ?? [:])
  }

  /// Any answer.
  ///
  /// - Parameters:
  ///   - status: The status.
  ///   - contentType: The Content-Type header field; `nil` for none.
  ///   - body: The body.
  ///   - headers: Further header fields, for example `Location`.
  /// - Returns: The disturbance.
  public static func answer(
    status: Int, contentType: String?, body: [UInt8], headers: [String: String] = [:]
  ) -> Injection {
    Injection(.bytes(status: status, contentType: contentType, body: body, headers: headers))
  }

  /// A status with an empty body: 200, or 202 like the answer of one-way methods.
  ///
  /// - Parameter status: The status.
  /// - Returns: The disturbance.
  public static func empty(status: Int = 200) -> Injection {
    .answer(status: status, contentType: nil, body: [])
  }

  /// An exception in the method: a fault with the code `soap:Server`.
  ///
  /// - Parameters:
  ///   - messages: The messages of the exceptions, the outermost first.
  ///   - text: The form of the fault's text; `nil` for that of ``Simulator/Options/faultText``.
  /// - Returns: The disturbance.
  public static func exception(_ messages: String..., text: FaultText? = nil) -> Injection {
    Injection(.exception(messages, text))
  }

  /// A complete 200 whose XML is not well-formed.
  public static var malformedXML: Injection {
    .answer(
      status: 200, contentType: "text/xml; charset=utf-8",
      body: Array("<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope><oops></soap:Envelope>".utf8))
  }

  /// The method's own answer, cut off in the middle; the length in the header is that of the sent part.
  ///
  /// The method runs.
  public static var truncatedXML: Injection { Injection(.truncated, appliesFirst: true) }

  /// The method's own answer, but the connection closes in the middle of the body.
  ///
  /// The method runs.
  public static var connectionLostInAnswer: Injection { Injection(.cutOff, appliesFirst: true) }

  /// The connection closes without a byte of an answer.
  public static var connectionDropped: Injection { Injection(.dropped) }

  /// The same disturbance, but the method runs first: its change is applied, and the answer is lost.
  ///
  /// - Returns: The disturbance.
  public func afterApplying() -> Injection { Injection(answer, appliesFirst: true) }
}

/// The requests that a disturbance applies to.
public struct InjectionTarget: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case calls
    case method(String)
    case wsdl
    case everything
  }

  let kind: Kind

  /// Every POST to the service, readable or not.
  public static var calls: InjectionTarget { InjectionTarget(kind: .calls) }

  /// Requests for the WSDL.
  public static var wsdl: InjectionTarget { InjectionTarget(kind: .wsdl) }

  /// Every request.
  public static var everything: InjectionTarget { InjectionTarget(kind: .everything) }

  /// Calls of one web method.
  ///
  /// - Parameter name: The method's name.
  /// - Returns: The target.
  public static func method(_ name: String) -> InjectionTarget { InjectionTarget(kind: .method(name)) }

  func includes(_ requestKind: ReceivedRequest.Kind, method: String?) -> Bool {
    switch kind {
    case .calls: requestKind.isCall
    case .method(let name): requestKind.isCall && method == name
    case .wsdl: requestKind == .wsdl
    case .everything: true
    }
  }
}
