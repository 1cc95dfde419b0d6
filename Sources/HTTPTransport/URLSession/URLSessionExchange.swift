import Foundation
import HTTPTypes
import Support

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request under way: collects the answer and resumes the caller exactly once.
final class URLSessionExchange: Sendable {
  private enum Phase {
    /// No task has been started, so nothing can have been sent.
    case waiting
    case running(URLSessionTask)
    /// Stopped before any of the body was sent; the task's end will confirm that.
    case stopping(URLSessionTask, TransportError.Code)
    /// The caller takes the result from here and removes it, because Foundation may keep the exchange.
    ///
    /// The continuation doesn't carry the result. If it is resumed before its task waits for it, it passes a value in
    /// order, but the thread sanitizer doesn't see that.
    case finished(Result<TransportResponse, TransportError>?)
  }

  private struct State {
    var phase = Phase.waiting
    var continuation: CheckedContinuation<Void, Never>?
    var deadline: Deadline?
    /// The number of heads received; the first one may be a proxy's.
    var heads = 0
    /// The capacity to reserve when the first bytes of the body arrive.
    var bodyCapacity = 0
    var body: [UInt8] = []
    var isTooLarge = false
    /// Whether a redirect was answered: the task ends with it, and must not be cancelled after that.
    var isRedirected = false

    /// Ends the exchange, unless it has ended.
    ///
    /// - Returns: The actions to perform without the lock.
    mutating func end(with result: Result<TransportResponse, TransportError>) -> Ending? {
      if case .finished = phase { return nil }
      defer {
        phase = .finished(result)
        body = []
        continuation = nil
        deadline = nil
      }
      return Ending(continuation: continuation, deadline: deadline)
    }
  }

  /// The actions to perform when an exchange has ended.
  private struct Ending {
    let continuation: CheckedContinuation<Void, Never>?
    let deadline: Deadline?

    func tell() {
      deadline?.cancel()
      continuation?.resume()
    }
  }

  private let state = Locked(State())
  /// The parts of the request that matter here.
  let request: RequestSummary
  private let timeout: Duration
  private let maximumResponseBytes: Int
  private let stopConfirmation: Duration

  init(_ request: TransportRequest, proxy: NamedProxy?, stopConfirmation: Duration) {
    self.request = RequestSummary(request, proxy: proxy)
    timeout = request.timeout
    maximumResponseBytes = request.maximumResponseBytes
    self.stopConfirmation = stopConfirmation
  }

  // MARK: From the caller

  /// Stores the continuation to resume at the end, and starts the deadline.
  func open(_ continuation: CheckedContinuation<Void, Never>) {
    let isOver = state.withLock { state in
      // It was stopped before it was opened.
      if case .finished = state.phase { return true }
      state.continuation = continuation
      state.deadline = Deadline(after: timeout) { [weak self] in self?.stop(.timedOut) }
      return false
    }
    if isOver { continuation.resume() }
  }

  /// Takes the result of the exchange, once.
  ///
  /// - Returns: The answer.
  /// - Throws: `TransportError`.
  func takeAnswer() throws(TransportError) -> TransportResponse {
    let result = state.withLock { state -> Result<TransportResponse, TransportError>? in
      guard case .finished(let result) = state.phase else { return nil }
      state.phase = .finished(nil)
      return result
    }
    guard let result else {
      throw TransportError(
        .connectionLost, requestMayHaveBeenSent: true, reason: "the exchange was abandoned")
    }
    return try result.get()
  }

  /// Ends the exchange because its deadline passed or the caller cancelled.
  func stop(_ code: TransportError.Code) {
    let (ending, task) = state.withLock { state -> (Ending?, URLSessionTask?) in
      switch state.phase {
      case .waiting:
        // Under the lock, so that no task begins after the error says that nothing was sent.
        return (state.end(with: .failure(stopError(code, mayHaveBeenSent: false))), nil)
      case .running(let task) where mayHaveBeenSent(by: task):
        return (state.end(with: .failure(stopError(code, mayHaveBeenSent: true))), task)
      case .running(let task):
        state.phase = .stopping(task, code)
        // The first deadline has fired, or no longer matters.
        state.deadline?.cancel()
        state.deadline = Deadline(after: stopConfirmation) { [weak self] in
          guard let self else { return }
          fail(stopError(code, mayHaveBeenSent: true))
        }
        return (nil, task)
      case .stopping, .finished: return (nil, nil)
      }
    }
    ending?.tell()
    if let task { cancel(task) }
  }

  // MARK: From the pool

  /// Whether the exchange still needs a task.
  var isWaiting: Bool {
    state.withLock { state in
      guard case .waiting = state.phase else { return false }
      return true
    }
  }

  /// Stores the task that carries the request.
  ///
  /// - Returns: `false` if the exchange has ended in the meantime; then the task must not be resumed.
  func begin(_ task: URLSessionTask) -> Bool {
    state.withLock { state in
      guard case .waiting = state.phase else { return false }
      state.phase = .running(task)
      return true
    }
  }

  // MARK: From the delegate

  func receive(_ response: URLResponse, of task: URLSessionTask) {
    state.withLock { $0.heads += 1 }
    // Before anything is sent, it is a proxy's answer, whose body isn't delivered; an interim answer has no body.
    guard let response = response as? HTTPURLResponse, response.statusCode >= 200, mayHaveBeenSent(by: task)
    else { return }
    let contentLength = response.value(forHTTPHeaderField: "Content-Length")
    guard let capacity = request.bodyCapacity(contentLength: contentLength, atMost: maximumResponseBytes)
    else { return failTooLarge() }
    state.withLock { $0.bodyCapacity = capacity }
  }

  /// Whether the task may end with a redirect from the server.
  ///
  /// Foundation on Linux traps if a redirect is let through in a task that was cancelled meanwhile, so each excludes
  /// the other.
  func mayEndWithRedirect() -> Bool {
    state.withLock { state in
      guard case .running = state.phase else { return false }
      state.isRedirected = true
      return true
    }
  }

  func receive(_ data: Data) {
    let tooLarge = state.withLock { state in
      if case .finished = state.phase { return false }
      guard data.count <= maximumResponseBytes - state.body.count else {
        state.isTooLarge = true
        return true
      }
      if state.body.isEmpty { state.body.reserveCapacity(state.bodyCapacity) }
      state.body.append(contentsOf: data)
      return false
    }
    if tooLarge { failTooLarge() }
  }

  /// Called when the task is over, or practically over.
  func complete(with error: (any Error)?, of task: URLSessionTask) {
    let sentBodyBytes = task.countOfBytesSent
    let result = state.withLock { state -> Result<TransportResponse, TransportError>? in
      switch (state.phase, error) {
      case (.waiting, _), (.finished, _): return nil
      case (.running, nil), (.stopping, nil):
        // A call that is being stopped may have lost the bytes beyond the limit.
        guard !state.isTooLarge else { return .failure(tooLarge()) }
        // Use the task's response: a redirect that can't be followed completes without being announced.
        guard let head = task.response.flatMap({ HTTPResponse($0) }) else {
          return .failure(unreadableAnswer(of: task))
        }
        return .success(TransportResponse(head: head, body: state.body))
      case (.stopping(_, let code), _?):
        return .failure(stopError(code, mayHaveBeenSent: sentBodyBytes > 0))
      case (.running, let error?):
        return .failure(
          TransportError(
            error, for: request, sentBodyBytes: sentBodyBytes,
            answerHasBegun: state.heads > (request.isFirstHeadOfProxy ? 1 : 0)))
      }
    }
    if let result { finish(result) }
  }

  /// Called when a reused connection died after some of the body was sent on it.
  func loseConnection() {
    let task = state.withLock { state -> URLSessionTask? in
      switch state.phase {
      case .running(let task), .stopping(let task, _): task
      case .waiting, .finished: nil
      }
    }
    guard let task else { return }
    fail(
      TransportError(
        .connectionLost, requestMayHaveBeenSent: true,
        reason: "\(request.host) closed the connection while the request was on its way"))
    cancel(task)
  }

  /// Ends the exchange with an error.
  func fail(_ error: TransportError) {
    finish(.failure(error))
  }

  // MARK: -

  private func finish(_ result: Result<TransportResponse, TransportError>) {
    state.withLock { $0.end(with: result) }?.tell()
  }

  private func failTooLarge() {
    let task = state.withLock { state -> URLSessionTask? in
      if case .running(let task) = state.phase { task } else { nil }
    }
    guard let task else { return }
    fail(tooLarge())
    cancel(task)
  }

  private func tooLarge() -> TransportError {
    .answerTooLarge(of: request, limit: maximumResponseBytes)
  }

  /// Whether any of the request may have been sent, as far as can be known.
  ///
  /// A byte of the body is counted before it is written to the connection, so a count of zero means that none was sent.
  /// For a request without a body, nothing is known after its task has started.
  private func mayHaveBeenSent(by task: URLSessionTask) -> Bool {
    !request.hasBody || task.countOfBytesSent > 0
  }

  private func unreadableAnswer(of task: URLSessionTask) -> TransportError {
    TransportError(
      .connectionLost, requestMayHaveBeenSent: mayHaveBeenSent(by: task),
      reason: "\(request.host) answered something that is not HTTP")
  }

  private func cancel(_ task: URLSessionTask) {
    guard !state.withLock({ $0.isRedirected }) else { return }
    URLSessionQueues.control.async { task.cancel() }
  }

  private func stopError(_ code: TransportError.Code, mayHaveBeenSent: Bool) -> TransportError {
    let event =
      code == .timedOut
      ? TransportError.noAnswer(of: request, within: timeout)
      : "the call was cancelled"
    return TransportError(
      code, requestMayHaveBeenSent: mayHaveBeenSent,
      reason: event)
  }
}
