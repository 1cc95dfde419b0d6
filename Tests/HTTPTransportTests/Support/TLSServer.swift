#if AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Support

/// An https server on the loopback address with the certificates of `Fixtures/TLS`.
final class TLSServer: Sendable {
  private let channel: any Channel
  private let received: Locked<[HTTPRequestHead]>

  /// Runs a server for a test.
  ///
  /// - Parameters:
  ///   - certificate: The name of the server's certificate.
  ///   - wantsClientCertificate: Whether it refuses clients without a certificate of the test authority.
  ///   - body: The test.
  /// - Throws: The errors of `body`, and the reason if the server can't be started.
  static func run(
    certificate: String = "server", wantsClientCertificate: Bool = false,
    _ body: (TLSServer) async throws -> Void
  ) async throws {
    var settings = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(path(of: "\(certificate).pem")).map {
        .certificate($0)
      },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: path(of: "server-key.pem"), format: .pem)))
    if wantsClientCertificate {
      settings.certificateVerification = .noHostnameVerification
      settings.trustRoots = .file(path(of: "authority.pem"))
    }
    let context = try NIOSSLContext(configuration: settings)
    let received = Locked<[HTTPRequestHead]>([])
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Answerer(received))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let server = TLSServer(channel, received)
    do {
      try await body(server)
    } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
  }

  private init(_ channel: any Channel, _ received: Locked<[HTTPRequestHead]>) {
    self.channel = channel
    self.received = received
  }

  var port: Int { channel.localAddress?.port ?? 0 }

  /// The heads of the requests so far.
  var requests: [HTTPRequestHead] { received.withLock { $0 } }

  /// The path of a file in `Fixtures/TLS`.
  static func path(of file: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/TLS/\(file)").path(percentEncoded: false)
  }
}

/// Answers every request with `ok`.
private final class Answerer: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let received: Locked<[HTTPRequestHead]>

  init(_ received: Locked<[HTTPRequestHead]>) { self.received = received }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): received.withLock { $0.append(head) }
    case .body: break
    case .end:
      let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-length": "2"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "ok")))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }

  /// Some tests are about a client that ends the handshake.
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
#endif
