import Foundation
import Support

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Hands out sessions, each of which has one connection and one request at a time, and no longer those that were unused
/// for too long.
///
/// One session for all would keep its connections to itself: which of them is old, nobody outside could tell. And
/// where a server agrees to HTTP/2, as libcurl offers, all requests would share one connection: when the server ends it in
/// good order, libcurl on Debian 12 loses all that are on their way.
final class SessionPool: Sendable {
  /// A request and who waits for its answer.
  private struct Turn {
    let request: URLRequest
    let exchange: URLSessionExchange
  }

  /// The sessions for one scheme, host and port.
  private struct Host {
    /// Those whose connection is unused, and since when; the one that was used last is at the end.
    var unused: [(session: URLSession, since: ContinuousClock.Instant)] = []
    /// How many have a request.
    var running = 0
    private var waiting: [Turn] = []
    private var nextWaiting = 0

    /// Lets a request go, or wait for its turn.
    ///
    /// - Returns: Whether it may go.
    mutating func admit(_ turn: Turn, limit: Int) -> Bool {
      guard running < limit else {
        waiting.append(turn)
        return false
      }
      running += 1
      return true
    }

    /// The next one who still waits.
    mutating func takeWaiting() -> Turn? {
      while nextWaiting < waiting.count {
        let turn = waiting[nextWaiting]
        nextWaiting += 1
        // Now and then, so that a long queue is not moved up for each.
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

  /// Sends a request; what becomes of it is told to the exchange.
  func start(_ request: URLRequest, for exchange: URLSessionExchange) {
    URLSessionQueues.control.async { self.begin(Turn(request: request, exchange: exchange)) }
  }

  /// Lets running and waiting requests finish and takes no more.
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
      // It was stopped meanwhile, and the task never runs.
      task.cancel()
      if let host { endTurn(of: session, of: host) }
      return
    }
    (session.delegate as? SessionDelegate)?.register(turn.exchange, for: task)
    task.resume()
  }

  /// The session whose connection was used last, if that is not too long ago, or a new one.
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

  /// The connection of a session is unused: the next one who waits gets it.
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

  /// A session that keeps nothing but its connection.
  private static func sessionConfiguration() -> URLSessionConfiguration {
    let result = URLSessionConfiguration.ephemeral
    result.httpMaximumConnectionsPerHost = 1
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
