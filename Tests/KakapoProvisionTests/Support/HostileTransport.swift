import HTTPTransport
import KakapoProvision

/// The transports for tests with servers that misbehave.
enum HostileTransport: CaseIterable {
  case urlSession
  #if AsyncHTTPClient
  case asyncHTTPClient
  #endif

  /// The column of the transport in the documentation's table, after the column of names.
  var column: Int {
    switch self {
    case .urlSession: 0
    #if AsyncHTTPClient
    case .asyncHTTPClient: 1
    #endif
    }
  }

  /// How many bytes it leaks with each request.
  var leakedBytes: Int {
    switch self {
    case .urlSession: 200
    #if AsyncHTTPClient
    case .asyncHTTPClient: 0
    #endif
    }
  }

  /// Makes a transport for a slow machine.
  ///
  /// It keeps its connections for longer than any test takes, and waits long enough for the confirmation that nothing
  /// was sent.
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
