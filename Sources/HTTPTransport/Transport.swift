public import HTTPTypes

/// Carries one HTTP request to a server and its answer back.
///
/// A transport moves bytes and knows nothing of SOAP. Every answer of the server, whatever its
/// status, is returned and never thrown. A transport sends a request once: it follows no redirect, repeats
/// nothing, keeps no cookies and answers no authentication challenge.
///
/// Any error other than ``TransportError`` is read as "the request may have been carried out".
public protocol Transport: Sendable {
  /// Sends one request and returns the server's answer.
  ///
  /// - Parameter request: What to send, and the limits the answer has to keep.
  /// - Returns: The answer, of any status.
  /// - Throws: ``TransportError`` when there is no answer within the limits.
  func send(_ request: TransportRequest) async throws -> TransportResponse
}

/// One HTTP request and the limits of its answer.
public struct TransportRequest: Sendable {
  /// Method, scheme, authority, path and header fields.
  public var head: HTTPRequest

  /// The whole body; empty for a request without one.
  public var body: [UInt8]

  /// How long the whole exchange may take, from the call to the last byte of the answer.
  public var timeout: Duration

  /// The most bytes of the answer's body that are accepted, after decompression.
  public var maximumResponseBytes: Int

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - head: Method, scheme, authority, path and header fields.
  ///   - body: The whole body.
  ///   - timeout: How long the whole exchange may take.
  ///   - maximumResponseBytes: The most bytes of body that are accepted, 16 MiB by default.
  public init(
    head: HTTPRequest, body: [UInt8] = [], timeout: Duration = .seconds(60),
    maximumResponseBytes: Int = 16 * 1024 * 1024
  ) {
    self.head = head
    self.body = body
    self.timeout = timeout
    self.maximumResponseBytes = maximumResponseBytes
  }
}

extension TransportRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Method, address and size, and nothing of the body: a password stands in it.
  public var description: String {
    "\(head.method.rawValue) \(head.scheme ?? "")://\(head.authority ?? "")\(head.path ?? ""), \(body.count) bytes"
  }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A server's answer to a ``TransportRequest``.
public struct TransportResponse: Sendable, Hashable {
  /// Status and header fields.
  public var head: HTTPResponse

  /// The whole body, decompressed.
  public var body: [UInt8]

  /// Creates an answer.
  ///
  /// - Parameters:
  ///   - head: Status and header fields.
  ///   - body: The whole body.
  public init(head: HTTPResponse, body: [UInt8] = []) {
    self.head = head
    self.body = body
  }
}

extension Duration {
  /// The nanoseconds, from none to those of about 31 years: a number holds 292 years of them.
  var boundedNanoseconds: Int64 {
    let (seconds, attoseconds) = min(max(self, .zero), .seconds(1_000_000_000)).components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
