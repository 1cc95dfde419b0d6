#if AsyncHTTPClient
import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import NIOPosix
import Support

/// A transport on AsyncHTTPClient, for high load, private certificates and servers that misbehave.
///
/// It requires the package trait `AsyncHTTPClient`. It follows the same rules as ``URLSessionTransport``: it sends a
/// request once and returns the server's answer. It follows no redirect, answers no authentication challenge, repeats
/// nothing, and keeps no cookie or answer. It uses only HTTP/1.1. It decompresses bodies in `gzip` or `deflate` and
/// refuses other codings. It keeps connections alive and reuses them. It does *not* use the proxy settings of the
/// environment: see ``Proxy``. It opens no span with a tracer of the app.
///
/// The caller can safely repeat a request if ``TransportError/requestMayHaveBeenSent`` is `false`, or if the operation
/// itself is safe to repeat.
///
/// Any number of tasks may share an instance.
public final class AsyncHTTPClientTransport: Transport {
  private let client: HTTPClient
  private let loop: any EventLoop
  /// Sends plain http without the proxy; `nil` if no proxy is configured.
  private let directClient: HTTPClient?
  /// The proxy for https, as named in errors.
  private let proxy: NamedProxy?
  private let activity: TransportActivity
  private let lastTemplate = Locked<RequestTemplate?>(nil)

  /// Creates a transport.
  ///
  /// - Parameter configuration: How to make and use connections.
  /// - Throws: ``TransportError`` with ``TransportError/Code/invalidRequest`` if a certificate or a key can't be read,
  ///   or a proxy can't be used.
  public init(configuration: Configuration = Configuration()) throws(TransportError) {
    let settings = try configuration.clientConfiguration()
    // All requests of a transport use one loop: without thread changes, it is known exactly which bytes have been sent.
    // A second loop with half of the connections gains almost nothing on two processors. A request could also wait
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
  /// The timeout covers everything: waiting for a free connection, connecting, sending, and the answer to its last
  /// byte. If the calling task is cancelled, the call ends at once. A task that is already cancelled sends nothing. If
  /// a connection can't be made, all requests that wait for one fail, unsent.
  ///
  /// - Parameter request: The request, with the limits of its answer.
  /// - Returns: The answer, with its complete, decompressed body and its original header fields.
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
    // For an IP address, a certificate is compared with the address of the connection, which is the proxy's.
    guard let host = request.url.host(), (try? SocketAddress(ipAddress: host, port: 0)) == nil else {
      throw .invalid(
        "the certificate of an IP address cannot be verified through a proxy; the host's name is needed")
    }
    return client
  }

  /// Refuses all further requests.
  ///
  /// Requests under way are completed. Later ones fail with ``TransportError/Code/closed``, unsent. A second call has
  /// no effect.
  public func close() {
    activity.close()
  }
}

extension AsyncHTTPClientTransport: CustomReflectable {
  /// A mirror without children: the proxy's password is one of them.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension NIODeadline {
  /// A time from now, at most about 31 years.
  fileprivate static func after(_ duration: Duration) -> NIODeadline {
    .now() + .nanoseconds(duration.boundedNanoseconds)
  }
}
#endif
