/// Why a ``Transport`` has no answer.
public struct TransportError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure.
  ///
  /// New kinds may be added in any release.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// No connection could be made: the host is unknown, unreachable or not trusted, or refused the connection.
    public static var cannotConnect: Code { Code("cannotConnect") }
    /// The connection ended before the answer was complete.
    public static var connectionLost: Code { Code("connectionLost") }
    /// The deadline passed.
    public static var timedOut: Code { Code("timedOut") }
    /// The calling task was cancelled.
    public static var cancelled: Code { Code("cancelled") }
    /// The answer is larger than ``TransportRequest/maximumResponseBytes``.
    public static var responseTooLarge: Code { Code("responseTooLarge") }
    /// The transport was closed.
    public static var closed: Code { Code("closed") }
    /// The transport can't send the request, for example because its URL doesn't parse.
    public static var invalidRequest: Code { Code("invalidRequest") }

    /// The code's name.
    public var description: String { name }
  }

  /// The kind of failure.
  public let code: Code

  /// Whether the server may have received enough of the request to act on it.
  ///
  /// It is `false` only if no byte of the body was certainly sent or, for a request without a body, no byte at all. A
  /// head without its announced body is an incomplete message (RFC 9112, section 8), which a server doesn't carry out.
  public let requestMayHaveBeenSent: Bool

  /// What happened, in words: a clause without a full stop.
  public let reason: String

  /// The underlying error, if there was one.
  public let underlyingError: (any Error)?

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - code: The kind of failure.
  ///   - requestMayHaveBeenSent: Whether the server may have received enough of the request to act on it.
  ///   - reason: What happened, in words, without the request's content.
  ///   - underlyingError: The underlying error.
  public init(
    _ code: Code, requestMayHaveBeenSent: Bool, reason: String, underlyingError: (any Error)? = nil
  ) {
    self.code = code
    self.requestMayHaveBeenSent = requestMayHaveBeenSent
    self.reason = reason
    self.underlyingError = underlyingError
  }

  /// What happened, in words, and whether the request may have been carried out.
  public var description: String {
    "\(reason). "
      + (requestMayHaveBeenSent ? "The request may have been carried out." : "The request was not sent.")
  }
}

// Errors that all transports report in the same words.
extension TransportError {
  package static func answerTooLarge(of request: RequestSummary, limit: Int) -> TransportError {
    TransportError(
      .responseTooLarge, requestMayHaveBeenSent: true,
      reason: "the answer from \(request.host) is larger than the limit of \(limit) bytes")
  }

  package static var cancelledBeforeItWasSent: TransportError {
    TransportError(
      .cancelled, requestMayHaveBeenSent: false, reason: "the call was cancelled before it was sent")
  }

  package static var transportClosed: TransportError {
    TransportError(.closed, requestMayHaveBeenSent: false, reason: "the transport was closed")
  }

  package static func noAnswer(of request: RequestSummary, within timeout: Duration) -> String {
    "there was no complete answer from \(request.host) within \(timeout)"
  }
}
