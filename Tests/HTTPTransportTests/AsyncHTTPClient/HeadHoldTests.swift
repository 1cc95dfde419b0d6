#if AsyncHTTPClient
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import HTTPTransport

/// Head and body of a request are sent together.
@Suite struct HeadHoldTests {
  private let head = HTTPClientRequestPart.head(.init(version: .http1_1, method: .POST, uri: "/"))
  private let body = HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: "<body/>")))

  @Test func headWaitsForTheBody() throws {
    let channel = EmbeddedChannel(handler: HeadHold())
    for _ in 0..<2 {
      channel.writeAndFlush(head, promise: nil)
      #expect(try channel.readOutbound(as: HTTPClientRequestPart.self) == nil)
      channel.writeAndFlush(body, promise: nil)
      #expect(try channel.readOutbound(as: HTTPClientRequestPart.self) == head)
      #expect(try channel.readOutbound(as: HTTPClientRequestPart.self) == body)
      channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
      #expect(try channel.readOutbound(as: HTTPClientRequestPart.self) == .end(nil))
    }
  }

  @Test func headWithoutABodyDoesNotWait() throws {
    let channel = EmbeddedChannel(handler: HeadHold())
    channel.write(head, promise: nil)
    channel.write(HTTPClientRequestPart.end(nil), promise: nil)
    channel.flush()
    #expect(try channel.readOutbound(as: HTTPClientRequestPart.self) == head)
  }

  /// The client sends no body while the channel is full.
  @Test func headThatFillsTheChannelDoesNotWait() throws {
    let channel = EmbeddedChannel(handler: HeadHold())
    channel.isWritable = false
    channel.writeAndFlush(head, promise: nil)
    #expect(try channel.readOutbound(as: HTTPClientRequestPart.self) == head)
  }
}
#endif
