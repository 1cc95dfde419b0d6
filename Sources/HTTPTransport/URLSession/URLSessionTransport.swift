/// The default transport, on Foundation's `URLSession`.
///
/// It sends a request once and returns what the server answered: no redirect is followed, no authentication
/// challenge answered, nothing repeated, no cookie, credential or answer kept. Bodies are decompressed.
/// Connections are kept alive and reused. Certificates are checked against the system's trusted ones, and the
/// proxy settings of the environment (on Linux) or the system are honoured.
///
/// HTTP/2 is spoken where an https server agrees to it. A connection carries one request at a time all the same, so that
/// a server that ends it costs no other request.
///
/// A repeat by the caller is safe when ``TransportError/requestMayHaveBeenSent`` is `false` or when the
/// operation itself is safe to repeat.
///
/// An instance may be shared by any number of tasks.
public final class URLSessionTransport: Transport {
  /// How a ``URLSessionTransport`` treats its connections.
  public struct Configuration: Sendable, Hashable {
    /// The most connections that are open to one host at a time, 6 by default.
    ///
    /// Requests beyond that wait for a free connection; the wait counts towards their timeout. Not counted
    /// are requests without a body, each of which has a connection of its own.
    public var maximumConnectionsPerHost: Int

    /// How long a connection may be unused before it is no longer trusted to be alive, 4 seconds by default.
    ///
    /// Choose less than the server's keep-alive time: a connection the server closes while a request is on
    /// its way costs that request, whose fate is then unknown.
    public var idleConnectionLifetime: Duration

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - maximumConnectionsPerHost: The most connections to one host; less than 1 counts as 1.
    ///   - idleConnectionLifetime: How long a connection may be unused and still be used again.
    public init(maximumConnectionsPerHost: Int = 6, idleConnectionLifetime: Duration = .seconds(4)) {
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.idleConnectionLifetime = idleConnectionLifetime
    }
  }

  private let sessions: SessionPool
  private let stopConfirmation: Duration

  /// Creates a transport.
  ///
  /// - Parameter configuration: How connections are treated.
  public convenience init(configuration: Configuration = Configuration()) {
    self.init(configuration: configuration, now: { ContinuousClock.now })
  }

  /// Creates a transport with a clock of the caller's.
  ///
  /// - Parameters:
  ///   - configuration: How connections are treated.
  ///   - stopConfirmation: How long a request that was stopped before any of its body was sent waits for the
  ///     confirmation that it stayed that way. It comes after a few milliseconds; while libcurl reads the system's
  ///     certificates, which it does for the first https request of each session, after 30 to 130, and 630 were seen on a
  ///     busy machine.
  ///   - now: Tells the time by which connections grow idle.
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
  /// The timeout covers everything: waiting for a free connection, connecting, sending, and the answer to
  /// its last byte. Cancelling the calling task ends the call at once, or within the second that it may
  /// take to make sure that nothing was sent. A task that is already cancelled sends nothing.
  ///
  /// On Linux the body of a 3xx answer is lost when its `Location` is missing or not a URL.
  ///
  /// - Parameter request: What to send, and the limits the answer has to keep.
  /// - Returns: The answer, with its body whole and decompressed; the header fields are as they came.
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

  /// Refuses every further request.
  ///
  /// Requests that are on their way are finished. Later ones fail with ``TransportError/Code/closed``,
  /// unsent. A second call does nothing.
  public func close() {
    sessions.close()
  }
}
