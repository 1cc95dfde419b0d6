#if AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a new connection gets besides what the client below puts there.
enum ConnectionSetup {
  /// Puts the handlers behind the decoder of a connection, and has little read at a time.
  ///
  /// What is read at a time is decompressed before anybody counts it, to a thousand times its size.
  static func apply(to channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
      try channel.syncOptions?.setOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8192))
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandlers([HeadHold(), StatusGuard()], position: .after(decoder))
    }
  }
}

/// Holds the head of a request back until its body comes, so that both go out in one piece.
///
/// The client below writes them one at a time, which costs a system call and wakes the server twice.
final class HeadHold: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private var isHolding = false

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .head = unwrapOutboundIn(data) {
      isHolding = true
    } else {
      isHolding = false
    }
    context.write(data, promise: promise)
  }

  func flush(context: ChannelHandlerContext) {
    // The client waits with the body while a very long head fills the channel.
    guard !isHolding || !context.channel.isWritable else { return }
    context.flush()
  }
}

/// Keeps answers with a status below 100 from the client, which takes them for interim ones and traps at their end.
final class StatusGuard: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// An answer's status is none.
  struct InvalidStatus: Error, CustomStringConvertible {
    let code: Int
    var description: String { "the status \(code) is none of HTTP" }
  }

  private var isBroken = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isBroken else { return }
    if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
      isBroken = true
      context.fireErrorCaught(InvalidStatus(code: Int(head.status.code)))
      context.close(promise: nil)
    } else {
      context.fireChannelRead(data)
    }
  }
}
#endif
