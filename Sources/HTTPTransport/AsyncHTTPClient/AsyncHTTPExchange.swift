#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import Support

/// One request under way: records how much of it has been sent, and collects the answer.
///
/// Everything runs on the transport's event loop, except the caller's actions: sending, cancelling at any time, and
/// taking the answer.
final class AsyncHTTPExchange: HTTPClientResponseDelegate {
  private struct State {
    /// Set before the first byte of the body is written; without a body, in the loop's turn that writes the head.
    var mayHaveBeenSent = false
    /// Set by the caller, possibly before the loop starts the request.
    var isCancelled = false
    /// The client's task, after the loop has started it.
    var task: HTTPClient.Task<Void>?
    var head: HTTPResponseHead?
    /// The capacity to reserve when the first bytes of the body arrive.
    var bodyCapacity = 0
    var body: [UInt8] = []
  }

  private let state = Locked(State())
  private let original: TransportRequest
  private let summary: RequestSummary
  /// When the exchange must have ended.
  private let deadline: NIODeadline

  init(_ request: TransportRequest, proxy: NamedProxy?, deadline: NIODeadline) {
    original = request
    self.deadline = deadline
    summary = RequestSummary(request, proxy: proxy)
  }

  /// The request for the underlying client.
  ///
  /// - Parameter template: The request without header fields and body.
  /// - Returns: The request.
  func request(from template: RequestTemplate) -> HTTPClient.Request {
    var request = template.request
    for field in original.fieldsToSend {
      request.headers.add(name: field.name.rawName, value: field.value)
    }
    // The client's decompressor would ask for deflate. Servers have two kinds of it, of which the decompressor reads
    // one.
    if original.head.headerFields[.acceptEncoding] == nil {
      request.headers.add(name: "Accept-Encoding", value: "gzip")
    }
    if !original.body.isEmpty { request.body = streamedBody() }
    return request
  }

  /// The body, which records when it is requested: before that, none of it can have been sent.
  private func streamedBody() -> HTTPClient.Body {
    let body = ByteBuffer(bytes: original.body)
    return .stream(contentLength: Int64(body.readableBytes)) { [self] writer in
      state.withLock { $0.mayHaveBeenSent = true }
      return writer.write(.byteBuffer(body))
    }
  }

  // MARK: From the caller

  /// Sends the request and waits for the answer.
  ///
  /// - Parameters:
  ///   - request: The request for the underlying client.
  ///   - client: The client, which uses only this loop.
  ///   - loop: The client's loop.
  /// - Returns: The answer.
  /// - Throws: The client's error, or one of this exchange.
  func answer(
    to request: HTTPClient.Request, through client: HTTPClient, on loop: any EventLoop
  ) async throws -> TransportResponse {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // From here, the client would enter the loop several times. This wakes it once.
        loop.execute { self.start(request, through: client, continuation) }
      }
    } onCancel: {
      cancel()
    }
    let (head, body) = state.withLock { state in
      defer { state.body = [] }
      return (state.head, state.body)
    }
    guard let head else { throw unreadableAnswer("it has no head") }
    // Done here, because the loop has enough to do.
    return TransportResponse(head: HTTPResponse(head), body: body)
  }

  private func start(
    _ request: HTTPClient.Request, through client: HTTPClient,
    _ continuation: CheckedContinuation<Void, any Error>
  ) {
    guard !state.withLock({ $0.isCancelled }) else {
      return continuation.resume(throwing: TransportError.cancelledBeforeItWasSent)
    }
    guard deadline > .now() else {
      return continuation.resume(throwing: HTTPClientError.deadlineExceeded)
    }
    let task = client.execute(request: request, delegate: self, deadline: deadline)
    task.futureResult.whenComplete { continuation.resume(with: $0) }
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  private func cancel() {
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  // MARK: From the client

  func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
    if !summary.hasBody { state.withLock { $0.mayHaveBeenSent = true } }
  }

  func didReceiveHead(
    task: HTTPClient.Task<Void>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    if let oddity = head.oddity { return task.eventLoop.makeFailedFuture(unreadableAnswer(oddity)) }
    let contentLength = head.headers.first(name: "content-length")
    guard
      let capacity = summary.bodyCapacity(
        contentLength: contentLength, atMost: original.maximumResponseBytes)
    else { return task.eventLoop.makeFailedFuture(tooLarge()) }
    state.withLock { state in
      state.head = head
      state.bodyCapacity = capacity
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<Void>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      guard buffer.readableBytes <= original.maximumResponseBytes - state.body.count else { return false }
      if state.body.isEmpty { state.body.reserveCapacity(state.bodyCapacity) }
      state.body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(tooLarge())
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) {}

  // MARK: After the end

  /// The error that ends the call.
  func transportError(for error: any Error) -> TransportError {
    if let error = error as? TransportError { return error }
    let (mayHaveBeenSent, answerHasBegun) = state.withLock { ($0.mayHaveBeenSent, $0.head != nil) }
    return TransportError(
      error, for: summary, timeout: original.timeout, isOver: .now() >= deadline,
      mayHaveBeenSent: mayHaveBeenSent, answerHasBegun: answerHasBegun)
  }

  // MARK: -

  private func tooLarge() -> TransportError {
    .answerTooLarge(of: summary, limit: original.maximumResponseBytes)
  }

  private func unreadableAnswer(_ detail: String) -> TransportError {
    TransportError(
      .connectionLost, requestMayHaveBeenSent: true,
      reason: "there was no readable answer from \(summary.host): \(detail)")
  }
}
#endif
