#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import KakapoProvision
import NIOCore
import NIOHTTP1
import SOAP

/// The same bytes over AsyncHTTPClient as its documentation shows it, with nothing around.
enum BareAsyncHTTPClient {
  static func call(_ url: String, connections: Int) throws -> @Sendable () async throws -> Void {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
    let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
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
