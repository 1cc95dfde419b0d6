import HTTPTransport
import KakapoProvision

/// The transports that meet servers that misbehave.
enum HostileTransport: CaseIterable {
  case urlSession
  #if AsyncHTTPClient
  case asyncHTTPClient
  #endif

  /// Its column in the table of the documentation, the name's not counted.
  var column: Int {
    switch self {
    case .urlSession: 0
    #if AsyncHTTPClient
    case .asyncHTTPClient: 1
    #endif
    }
  }

  /// What it leaves allocated for each request.
  var leakedBytes: Int {
    switch self {
    case .urlSession: 200
    #if AsyncHTTPClient
    case .asyncHTTPClient: 0
    #endif
    }
  }

  /// A transport that keeps its connections for longer than any test takes, and waits as long as a busy machine
  /// needs for the confirmation that nothing was sent.
  func make(connections: Int = 6) throws -> any Transport {
    switch self {
    case .urlSession:
      URLSessionTransport(
        configuration: .init(
          maximumConnectionsPerHost: connections, idleConnectionLifetime: .seconds(86_400)),
        stopConfirmation: .seconds(60), now: { .now })
    #if AsyncHTTPClient
    case .asyncHTTPClient:
      try AsyncHTTPClientTransport(
        configuration: .init(maximumConnectionsPerHost: connections, idleConnectionLifetime: .seconds(86_400))
      )
    #endif
    }
  }
}
