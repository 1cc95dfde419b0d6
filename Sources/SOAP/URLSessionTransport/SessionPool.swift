import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Hands out tasks of a session whose connections can be trusted, and replaces the session when they cannot.
final class SessionPool: Sendable {
  private struct State {
    var current: PooledSession?
    var isClosed = false
  }

  /// Guards the current session: creating a task on an invalidated session traps, so both happen under this
  /// lock.
  private let state = Locked(State())
  private let configuration: URLSessionTransport.Configuration
  private let now: @Sendable () -> ContinuousClock.Instant

  init(
    configuration: URLSessionTransport.Configuration, now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.configuration = configuration
    self.now = now
  }

  /// Sends a request; what becomes of it is told to the exchange.
  func start(_ request: URLRequest, for exchange: URLSessionExchange) {
    URLSessionQueues.control.async {
      guard exchange.isWaiting else { return }
      guard let task = self.makeTask(request, for: exchange) else {
        exchange.fail(.transportClosed)
        return
      }
      if exchange.begin(task) {
        task.resume()
      } else {
        task.cancel()
      }
    }
  }

  /// Lets running tasks finish and makes no more.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.current?.session.finishTasksAndInvalidate()
      state.current = nil
    }
  }

  private func makeTask(_ request: URLRequest, for exchange: URLSessionExchange) -> URLSessionDataTask? {
    state.withLock { state in
      guard !state.isClosed else { return nil }
      guard !exchange.request.needsConnectionOfItsOwn else {
        let single = PooledSession(configuration: configuration, now: now)
        defer { single.session.finishTasksAndInvalidate() }
        return single.makeTask(request, for: exchange)
      }
      if let current = state.current, !current.isIdle(longerThan: configuration.idleConnectionLifetime) {
        return current.makeTask(request, for: exchange)
      }
      state.current?.session.finishTasksAndInvalidate()
      let fresh = PooledSession(configuration: configuration, now: now)
      state.current = fresh
      return fresh.makeTask(request, for: exchange)
    }
  }
}

/// A session and the delegate that serves it.
private struct PooledSession {
  let session: URLSession
  private let delegate: SessionDelegate

  init(
    configuration: URLSessionTransport.Configuration, now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    delegate = SessionDelegate(now: now)
    session = URLSession(
      configuration: Self.sessionConfiguration(for: configuration), delegate: delegate,
      delegateQueue: Self.delegateQueue())
  }

  /// Whether a connection of this session may have been unused for longer than a time.
  func isIdle(longerThan lifetime: Duration) -> Bool {
    delegate.isIdle(longerThan: lifetime)
  }

  func makeTask(_ request: URLRequest, for exchange: URLSessionExchange) -> URLSessionDataTask {
    let task = session.dataTask(with: request)
    delegate.register(exchange, for: task)
    return task
  }

  private static func delegateQueue() -> OperationQueue {
    #if canImport(FoundationNetworking)
    ImmediateQueue()
    #else
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    return queue
    #endif
  }

  /// A session that keeps nothing but connections.
  private static func sessionConfiguration(
    for configuration: URLSessionTransport.Configuration
  ) -> URLSessionConfiguration {
    let result = URLSessionConfiguration.ephemeral
    result.httpMaximumConnectionsPerHost = max(1, configuration.maximumConnectionsPerHost)
    result.urlCache = nil
    result.requestCachePolicy = .reloadIgnoringLocalCacheData
    result.urlCredentialStorage = nil
    // On Linux any one of the three left on keeps cookies.
    result.httpCookieStorage = nil
    result.httpShouldSetCookies = false
    result.httpCookieAcceptPolicy = .never
    result.timeoutIntervalForResource = URLRequestBuilder.disabledTimeout
    return result
  }
}
