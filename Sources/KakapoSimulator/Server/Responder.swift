import FlyingFox
import FlyingSocks
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Passes requests from the HTTP server to the service, and adds the disturbances to its answers.
struct Responder: HTTPHandler {
  let log: RequestLog
  let disturbances: Disturbances
  let gate = Gate()
  private let service: ASMXService
  private let maximumRequestBytes: Int

  init(portal: Portal, options: Simulator.Options) {
    service = ASMXService(portal: portal, options: options)
    maximumRequestBytes = options.maximumRequestBytes
    log = RequestLog(limit: options.maximumRecordedRequests)
    disturbances = Disturbances(latency: options.latency, random: options.randomDisturbances)
  }

  func close() {
    gate.end()
    log.close()
  }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let request = try await ServiceRequest(request, maximumBytes: maximumRequestBytes)
    let task = service.read(request)
    let ticket = log.add(request, task)
    let (injection, latency) = disturbances.next(for: task.kind, method: task.method)
    if task.kind.isCall { await gate.pass() }
    if latency > .zero { try await Task.sleep(for: latency) }
    let (reply, outcome) = answer(to: task, from: request.peerAddress, injection)
    log.finish(ticket, status: reply.ending == .dropped ? nil : reply.status, outcome: outcome)
    return HTTPResponse(reply)
  }

  private func answer(to task: ASMXService.Task, from peer: String, _ injection: Injection?)
    -> (Reply, MethodOutcome?)
  {
    guard let injection else { return carryOut(task, from: peer) }
    var outcome: MethodOutcome?
    var own: Reply?
    if injection.appliesFirst { (own, outcome) = carryOut(task, from: peer) }
    var reply = own ?? Reply.empty(200)
    switch injection.answer {
    case .bytes(let status, let contentType, let body, let headers):
      reply = Reply(status: status, contentType: contentType, body: body, headers: headers)
    case .exception(let messages, let text):
      let format =
        if case .call(_, let format) = task { format } else { ASMXService.Task.Format.soap(.soap11) }
      reply = service.exception(messages, in: task.method ?? "", format, text: text)
    case .truncated: reply.body.removeLast(reply.body.count / 2)
    case .cutOff: reply.ending = .cutOff
    case .dropped: reply.ending = .dropped
    }
    return (reply, outcome)
  }

  private func carryOut(_ task: ASMXService.Task, from peer: String) -> (Reply, MethodOutcome?) {
    switch task {
    case .reply(let reply, _, _): return (reply, nil)
    case .call(let call, let format):
      let (reply, outcome) = service.perform(call, format, peerAddress: peer)
      return (reply, outcome)
    }
  }
}

extension ServiceRequest {
  /// Takes a request from the HTTP server; a body beyond the limit is read to its end and dropped.
  fileprivate init(_ request: HTTPRequest, maximumBytes: Int) async throws {
    var body: [UInt8]? = []
    for try await chunk in request.bodySequence {
      guard let length = body?.count, length + chunk.count <= maximumBytes else {
        body = nil
        continue
      }
      body?.append(contentsOf: chunk)
    }
    self.init(
      method: request.method.rawValue.uppercased(), path: request.target.path(percentEncoded: false),
      query: request.target.query(), headers: [:], body: body, peerAddress: request.peer)
    for (header, value) in request.headers { headers[header.rawValue.lowercased()] = value }
  }
}

extension HTTPRequest {
  /// The address of the connection itself, regardless of header fields that name another.
  fileprivate var peer: String {
    switch remoteAddress {
    case .ip4(let address, _), .ip6(let address, _): address
    case .unix, nil: "127.0.0.1"
    }
  }
}

extension HTTPResponse {
  init(_ reply: Reply) {
    guard reply.ending != .dropped else {
      self.init(webSocket: ConnectionDrop())
      return
    }
    var headers = HTTPHeaders()
    headers[HTTPHeader("Server")] = "KakapoSimulator"
    headers[.cacheControl] = "private, max-age=0"
    headers[.contentType] = reply.contentType
    for (name, value) in reply.headers { headers[HTTPHeader(name)] = value }
    let status = HTTPStatusCode(reply.status, phrase: StatusPhrase.of(reply.status))
    if reply.ending == .cutOff {
      self.init(
        statusCode: status, headers: headers,
        body: HTTPBodySequence(from: HalfOfBytes(bytes: reply.body), count: reply.body.count))
    } else {
      self.init(statusCode: status, headers: headers, body: Data(reply.body))
    }
  }
}

/// Closes a connection without sending a byte.
///
/// The server has no such answer. However, it closes the connection when the frames of a WebSocket cannot be made,
/// and it makes them before it writes anything.
private struct ConnectionDrop: WSHandler {
  func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
    throw SocketError.disconnected
  }
}

/// The first half of some bytes, followed by an error, at which the server closes the connection.
private struct HalfOfBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let bytes: [UInt8]

  func makeAsyncIterator() -> Iterator { Iterator(half: bytes[..<(bytes.count / 2)]) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var half: ArraySlice<UInt8>

    mutating func next() async throws -> UInt8? {
      guard let byte = half.popFirst() else { throw SocketError.disconnected }
      return byte
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      guard !half.isEmpty else { throw SocketError.disconnected }
      defer { half = half.dropFirst(count) }
      return half.prefix(count)
    }
  }
}

/// A pool whose sockets send at once.
///
/// The server writes the head and the body of an answer separately. With Nagle's algorithm, the body then waits for
/// the client to acknowledge the head, which takes about 40 ms. In a measurement, ten thousand calls from eight
/// tasks took 100 seconds instead of 10.
struct PromptSocketPool: AsyncSocketPool {
  private let pool: any AsyncSocketPool = HTTPServer.defaultPool()

  func prepare() async throws { try await pool.prepare() }

  func run() async throws { try await pool.run() }

  /// The server calls this for every socket before its first byte: the listening one, and each connection
  /// that waits.
  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // If the option cannot be set, the socket is slow but works.
    try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    try await pool.suspendSocket(socket, untilReadyFor: events)
  }
}
