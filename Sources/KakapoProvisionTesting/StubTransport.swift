import HTTPTransport
public import KakapoProvision
import Support

/// A transport without a network: a closure answers, and every call is kept.
///
/// A client fetches the service's WSDL before its first call. The stub answers that by itself with the
/// contract that the package knows, and does not keep it.
///
/// ```swift
/// let stub = StubTransport { request in .success(of: request.method) }
/// let portal = try ProvisionClient(
///   credentials: Credentials(userName: "test", password: "test"), transport: stub,
///   latch: MemoryLoginLatch())
/// ```
///
/// Give each test a latch of its own, as above: the default latch is shared by the whole process.
public final class StubTransport: Transport {
  private let respond: @Sendable (TransportRequest) async throws -> TransportResponse
  private let received = Locked<[TransportRequest]>([])

  /// Makes a transport.
  ///
  /// - Parameter respond: Answers a request, or throws what a transport would throw.
  public init(_ respond: @escaping @Sendable (TransportRequest) async throws -> TransportResponse) {
    self.respond = respond
  }

  /// The calls so far, in the order in which they came.
  ///
  /// They hold the credentials of the calls.
  public var requests: [TransportRequest] { received.withLock { $0 } }

  /// Keeps a call and lets the closure answer.
  ///
  /// - Parameter request: The request.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    if request.asksForContract { return .contract() }
    received.withLock { $0.append(request) }
    return try await respond(request)
  }
}
