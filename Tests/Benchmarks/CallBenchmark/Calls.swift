import CURLTransport
import HTTPTransport
import KakapoProvision

/// Calls as a user of the library makes them.
enum Calls {
  /// A client for a server that answers `GetUserLicenses` with one licence.
  static func client(_ url: String, transport: String, connections: Int) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration(endpoint: url)
    configuration.maximumResponseBytes = 64 * 1024 * 1024
    return try ProvisionClient(
      credentials: Samples.credentials, configuration: configuration,
      transport: try self.transport(transport, connections: connections), latch: MemoryLoginLatch())
  }

  static func call(_ client: ProvisionClient) -> @Sendable () async throws -> Void {
    {
      let question = Samples.question
      let held = try await client.getUserLicenses(
        serverHostName: question.serverHostName, broadworksUserId: question.broadworksUserId)
      guard held.licenses.count == 1 else { throw BenchmarkError("\(held.licenses.count) licences came") }
    }
  }

  /// A client whose calls are answered at once, without a network.
  static func instantClient(_ body: [UInt8]) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Samples.credentials, configuration: .init(endpoint: "http://127.0.0.1:1/"),
      transport: InstantTransport(answer: Samples.answer(body)), latch: MemoryLoginLatch())
  }

  private static func transport(_ name: String, connections: Int) throws -> any Transport {
    switch name {
    case "URLSession":
      URLSessionTransport(configuration: .init(maximumConnectionsPerHost: connections))
    case "libcurl":
      try CURLTransport(configuration: .init(maximumConnectionsPerHost: connections))
    default:
      throw BenchmarkError("this build has no transport \(name)")
    }
  }
}
