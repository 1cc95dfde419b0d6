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
    /// The endpoint, the namespace or the credentials cannot be used as they are.
    ///
    /// Nothing was sent.
    public static var invalidConfiguration: Code { Code("invalidConfiguration") }
    /// The portal refused the login; the account is locked now.
    ///
    /// The login latch is closed.
    public static var loginFailed: Code { Code("loginFailed") }
    /// These credentials failed before, so nothing is sent with them until the latch is opened.
    public static var loginLatched: Code { Code("loginLatched") }
    /// The latch could not be read or written, so nothing is sent.
    public static var latchUnavailable: Code { Code("latchUnavailable") }
    /// The service's contract differs from the one known here in a way that cannot be followed.
    ///
    /// Nothing with credentials was sent.
    public static var contractMismatch: Code { Code("contractMismatch") }
    /// The service's contract could not be had, so nothing with credentials was sent.
    public static var contractUnavailable: Code { Code("contractUnavailable") }
    /// HTTP 401, 403, 404 or 407: the access list, or a wrong endpoint.
    public static var accessRefused: Code { Code("accessRefused") }
    /// The portal answered with `success` false.
    public static var rejected: Code { Code("rejected") }
    /// The server answered with a SOAP fault: see ``ProvisionError/fault``.
    public static var fault: Code { Code("fault") }
    /// The server answered with something that is not the method's answer.
    public static var unexpectedResponse: Code { Code("unexpectedResponse") }
    /// The answer is larger than the limit.
    public static var responseTooLarge: Code { Code("responseTooLarge") }
    /// The answer's elements are nested deeper, or carry more attributes, than the limit.
    public static var responseTooDeep: Code { Code("responseTooDeep") }
    /// The answer is not well-formed XML, or XML of a kind that is refused, such as a document type.
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
