import FlyingFox
import FlyingSocks
import Foundation

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

/// Closes a connection without a byte.
///
/// The server has no such answer, but it closes the connection when the frames of a WebSocket cannot be
/// made, and it makes them before it writes anything.
private struct ConnectionDrop: WSHandler {
  func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
    throw SocketError.disconnected
  }
}

/// The first half of some bytes, and then an error, at which the server closes the connection.
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
