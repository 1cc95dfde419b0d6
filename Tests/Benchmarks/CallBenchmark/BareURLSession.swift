import Foundation
import HTTPTypes
import KakapoProvision

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The same bytes over `URLSession` as its documentation shows it, with nothing around.
enum BareURLSession {
  static func call(_ url: String, connections: Int) throws -> @Sendable () async throws -> Void {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connections
    let session = URLSession(configuration: configuration)
    guard let url = URL(string: url) else { throw BenchmarkError("\(url) is no URL") }
    var request = URLRequest(url: url)
    let envelope = try Codec.envelope(of: Samples.question)
    request.httpMethod = "POST"
    for field in envelope.headerFields {
      request.setValue(field.value, forHTTPHeaderField: field.name.rawName)
    }
    request.httpBody = Data(envelope.body)
    return { [request] in
      let (body, response) = try await session.data(for: request)
      guard (response as? HTTPURLResponse)?.statusCode == 200, !body.isEmpty else {
        throw BenchmarkError("the server answered \(response)")
      }
    }
  }
}
