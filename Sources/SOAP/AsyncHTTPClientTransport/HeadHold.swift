#if AsyncHTTPClient
import NIOCore
import NIOHTTP1

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
#endif
