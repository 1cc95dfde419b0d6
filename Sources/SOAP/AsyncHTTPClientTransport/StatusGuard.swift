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
