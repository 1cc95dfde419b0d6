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
#endif
