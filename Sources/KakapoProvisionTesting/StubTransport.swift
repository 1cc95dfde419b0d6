import HTTPTransport
public import KakapoProvision
import Support

/// A transport without a network: a closure answers, and every call is kept.
///
/// A client fetches the service's WSDL before its first call. The stub itself answers that request with the package's
/// contract, and doesn't keep it.
///
/// ```swift
/// let stub = StubTransport { method in method == "GetUserLicenses" ? .licenses([]) : .success }
/// let portal = try ProvisionClient(
///   credentials: Credentials(userName: "test", password: "test"), transport: stub,
///   latch: MemoryLoginLatch())
/// ```
///
/// Give each test its own latch, as above: the whole process shares the default latch.
public final class StubTransport: Transport {
  private let respond: @Sendable (TransportRequest) async throws -> TransportResponse
  private let received = Locked<[TransportRequest]>([])

  /// Makes a transport.
  ///
  /// - Parameter respond: Answers a request, or throws an error as a transport would.
  public init(_ respond: @escaping @Sendable (TransportRequest) async throws -> TransportResponse) {
    self.respond = respond
  }

  /// The calls so far, in order.
  ///
  /// They contain the credentials of the calls.
  public var requests: [TransportRequest] { received.withLock { $0 } }

  /// Keeps a call and returns the closure's answer.
  ///
  /// - Parameter request: The request.
  /// - Returns: The closure's answer.
  /// - Throws: The closure's error.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    if request.asksForContract { return .contract() }
    received.withLock { $0.append(request) }
    return try await respond(request)
  }
}
