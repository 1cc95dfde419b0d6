#if AsyncHTTPClient
import NIOCore
import NIOHTTP1

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

  /// Puts a guard behind the decoder of a connection, and has little read at a time.
  ///
  /// What is read at a time is decompressed before anybody counts it, to a thousand times its size.
  static func install(in channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
      try channel.syncOptions?.setOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8192))
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(StatusGuard(), position: .after(decoder))
    }
  }

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
