import Foundation
import HTTPTypes
import KakapoProvision

/// What `Tests/Interop/https/host.sh` started before the ASP.NET host: nginx with TLS and HTTP/2, and three proxies.
///
/// The tests' process trusts the authority of `Fixtures/TLS`, whose certificate nginx shows.
enum HTTPSHost {
  /// Whether the tests have a host to talk to.
  static var isGiven: Bool { value("KAKAPO_HTTPS_ENDPOINT") != nil }

  static var endpoint: String { value("KAKAPO_HTTPS_ENDPOINT") ?? "" }
  /// The same service behind a certificate that has expired.
  static var expiredEndpoint: String { value("KAKAPO_HTTPS_EXPIRED") ?? "" }

  /// A proxy for everybody.
  static var openProxy: String { value("KAKAPO_PROXY_OPEN") ?? "" }
  /// A proxy that wants a user name and a password.
  static var loginProxy: String { value("KAKAPO_PROXY_LOGIN") ?? "" }
  /// A proxy that opens no tunnel to the service.
  static var closedProxy: String { value("KAKAPO_PROXY_CLOSED") ?? "" }

  static let proxyPassword = "pr0xy-s3cret"

  private static func value(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

  /// The outcome of a call through a proxy, for a process of its own: a proxy of the environment is the whole process's.
  ///
  /// - Parameters:
  ///   - proxy: `[USER:PASSWORD@]HOST:PORT`.
  ///   - endpoint: The service.
  /// - Returns: The error of the call, which changes something; `nil` for success.
  /// - Throws: When no client can be made.
  static func error(through proxy: String, to endpoint: String) async throws -> ProvisionError? {
    setenv("https_proxy", "http://\(proxy)", 1)
    var configuration = ProvisionClient.Configuration(endpoint: endpoint)
    configuration.contractCheck = .off
    let client = try ProvisionClient(
      credentials: TestedPortal.credentials, configuration: configuration, latch: MemoryLoginLatch())
    do throws(ProvisionError) {
      try await client.addReseller(
        serverHostName: TestedPortal.serverHostName, resellerId: "through the proxy")
      return nil
    } catch {
      return error
    }
  }
}

/// Notes by which protocol nginx was asked.
final class ProtocolNotingTransport: Transport {
  private actor Notes {
    var protocols: Set<String> = []
    func add(_ name: String) { protocols.insert(name) }
  }

  private let transport = URLSessionTransport()
  private let notes = Notes()

  var protocols: Set<String> { get async { await notes.protocols } }

  func send(_ request: TransportRequest) async throws -> TransportResponse {
    let response = try await transport.send(request)
    let name = HTTPField.Name("X-Protocol").flatMap { response.head.headerFields[$0] }
    await notes.add(name ?? "none")
    return response
  }
}
