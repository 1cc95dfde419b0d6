import HTTPTransport

/// What went wrong with a call, how far it got and what to do next.
///
/// ``code`` says what happened. ``delivery`` says whether anything may have changed at the portal. ``description`` says
/// both in words, with the next step. No property and no dump shows a password.
public struct ProvisionError: Error, Sendable {
  /// What happened.
  public let code: Code
  /// How far the call got.
  public let delivery: Delivery
  /// The web method, or `nil` for an error before any call.
  public let operation: String?
  /// What happened, in words.
  public let reason: String
  /// What can be done, in the order to try it; may be empty.
  public let remedies: [Remedy]
  /// The server's own text (error message, fault string, or the first characters of an unexpected answer), without the
  /// call's secrets.
  public let serverText: String?
  /// The parameter that the error is about, if any.
  public let parameter: String?
  /// The HTTP status of the answer, if there was an answer.
  public let httpStatus: Int?
  /// How long the server asked to wait, if it did: the `Retry-After` of the answer (RFC 9110, section 10.2.3).
  ///
  /// The client doesn't wait for it.
  public let retryAfter: Duration?
  /// The fault and its kind, for the code `fault`, and for a login failure that came as a fault.
  public let fault: Fault?
  /// The portal's answer, for the code `rejected`, and for an answer with a mandatory header that isn't understood.
  public let response: ProvisionResponse?
  /// The underlying error, for example a ``TransportError``.
  public let underlyingError: (any Error)?

  package init(
    _ code: Code, delivery: Delivery, operation: String? = nil, reason: String, advice: String = "",
    remedies: [Remedy] = [], serverText: String? = nil, parameter: String? = nil, httpStatus: Int? = nil,
    retryAfter: Duration? = nil, fault: Fault? = nil, response: ProvisionResponse? = nil,
    underlyingError: (any Error)? = nil
  ) {
    self.code = code
    self.delivery = delivery
    self.operation = operation
    self.reason = reason
    self.remedies = remedies + .correction(advice)
    self.serverText = serverText
    self.parameter = parameter
    self.httpStatus = httpStatus
    self.retryAfter = retryAfter
    self.fault = fault
    self.response = response
    self.underlyingError = underlyingError
  }

  /// The same error with the name of its web method.
  package func during(_ operation: String) -> ProvisionError {
    guard delivery == .mayHaveApplied, let method = Contract.builtIn.operation(named: operation),
      method.repetition == .safe
    else { return changed(delivery: delivery, operation: operation, remedies: remedies) }
    return changed(
      delivery: method.onlyReads ? .onlyRead : delivery, operation: operation,
      remedies: remedies.map { remedy in
        guard remedy.action == .lookInPortal else { return remedy }
        return method.onlyReads ? .retrySafely : .repeatSafely
      })
  }

  /// The same error with its remedies in other words.
  ///
  /// - Parameter words: Returns the words for a remedy; `nil` leaves it as it is.
  /// - Returns: The error.
  package func worded(_ words: (Remedy) -> String?) -> ProvisionError {
    changed(delivery: delivery, operation: operation, remedies: remedies.worded(words))
  }

  private func changed(delivery: Delivery, operation: String?, remedies: [Remedy]) -> ProvisionError {
    ProvisionError(
      code, delivery: delivery, operation: operation, reason: reason, remedies: remedies,
      serverText: serverText, parameter: parameter, httpStatus: httpStatus, retryAfter: retryAfter,
      fault: fault, response: response, underlyingError: underlyingError)
  }
}

extension ProvisionError {
  /// What to do next, in words; may be empty.
  public var advice: String { remedies.text }

  /// Whether the same call can be made again without the risk that it is carried out twice.
  ///
  /// A repeat that is safe may still fail: ``remedies`` say what to change first. If the answer was lost, a repeat is
  /// safe only for methods whose second call changes nothing (``OperationDescription/repetition``). As far as is known,
  /// a call that the portal rejected has changed nothing. A rejected call that buys isn't called safe even so.
  public var isSafeToRepeat: Bool {
    let repetition = operation.flatMap { Contract.builtIn.operation(named: $0)?.repetition }
    return switch delivery {
    case .notSent, .refused, .onlyRead: true
    case .answered where code == .rejected: repetition == .safe || repetition == .refused
    case .answered, .mayHaveApplied: repetition == .safe
    }
  }
}

extension ProvisionError: CustomStringConvertible, CustomDebugStringConvertible {
  /// What happened to which call, what the server said, whether anything may have changed, and what to do.
  public var description: String {
    let outcome =
      switch delivery {
      case .notSent: "Nothing was sent."
      case .refused: "The server did not carry out the call."
      case .answered: ""
      case .onlyRead: "The call only reads, so nothing was changed."
      case .mayHaveApplied: "The call may have been carried out."
      }
    return description(outcome: outcome, advice: advice)
  }

  /// The description for a caller who knows more about the outcome than the error does.
  ///
  /// - Parameter outcome: Whether anything may have changed, as a sentence; may be empty.
  /// - Returns: The description, with this sentence in place of the error's own.
  package func description(outcome: String) -> String {
    description(outcome: outcome, advice: remediesAfterLook.text)
  }

  private func description(outcome: String, advice: String) -> String {
    let words = ServerText.excerpt(of: serverText ?? "", limit: 1000)
    return [
      (operation.map { "\($0): " } ?? "") + reason + (reason.hasSuffix(".") ? "" : "."),
      words.isEmpty ? "" : "The server said: \"\(words)\"", outcome, advice,
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The remedies for a caller who has already looked in the portal.
  private var remediesAfterLook: [Remedy] {
    remedies.map { $0.action == .lookInPortal ? .retrySafely : $0 }
  }

  /// The code, the delivery and the description.
  public var debugDescription: String { "ProvisionError(\(code), \(delivery)): \(description)" }
}

extension ProvisionError: CustomReflectable {
  /// The parts that are safe to print.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "code": code.description, "delivery": delivery.rawValue, "operation": operation ?? "none",
        "description": description,
      ])
  }
}

extension ProvisionError {
  /// The kind of an error.
  ///
  /// New kinds may be added in any release, so a `switch` needs a `default`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// A parameter is missing, empty or malformed.
    ///
    /// Nothing was sent.
    public static var invalidParameter: Code { Code("invalidParameter") }
    /// The endpoint, the namespace or the credentials can't be used as they are.
    ///
    /// Nothing was sent.
    public static var invalidConfiguration: Code { Code("invalidConfiguration") }
    /// The portal refused the login; the account is locked now.
    ///
    /// The login latch is closed.
    public static var loginFailed: Code { Code("loginFailed") }
    /// These credentials failed before: nothing is sent with them until the latch is opened.
    public static var loginLatched: Code { Code("loginLatched") }
    /// The latch couldn't be read or written, so nothing is sent.
    public static var latchUnavailable: Code { Code("latchUnavailable") }
    /// The service's contract differs from the known one in a way that the client can't follow.
    ///
    /// Nothing with credentials was sent.
    public static var contractMismatch: Code { Code("contractMismatch") }
    /// The service's contract couldn't be obtained, so nothing with credentials was sent.
    public static var contractUnavailable: Code { Code("contractUnavailable") }
    /// HTTP 401, 403, 404 or 407: the access list, or a wrong endpoint.
    public static var accessRefused: Code { Code("accessRefused") }
    /// The portal answered with `success` false.
    public static var rejected: Code { Code("rejected") }
    /// The server answered with a SOAP fault: see ``ProvisionError/fault``.
    public static var fault: Code { Code("fault") }
    /// The server answered with something other than the method's answer.
    public static var unexpectedResponse: Code { Code("unexpectedResponse") }
    /// The answer is larger than the limit.
    public static var responseTooLarge: Code { Code("responseTooLarge") }
    /// The answer's elements are nested deeper, or have more attributes, than the limit.
    public static var responseTooDeep: Code { Code("responseTooDeep") }
    /// The answer isn't well-formed XML, or is XML of a refused kind, such as one with a document type.
    public static var malformedResponse: Code { Code("malformedResponse") }
    /// The deadline passed.
    public static var timedOut: Code { Code("timedOut") }
    /// No connection could be made.
    ///
    /// Nothing was sent.
    public static var cannotConnect: Code { Code("cannotConnect") }
    /// The connection ended before the answer was complete.
    public static var connectionLost: Code { Code("connectionLost") }
    /// The calling task was cancelled.
    public static var cancelled: Code { Code("cancelled") }
    /// The client was closed.
    ///
    /// Nothing was sent.
    public static var closed: Code { Code("closed") }

    /// The code's name, as spelled here.
    public var description: String { name }
  }
}

/// How far a failed call got.
///
/// It decides whether a repeat is safe.
public enum Delivery: String, Sendable, Hashable, CaseIterable {
  /// Nothing was sent. A repeat is safe.
  case notSent
  /// The server answered without carrying the method out. A repeat is safe, but fails the same way until the cause is
  /// removed.
  case refused
  /// The method ran and answered: its answer says what happened.
  case answered
  /// The call only reads: nothing changed at the portal, however the call ended. A repeat is safe.
  case onlyRead
  /// The request may have reached the method, and no answer says what happened. Look in the portal before calling
  /// again, unless a repeat is safe (``OperationDescription/repetition``).
  case mayHaveApplied
}

extension ProvisionResponse {
  /// The answer itself, if the portal carried the method out.
  ///
  /// - Returns: The answer.
  /// - Throws: ``ProvisionError`` of code `rejected` if not.
  func orRejection() throws(ProvisionError) -> ProvisionResponse {
    guard success else {
      let isSilent = errorMessage?.allSatisfy(\.isWhitespace) ?? true
      throw ProvisionError(
        .rejected, delivery: .answered, operation: operation,
        reason: "the portal rejected the call" + (isSilent ? " and gave no reason" : ""),
        serverText: errorMessage, response: self)
    }
    return self
  }
}
