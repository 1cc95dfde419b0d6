/// The default transport, on Foundation's `URLSession`.
///
/// It sends a request once and returns the server's answer. It follows no redirect, answers no authentication
/// challenge, repeats nothing, and keeps no cookie, credential or answer. It decompresses bodies. It keeps connections
/// alive and reuses them. It checks certificates against the system's trusted ones, and uses the proxy settings of the
/// environment (on Linux) or the system.
///
/// It uses HTTP/2 if an https server agrees to it. Even then, a connection carries one request at a time, so that a
/// server that ends a connection costs no other request.
///
/// The caller can safely repeat a request if ``TransportError/requestMayHaveBeenSent`` is `false`, or if the operation
/// itself is safe to repeat.
///
/// Any number of tasks may share an instance.
public final class URLSessionTransport: Transport {
  /// How a ``URLSessionTransport`` uses its connections.
  public struct Configuration: Sendable, Hashable {
    /// The maximum number of open connections to one host, 6 by default.
    ///
    /// Further requests wait for a free connection; the wait counts towards their timeout. Requests without a body
    /// don't count: each has its own connection.
    public var maximumConnectionsPerHost: Int

    /// The longest time that an unused connection is kept for the next request; 4 seconds by default.
    ///
    /// Choose less than the server's keep-alive time. If the server closes a connection while a request is under way,
    /// that request fails, and its outcome is unknown.
    public var idleConnectionLifetime: Duration

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - maximumConnectionsPerHost: The maximum number of connections to one host; less than 1 counts as 1.
    ///   - idleConnectionLifetime: How long a connection may be unused and still be reused.
    public init(maximumConnectionsPerHost: Int = 6, idleConnectionLifetime: Duration = .seconds(4)) {
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.idleConnectionLifetime = idleConnectionLifetime
    }
  }

  private let sessions: SessionPool
  private let stopConfirmation: Duration

  /// Creates a transport.
  ///
  /// - Parameter configuration: How to use connections.
  public convenience init(configuration: Configuration = Configuration()) {
    self.init(configuration: configuration, now: { ContinuousClock.now })
  }

  /// Creates a transport with the caller's clock.
  ///
  /// - Parameters:
  ///   - configuration: How to use connections.
  ///   - stopConfirmation: How long a stopped request waits for the confirmation that none of its body was sent. The
  ///     confirmation usually takes a few milliseconds. It takes 30 to 130 while libcurl reads the system's
  ///     certificates, for the first https request of each session; 630 were seen on a busy machine.
  ///   - now: Returns the time that is used to find idle connections.
  package init(
    configuration: Configuration = Configuration(), stopConfirmation: Duration = .seconds(1),
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.sessions = SessionPool(configuration: configuration, now: now)
    self.stopConfirmation = stopConfirmation
  }

  deinit {
    sessions.close()
  }

  /// Sends one request and returns the server's answer, whatever its status.
  ///
  /// The timeout covers everything: waiting for a free connection, connecting, sending, and the answer to its last
  /// byte. If the calling task is cancelled, the call ends at once, or within the second that it may take to make sure
  /// that nothing was sent. A task that is already cancelled sends nothing.
  ///
  /// On Linux the body of a 3xx answer is lost if its `Location` is missing or isn't a URL.
  ///
  /// - Parameter request: The request, with the limits of its answer.
  /// - Returns: The answer, with its complete, decompressed body and its original header fields.
  /// - Throws: ``TransportError``.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    let builder = URLRequestBuilder(request)
    let urlRequest = try builder.urlRequest()
    guard !Task.isCancelled else { throw TransportError.cancelledBeforeItWasSent }
    let exchange = URLSessionExchange(
      request, proxy: builder.proxy(of: urlRequest), stopConfirmation: stopConfirmation)
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchange.open(continuation)
        sessions.start(urlRequest, for: exchange)
      }
    } onCancel: {
      exchange.stop(.cancelled)
    }
    return try exchange.takeAnswer()
  }

  /// Refuses all further requests.
  ///
  /// Requests under way are completed. Later ones fail with ``TransportError/Code/closed``, unsent. A second call has
  /// no effect.
  public func close() {
    sessions.close()
  }
}
