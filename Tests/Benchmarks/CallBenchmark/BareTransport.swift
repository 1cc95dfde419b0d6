import CURLTransport
import HTTPTransport
import HTTPTypes
import KakapoProvision

/// The same bytes over `CURLTransport`, with no client around.
enum BareTransport {
  static func call(_ url: String, connections: Int) throws -> @Sendable () async throws -> Void {
    let transport = try CURLTransport(configuration: .init(maximumConnectionsPerHost: connections))
    let envelope = try Codec.envelope(of: Samples.question)
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    guard parts.count == 3 else { throw BenchmarkError("\(url) is no URL") }
    let head = HTTPRequest(
      method: .post, scheme: "http", authority: String(parts[1]), path: "/\(parts[2])",
      headerFields: envelope.headerFields)
    let request = TransportRequest(head: head, body: envelope.body)
    return {
      let response = try await transport.send(request)
      guard response.head.status == .ok, !response.body.isEmpty else {
        throw BenchmarkError("the server answered \(response.head.status)")
      }
    }
  }
}
