import Foundation
import Support

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Hands out sessions, each with one connection and one request at a time, and drops those that were unused for too
/// long.
///
/// A single session for all requests would hide which of its connections are old. If a server agrees to HTTP/2, which
/// libcurl offers, all requests would also share one connection. When the server ends it properly, libcurl on Debian 12
/// loses all requests under way.
final class SessionPool: Sendable {
  /// A request, and the exchange that waits for its answer.
  private struct Turn {
    let request: URLRequest
    let exchange: URLSessionExchange
  }

  /// The sessions for one scheme, host and port.
  private struct Host {
    /// Those whose connection is unused, and since when; the most recently used one is last.
    var unused: [(session: URLSession, since: ContinuousClock.Instant)] = []
    /// The number of sessions with a request.
    var running = 0
    private var waiting: [Turn] = []
    private var nextWaiting = 0

    /// Admits a request, or makes it wait for its turn.
    ///
    /// - Returns: Whether it is admitted.
    mutating func admit(_ turn: Turn, limit: Int) -> Bool {
      guard running < limit else {
        waiting.append(turn)
        return false
      }
      running += 1
      return true
    }

    /// The next request that still waits.
    mutating func takeWaiting() -> Turn? {
      while nextWaiting < waiting.count {
        let turn = waiting[nextWaiting]
        nextWaiting += 1
        // Only occasionally, so that a long queue isn't moved for each request.
        if nextWaiting * 2 > waiting.count {
          waiting.removeFirst(nextWaiting)
          nextWaiting = 0
        }
        if turn.exchange.isWaiting { return turn }
      }
      return nil
    }
  }

  private struct State {
    var hosts: [String: Host] = [:]
    var isClosed = false
  }

  private let state = Locked(State())
  private let configuration: URLSessionTransport.Configuration
  private let now: @Sendable () -> ContinuousClock.Instant

  init(
    configuration: URLSessionTransport.Configuration, now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.configuration = configuration
    self.now = now
  }

  /// Sends a request; the exchange receives the result.
  func start(_ request: URLRequest, for exchange: URLSessionExchange) {
    URLSessionQueues.control.async { self.begin(Turn(request: request, exchange: exchange)) }
  }

  /// Lets running and waiting requests finish, and accepts no more.
  func close() {
    let unused = state.withLock { state in
      state.isClosed = true
      return state.hosts.keys.flatMap { host in
        let unused = state.hosts[host]?.unused.map(\.session) ?? []
        state.hosts[host]?.unused = []
        return unused
      }
    }
    for session in unused { session.finishTasksAndInvalidate() }
  }

  // MARK: On the control queue

  private func begin(_ turn: Turn) {
    guard turn.exchange.isWaiting else { return }
    let host = turn.exchange.request.origin
    let limit = max(1, configuration.maximumConnectionsPerHost)
    let isAlone = turn.exchange.request.needsConnectionOfItsOwn
    let (isClosed, isFirst) = state.withLock { state in
      guard !state.isClosed, !isAlone else { return (state.isClosed, !state.isClosed) }
      return (false, state.hosts[host, default: Host()].admit(turn, limit: limit))
    }
    if isClosed {
      turn.exchange.fail(.transportClosed)
    } else if isFirst, isAlone {
      let session = makeSession(of: nil)
      send(turn, on: session, of: nil)
      session.finishTasksAndInvalidate()
    } else if isFirst {
      send(turn, on: freshSession(of: host), of: host)
    }
  }

  private func send(_ turn: Turn, on session: URLSession, of host: String?) {
    let task = session.dataTask(with: turn.request)
    guard turn.exchange.begin(task) else {
      // It was stopped meanwhile; the task never runs.
      task.cancel()
      if let host { endTurn(of: session, of: host) }
      return
    }
    (session.delegate as? SessionDelegate)?.register(turn.exchange, for: task)
    task.resume()
  }

  /// The session whose connection was used last, if it is recent enough, or a new one.
  private func freshSession(of host: String) -> URLSession {
    let now = now()
    let (kept, old) = state.withLock { state -> (URLSession?, [URLSession]) in
      let unused = state.hosts[host]?.unused ?? []
      let old = unused.prefix { $0.since.duration(to: now) > configuration.idleConnectionLifetime }
      state.hosts[host]?.unused.removeFirst(old.count)
      return (state.hosts[host]?.unused.popLast()?.session, old.map(\.session))
    }
    for session in old { session.finishTasksAndInvalidate() }
    return kept ?? makeSession(of: host)
  }

  // MARK: On any queue

  /// Makes a session's connection available: the next waiting request gets it.
  private func endTurn(of session: URLSession, of host: String) {
    let (turn, isOver) = state.withLock { state -> (Turn?, Bool) in
      if let turn = state.hosts[host]?.takeWaiting() { return (turn, false) }
      state.hosts[host]?.running -= 1
      if !state.isClosed { state.hosts[host]?.unused.append((session, now())) }
      return (nil, state.isClosed)
    }
    guard turn != nil || isOver else { return }
    URLSessionQueues.control.async {
      if let turn { self.send(turn, on: session, of: host) } else { session.finishTasksAndInvalidate() }
    }
  }

  private func makeSession(of host: String?) -> URLSession {
    let delegate = SessionDelegate { [self] session in
      if let host { endTurn(of: session, of: host) }
    }
    return URLSession(
      configuration: Self.sessionConfiguration(), delegate: delegate, delegateQueue: Self.delegateQueue())
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

  /// The configuration of a session that keeps only its connection.
  private static func sessionConfiguration() -> URLSessionConfiguration {
    let result = URLSessionConfiguration.ephemeral
    result.httpMaximumConnectionsPerHost = 1
    result.urlCache = nil
    result.requestCachePolicy = .reloadIgnoringLocalCacheData
    result.urlCredentialStorage = nil
    // On Linux, any one of these three keeps cookies.
    result.httpCookieStorage = nil
    result.httpShouldSetCookies = false
    result.httpCookieAcceptPolicy = .never
    result.timeoutIntervalForResource = URLRequestBuilder.disabledTimeout
    return result
  }
}
