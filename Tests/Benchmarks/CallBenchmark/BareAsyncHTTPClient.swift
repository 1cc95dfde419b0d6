#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import KakapoProvision
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import Support

/// The same bytes over AsyncHTTPClient, with nothing around.
enum BareAsyncHTTPClient {
  // A client must not be let go before it is shut down; these serve until the process ends.
  private static let clients = Locked<[HTTPClient]>([])

  // With its default settings it has an event loop for each processor; otherwise it is set as our transport is.
  static func call(
    _ url: String, connections: Int, hasDefaults: Bool
  ) throws -> @Sendable () async throws -> Void {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
    var group = HTTPClient.defaultEventLoopGroup
    if !hasDefaults {
      configuration.decompression = .enabled(limit: .none)
      configuration.httpVersion = .http1Only
      configuration.tracing.tracer = nil
      group = group.next()
    }
    let client = HTTPClient(eventLoopGroup: group, configuration: configuration)
    clients.withLock { $0.append(client) }
    var request = HTTPClientRequest(url: url)
    let envelope = try Codec.envelope(of: Samples.question)
    request.method = .POST
    for field in envelope.headerFields {
      request.headers.add(name: field.name.rawName, value: field.value)
    }
    request.body = .bytes(ByteBuffer(bytes: envelope.body))
    return { [request] in
      let response = try await client.execute(request, timeout: .seconds(60))
      let body = try await response.body.collect(upTo: 1 << 20)
      guard response.status == .ok, body.readableBytes > 0 else {
        throw BenchmarkError("the server answered \(response.status)")
      }
    }
  }
}
#endif
