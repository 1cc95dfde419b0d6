public import HTTPTypes

/// Carries one HTTP request to a server and its answer back.
///
/// A transport moves bytes and knows nothing about SOAP. It returns every answer of the server, whatever its status,
/// and never throws it. It sends a request once: it follows no redirect, repeats nothing, keeps no cookies and answers
/// no authentication challenge.
///
/// Any error other than ``TransportError`` means "the request may have been carried out".
public protocol Transport: Sendable {
  /// Sends one request and returns the server's answer.
  ///
  /// - Parameter request: The request, with the limits of its answer.
  /// - Returns: The answer, with any status.
  /// - Throws: ``TransportError`` if no answer arrives in time, or the answer is too large.
  func send(_ request: TransportRequest) async throws -> TransportResponse
}

/// One HTTP request and the limits of its answer.
public struct TransportRequest: Sendable {
  /// Method, scheme, authority, path and header fields.
  public var head: HTTPRequest

  /// The whole body; empty for a request without one.
  public var body: [UInt8]

  /// The time limit of the whole exchange, from the call to the last byte of the answer.
  public var timeout: Duration

  /// The maximum size of the answer's body in bytes, after decompression.
  public var maximumResponseBytes: Int

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - head: Method, scheme, authority, path and header fields.
  ///   - body: The whole body.
  ///   - timeout: The time limit of the whole exchange.
  ///   - maximumResponseBytes: The maximum size of the answer's body, 16 MiB by default.
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
  /// Method, address and size, without the body: it contains a password.
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
  /// The nanoseconds, from 0 to about 31 years; the type can hold 292 years.
  package var boundedNanoseconds: Int64 {
    let (seconds, attoseconds) = min(max(self, .zero), .seconds(1_000_000_000)).components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
