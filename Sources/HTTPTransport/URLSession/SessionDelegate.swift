import Foundation
import Support

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes the events of a session's tasks to their exchanges.
///
/// On Linux everything runs on the work queue that all sessions of the process share, elsewhere on a serial queue of
/// the session. The delegate never waits and never cancels a task: both can stop all HTTP of the process.
final class SessionDelegate: NSObject, URLSessionDataDelegate {
  private let exchanges = Locked<[Int: URLSessionExchange]>([:])
  private let didComplete: @Sendable (URLSession) -> Void

  /// - Parameter didComplete: Called when a task with an exchange is over.
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
    // First, so that a caller that has the answer and sends the next request finds the connection unused.
    didComplete(session)
    exchange.complete(with: error, of: task)
  }

  /// Follows no redirect: without a new request, the redirect itself is the answer.
  ///
  /// If the task is being cancelled anyway, the handler isn't called.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    guard let exchange = exchange(of: task), exchange.mayEndWithRedirect() else { return }
    completionHandler(nil)
  }

  /// Called on Linux when the engine wants to send a body again, on a new connection after a reused one died.
  ///
  /// The server may have received the first body. The handler must be called, because the shared queue waits for it.
  /// Without a stream, the repeat sends at most the headers, and is cancelled at once.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    exchange(of: task)?.loseConnection()
    completionHandler(nil)
  }

  /// Answers no authentication challenge; the system decides whether to trust the server.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    #if canImport(FoundationNetworking)
    // Here the challenge comes after the whole answer, and the default handling would never complete the task.
    exchange(of: task)?.complete(with: nil, of: task)
    // The handler cancels the task.
    URLSessionQueues.control.async { completionHandler(.cancelAuthenticationChallenge, nil) }
    #else
    completionHandler(.performDefaultHandling, nil)
    #endif
  }
}
