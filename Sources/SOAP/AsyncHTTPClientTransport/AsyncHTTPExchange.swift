#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1

/// One request on its way: notes what of it has been sent and gathers the answer.
///
/// Everything is called on the transport's event loop, except what the caller does: asking, and cancelling at any time.
final class AsyncHTTPExchange: HTTPClientResponseDelegate {
  /// What came, in the client's terms.
  struct Response: Sendable {
    let head: HTTPResponseHead
    let body: [UInt8]
  }

  private struct State {
    /// Set before the first byte of the body is written; without a body, in the turn of the loop that writes the head.
    var mayHaveBeenSent = false
    /// Set by the caller, who may come before the loop does.
    var isCancelled = false
    /// What the client does for the request, once the loop has handed it over.
    var task: HTTPClient.Task<Response>?
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

  init(_ request: TransportRequest, deadline: NIODeadline) {
    original = request
    self.deadline = deadline
    summary = RequestSummary(request)
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
    let response = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // The client would come to the loop several times from here; this way it is woken once.
        loop.execute { self.start(request, through: client, continuation) }
      }
    } onCancel: {
      cancel()
    }
    // Here and not on the loop, which has enough to do.
    return TransportResponse(head: try translated(response.head), body: response.body)
  }

  private func start(
    _ request: HTTPClient.Request, through client: HTTPClient,
    _ continuation: CheckedContinuation<Response, any Error>
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

  func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
    if !summary.hasBody { state.withLock { $0.mayHaveBeenSent = true } }
  }

  func didReceiveHead(
    task: HTTPClient.Task<Response>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
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
    task: HTTPClient.Task<Response>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      guard buffer.readableBytes <= original.maximumResponseBytes - state.body.count else { return false }
      if state.body.isEmpty { state.body.reserveCapacity(state.bodyCapacity) }
      state.body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(tooLarge())
  }

  func didFinishRequest(task: HTTPClient.Task<Response>) throws -> Response {
    try state.withLock { state throws(TransportError) in
      guard let head = state.head else { throw unreadableAnswer("it has no head") }
      defer { state.body = [] }
      return Response(head: head, body: state.body)
    }
  }

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

  /// Translates the head of an answer, if its body was decoded.
  private func translated(_ head: HTTPResponseHead) throws(TransportError) -> HTTPTypes.HTTPResponse {
    guard (200...999).contains(head.status.code) else {
      throw unreadableAnswer("its status is \(head.status.code)")
    }
    var fields = HTTPFields()
    for (name, value) in head.headers {
      guard let name = HTTPField.Name(name) else { continue }
      fields.append(HTTPField(name: name, value: value))
    }
    // A coding that the client below does not know it hands on as it is.
    let codings = head.headers["content-encoding"]
    guard
      codings.isEmpty
        || ["", "identity", "gzip", "deflate"].contains(codings.joined(separator: ", ").lowercased())
    else {
      throw unreadableAnswer("its content coding is not known here")
    }
    return HTTPTypes.HTTPResponse(
      status: .init(code: Int(head.status.code), reasonPhrase: head.status.reasonPhrase), headerFields: fields
    )
  }

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
