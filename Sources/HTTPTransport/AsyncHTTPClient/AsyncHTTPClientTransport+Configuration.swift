#if AsyncHTTPClient
import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression

extension AsyncHTTPClientTransport {
  /// How an ``AsyncHTTPClientTransport`` makes and treats its connections.
  public struct Configuration: Sendable, Hashable {
    /// The most connections that are open to one host at a time, 6 by default.
    ///
    /// Requests beyond that wait for a free connection; the wait counts towards their timeout.
    public var maximumConnectionsPerHost: Int

    /// How long a connection may be unused before it is closed, 4 seconds by default.
    ///
    /// Choose less than the server's keep-alive time: a connection the server closes while a request is on
    /// its way costs that request, whose fate is then unknown.
    public var idleConnectionLifetime: Duration

    /// How long making a connection may take, TLS and a proxy's answer included, and how long a request waits for
    /// a free one, 60 seconds by default.
    ///
    /// A request ends at its own timeout all the same. It is told as ``TransportError/Code/timedOut`` when all
    /// connections are busy for so long, and as ``TransportError/Code/cannotConnect`` when none can be made.
    public var connectTimeout: Duration

    /// Which servers are trusted, and how the client proves who it is.
    public var tls: TLS

    /// The proxy through which https requests go; `nil`, the default, for none.
    public var proxy: Proxy?

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - maximumConnectionsPerHost: The most connections to one host; less than 1 counts as 1.
    ///   - idleConnectionLifetime: How long a connection may be unused and still be used again.
    ///   - connectTimeout: How long making a connection, or waiting for one, may take.
    ///   - tls: Which servers are trusted, and how the client proves who it is.
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
  /// The same in the client's terms.
  func clientConfiguration() throws(TransportError) -> HTTPClient.Configuration {
    var result = HTTPClient.Configuration(
      tlsConfiguration: try tls.configuration(), redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(max(connectTimeout, .milliseconds(1)))),
      proxy: try proxy?.clientProxy(),
      // The limit of a request counts what comes out of the decompression.
      decompression: .enabled(limit: .none))
    result.httpVersion = .http1Only
    // Spans are the caller's to open; even without a tracer they cost a tenth of a call.
    result.tracing.tracer = nil
    result.http1_1ConnectionDebugInitializer = { ConnectionSetup.apply(to: $0) }
    result.connectionPool.idleTimeout = TimeAmount(max(idleConnectionLifetime, .zero))
    result.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, maximumConnectionsPerHost)
    // A wrong address is to be told at once, and not at the end of the timeout.
    result.connectionPool.retryConnectionEstablishment = false
    return result
  }
}
#endif
