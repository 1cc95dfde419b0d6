#if AsyncHTTPClient
import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import NIOPosix
import Support

/// A transport on AsyncHTTPClient, for load, private certificates and servers that misbehave.
///
/// It is there with the package trait `AsyncHTTPClient`. It keeps the same rules as ``URLSessionTransport``: a
/// request is sent once and the server's answer returned, no redirect is followed, no authentication challenge
/// answered, nothing repeated, no cookie or answer kept; HTTP/1.1 only. Bodies in `gzip` or `deflate` are
/// decompressed, other codings refused. Connections are kept alive and reused. The proxy settings of the
/// environment are *not* honoured: see ``Proxy``. No span is opened with a tracer of the app.
///
/// A repeat by the caller is safe when ``TransportError/requestMayHaveBeenSent`` is `false` or when the
/// operation itself is safe to repeat.
///
/// An instance may be shared by any number of tasks.
public final class AsyncHTTPClientTransport: Transport {
  private let client: HTTPClient
  private let loop: any EventLoop
  /// For plain http, which never goes through a proxy; `nil` if there is no proxy.
  private let directClient: HTTPClient?
  /// The proxy for https, as errors name it.
  private let proxy: NamedProxy?
  private let activity: TransportActivity
  private let lastTemplate = Locked<RequestTemplate?>(nil)

  /// Creates a transport.
  ///
  /// - Parameter configuration: How connections are made and treated.
  /// - Throws: ``TransportError`` with ``TransportError/Code/invalidRequest`` if a certificate or a key cannot
  ///   be read or a proxy cannot be used.
  public init(configuration: Configuration = Configuration()) throws(TransportError) {
    let settings = try configuration.clientConfiguration()
    // All requests of a transport on one loop: no hop between threads, and what has been sent is known exactly.
    // A second loop with half of the connections brings next to nothing on two processors, and a request could wait
    // behind a slow one while the other loop has a free connection.
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let client = HTTPClient(eventLoopGroup: loop, configuration: settings)
    self.client = client
    self.loop = loop
    proxy = configuration.proxy.map { NamedProxy(host: $0.host, port: $0.port) }
    directClient = configuration.proxy.map { _ in
      var direct = settings
      direct.proxy = nil
      return HTTPClient(eventLoopGroup: loop, configuration: direct)
    }
    let clients = [client] + (directClient.map { [$0] } ?? [])
    activity = TransportActivity {
      for client in clients { client.shutdown(queue: .global()) { _ in } }
    }
  }

  deinit {
    activity.close()
  }

  /// Sends one request and returns the server's answer, whatever its status.
  ///
  /// The timeout covers everything: waiting for a free connection, connecting, sending, and the answer to
  /// its last byte. Cancelling the calling task ends the call at once. A task that is already cancelled
  /// sends nothing. When a connection cannot be made, all requests that wait for one fail, unsent.
  ///
  /// - Parameter request: What to send, and the limits the answer has to keep.
  /// - Returns: The answer, with its body whole and decompressed; the header fields are as they came.
  /// - Throws: ``TransportError``.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    let template = try template(for: request)
    let client = try client(for: template.request)
    guard !Task.isCancelled else { throw TransportError.cancelledBeforeItWasSent }
    guard activity.begin() else { throw TransportError.transportClosed }
    defer { activity.end() }
    let exchange = AsyncHTTPExchange(
      request, proxy: template.request.useTLS ? proxy : nil, deadline: .after(request.timeout))
    do {
      return try await exchange.answer(to: exchange.request(from: template), through: client, on: loop)
    } catch {
      throw exchange.transportError(for: error)
    }
  }

  private func template(for request: TransportRequest) throws(TransportError) -> RequestTemplate {
    try request.checkFraming()
    if let last = lastTemplate.withLock({ $0 }), last.fits(request.head) { return last }
    let template = try RequestTemplate(for: request)
    lastTemplate.withLock { $0 = template }
    return template
  }

  private func client(for request: HTTPClient.Request) throws(TransportError) -> HTTPClient {
    guard let directClient else { return client }
    guard request.useTLS else { return directClient }
    // The name in a certificate is compared with an address by the address of the connection, which is the proxy's.
    guard let host = request.url.host(), (try? SocketAddress(ipAddress: host, port: 0)) == nil else {
      throw .invalid(
        "the certificate of an IP address cannot be verified through a proxy; the host's name is needed")
    }
    return client
  }

  /// Refuses every further request.
  ///
  /// Requests that are on their way are finished. Later ones fail with ``TransportError/Code/closed``,
  /// unsent. A second call does nothing.
  public func close() {
    activity.close()
  }
}

extension AsyncHTTPClientTransport: CustomReflectable {
  /// A mirror without children: the proxy's password is among them.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension NIODeadline {
  /// A time from now, at most about 31 years.
  fileprivate static func after(_ duration: Duration) -> NIODeadline {
    .now() + .nanoseconds(duration.boundedNanoseconds)
  }
}
#endif
