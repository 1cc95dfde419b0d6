import CURLTransport
import HTTPTransport
import KakapoProvision

/// The transports for tests with servers that misbehave.
enum HostileTransport: CaseIterable {
  case urlSession
  case curl

  /// The column of the transport in the documentation's table, after the column of names.
  var column: Int {
    switch self {
    case .urlSession: 0
    case .curl: 1
    }
  }

  /// How many bytes it leaks with each request.
  var leakedBytes: Int {
    switch self {
    case .urlSession: 200
    case .curl: 0
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
    case .curl:
      try CURLTransport(
        configuration: .init(maximumConnectionsPerHost: connections, idleConnectionLifetime: .seconds(86_400))
      )
    }
  }
}
