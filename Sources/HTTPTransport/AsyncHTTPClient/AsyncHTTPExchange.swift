#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import Support

/// One request on its way: notes what of it has been sent and gathers the answer.
///
/// Everything is called on the transport's event loop, except what the caller does: asking, cancelling
/// at any time, and taking the answer.
final class AsyncHTTPExchange: HTTPClientResponseDelegate {
  private struct State {
    /// Set before the first byte of the body is written; without a body, in the turn of the loop that writes the head.
    var mayHaveBeenSent = false
    /// Set by the caller, who may come before the loop does.
    var isCancelled = false
    /// What the client does for the request, once the loop has handed it over.
    var task: HTTPClient.Task<Void>?
    var head: HTTPResponseHead?
    /// The room to make for the body, once some of it comes.
    var bodyCapacity = 0
    var body: [UInt8] = []
  }

  private let state = Locked(State())
  private let original: TransportRequest
  private let summary: RequestSummary
  /// When the exchange is over at the latest.
  private let deadline: NIODeadline

  init(_ request: TransportRequest, proxy: NamedProxy?, deadline: NIODeadline) {
    original = request
    self.deadline = deadline
    summary = RequestSummary(request, proxy: proxy)
  }

  /// The request in the client's terms.
  ///
  /// - Parameter template: The same without header fields and body.
  /// - Returns: The request.
  func request(from template: RequestTemplate) -> HTTPClient.Request {
    var request = template.request
    for field in original.fieldsToSend {
      request.headers.add(name: field.name.rawName, value: field.value)
    }
    // The decompressor below would ask for deflate, of which servers have two kinds, and read one.
    if original.head.headerFields[.acceptEncoding] == nil {
      request.headers.add(name: "Accept-Encoding", value: "gzip")
    }
    if !original.body.isEmpty { request.body = streamedBody() }
    return request
  }

  /// The body, which notes that it is asked for: until then none of it can have been sent.
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
  ///   - request: The request in the client's terms.
  ///   - client: The client, which has no other loop.
  ///   - loop: The client's loop.
  /// - Returns: The answer.
  /// - Throws: The client's error, or one of this exchange.
  func answer(
    to request: HTTPClient.Request, through client: HTTPClient, on loop: any EventLoop
  ) async throws -> TransportResponse {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // The client would come to the loop several times from here; this way it is woken once.
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
    // Here and not on the loop, which has enough to do.
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

  /// The error with which the call ends.
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
      reason: "there was no readable answer of \(summary.host): \(detail)")
  }
}
#endif
