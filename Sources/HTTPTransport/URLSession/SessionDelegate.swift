import Foundation
import Support

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes what happens to a session's tasks on to their exchanges.
///
/// On Linux everything is called on the work queue that all sessions of the process share, elsewhere on a serial
/// queue of the session. Nothing here waits, and nothing cancels a task: both can stop all HTTP of the process.
final class SessionDelegate: NSObject, URLSessionDataDelegate {
  private let exchanges = Locked<[Int: URLSessionExchange]>([:])
  private let didComplete: @Sendable (URLSession) -> Void

  /// - Parameter didComplete: Told when a task with an exchange is over.
  init(didComplete: @escaping @Sendable (URLSession) -> Void) {
    self.didComplete = didComplete
  }

  func register(_ exchange: URLSessionExchange, for task: URLSessionTask) {
    exchanges.withLock { $0[task.taskIdentifier] = exchange }
  }

  private func exchange(of task: URLSessionTask) -> URLSessionExchange? {
    exchanges.withLock { $0[task.taskIdentifier] }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    exchange(of: dataTask)?.receive(response, of: dataTask)
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    exchange(of: dataTask)?.receive(data)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let exchange = exchanges.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
    // First, so that who has the answer and sends the next request finds the connection unused.
    didComplete(session)
    exchange.complete(with: error, of: task)
  }

  /// Follows no redirect: without a new request the redirect itself is the answer.
  ///
  /// A task that is cancelled anyway gets none.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    guard let exchange = exchange(of: task), exchange.mayEndWithRedirect() else { return }
    completionHandler(nil)
  }

  /// Asked on Linux when the engine wants to send a body again, on a new connection after a reused one died.
  ///
  /// The server may have got the first one. The handler has to be called, because the shared queue waits
  /// for it; without a stream the repeat carries headers at most, and it is cancelled at once.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    exchange(of: task)?.loseConnection()
    completionHandler(nil)
  }

  /// Answers no challenge to authenticate; whether to trust the server is left to the system.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    #if canImport(FoundationNetworking)
    // Here the challenge comes after the whole answer, and default handling would never complete the task.
    exchange(of: task)?.complete(with: nil, of: task)
    // It cancels the task inside the handler.
    URLSessionQueues.control.async { completionHandler(.cancelAuthenticationChallenge, nil) }
    #else
    completionHandler(.performDefaultHandling, nil)
    #endif
  }
}
