extension CURLTransport {
  /// How a ``CURLTransport`` makes and treats its connections.
  public struct Configuration: Sendable, Hashable {
    /// The maximum number of open connections to one host, 8 by default.
    ///
    /// Further requests wait for a free connection; the wait counts towards their timeout.
    public var maximumConnectionsPerHost: Int

    /// How long a connection may be unused before it is closed, 4 seconds by default.
    ///
    /// Choose less than the server's keep-alive time. If the server closes a connection while a request is under way,
    /// that request fails, and its outcome is unknown. The process keeps the file descriptor of a closed connection
    /// until the next request.
    public var idleConnectionLifetime: Duration

    /// How long making a connection may take, 60 seconds by default.
    ///
    /// It includes finding the host's address, TLS and a proxy's answer. After that, a request fails with
    /// `TransportError.Code.cannotConnect`, unsent. A request still ends at its own timeout.
    public var connectTimeout: Duration

    /// The trusted servers, and the client's own certificate.
    public var tls: TLS

    /// The proxy; by default the one of the environment.
    public var proxy: ProxyChoice

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - maximumConnectionsPerHost: The maximum number of connections to one host; less than 1 counts as 1.
    ///   - idleConnectionLifetime: How long a connection may be unused and still be reused.
    ///   - connectTimeout: How long making a connection may take.
    ///   - tls: The trusted servers, and the client's own certificate.
    ///   - proxy: The proxy.
    public init(
      maximumConnectionsPerHost: Int = 8, idleConnectionLifetime: Duration = .seconds(4),
      connectTimeout: Duration = .seconds(60), tls: TLS = TLS(), proxy: ProxyChoice = .environment
    ) {
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.idleConnectionLifetime = idleConnectionLifetime
      self.connectTimeout = connectTimeout
      self.tls = tls
      self.proxy = proxy
    }
  }
}
