#if AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The additional setup of a new connection.
enum ConnectionSetup {
  /// Adds the handlers behind the decoder of a connection, and makes it read small amounts at a time.
  ///
  /// Each amount is decompressed before its size is counted, and may grow a thousandfold.
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

/// Holds the head of a request back until its body arrives, so that both are written together.
///
/// The client writes them separately, which costs a system call and wakes the server twice.
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
    // The client doesn't send the body while a very long head fills the channel.
    guard !isHolding || !context.channel.isWritable else { return }
    context.flush()
  }
}

/// Blocks answers with a status below 100.
///
/// The client would treat them as interim answers, and trap at their end.
final class StatusGuard: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// An answer has an invalid status.
  struct InvalidStatus: Error, CustomStringConvertible {
    let code: Int
    var description: String { "\(code) is not an HTTP status" }
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
