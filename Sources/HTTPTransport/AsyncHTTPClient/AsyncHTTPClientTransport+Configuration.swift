#if AsyncHTTPClient
import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression

extension AsyncHTTPClientTransport {
  /// How an ``AsyncHTTPClientTransport`` makes and treats its connections.
  public struct Configuration: Sendable, Hashable {
    /// The maximum number of open connections to one host, 6 by default.
    ///
    /// Further requests wait for a free connection; the wait counts towards their timeout.
    public var maximumConnectionsPerHost: Int

    /// How long a connection may be unused before it is closed, 4 seconds by default.
    ///
    /// Choose less than the server's keep-alive time. If the server closes a connection while a request is under way,
    /// that request fails, and its outcome is unknown.
    public var idleConnectionLifetime: Duration

    /// How long making a connection, or waiting for a free one, may take, 60 seconds by default.
    ///
    /// Making a connection includes TLS and a proxy's answer. A request still ends at its own timeout. If all
    /// connections are busy for this long, it fails with ``TransportError/Code/timedOut``. If no connection can be
    /// made, it fails with ``TransportError/Code/cannotConnect``.
    public var connectTimeout: Duration

    /// The trusted servers, and the client's own certificate.
    public var tls: TLS

    /// The proxy for https requests; `nil`, the default, for none.
    public var proxy: Proxy?

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - maximumConnectionsPerHost: The maximum number of connections to one host; less than 1 counts as 1.
    ///   - idleConnectionLifetime: How long a connection may be unused and still be reused.
    ///   - connectTimeout: How long making a connection, or waiting for one, may take.
    ///   - tls: The trusted servers, and the client's own certificate.
    ///   - proxy: The proxy for https requests.
    public init(
      maximumConnectionsPerHost: Int = 6, idleConnectionLifetime: Duration = .seconds(4),
      connectTimeout: Duration = .seconds(60), tls: TLS = TLS(), proxy: Proxy? = nil
    ) {
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.idleConnectionLifetime = idleConnectionLifetime
      self.connectTimeout = connectTimeout
      self.tls = tls
      self.proxy = proxy
    }
  }
}

extension AsyncHTTPClientTransport.Configuration {
  /// The configuration of the underlying client.
  func clientConfiguration() throws(TransportError) -> HTTPClient.Configuration {
    var result = HTTPClient.Configuration(
      tlsConfiguration: try tls.configuration(), redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(max(connectTimeout, .milliseconds(1)))),
      proxy: try proxy?.clientProxy(),
      // A request's limit counts the decompressed bytes.
      decompression: .enabled(limit: .none))
    result.httpVersion = .http1Only
    // The caller opens spans. Even without a tracer they cost a tenth of a call.
    result.tracing.tracer = nil
    result.http1_1ConnectionDebugInitializer = { ConnectionSetup.apply(to: $0) }
    result.connectionPool.idleTimeout = TimeAmount(max(idleConnectionLifetime, .zero))
    result.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, maximumConnectionsPerHost)
    // Report a wrong address at once, rather than at the end of the timeout.
    result.connectionPool.retryConnectionEstablishment = false
    return result
  }
}
#endif
