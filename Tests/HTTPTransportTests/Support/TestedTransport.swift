import CURLTransport
import HTTPTransport
import Testing

/// The transports that must behave alike.
enum TestedTransport: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case urlSession = "URLSession"
  case curl = "libcurl"

  /// Makes a transport with the settings that both have.
  ///
  /// - Parameters:
  ///   - maximumConnectionsPerHost: The most connections to one host.
  ///   - idleConnectionLifetime: How long a connection may be unused; by default longer than any test takes.
  /// - Returns: The transport.
  /// - Throws: `TransportError` if its settings are wrong.
  func make(
    maximumConnectionsPerHost: Int = 6, idleConnectionLifetime: Duration = .seconds(86_400)
  ) throws -> any ClosableTransport {
    switch self {
    case .urlSession:
      // Waits as long as the proof that nothing was sent takes.
      URLSessionTransport(
        configuration: .init(
          maximumConnectionsPerHost: maximumConnectionsPerHost, idleConnectionLifetime: idleConnectionLifetime
        ),
        stopConfirmation: .seconds(60), now: { ContinuousClock.now })
    case .curl:
      try CURLTransport(
        configuration: .init(
          maximumConnectionsPerHost: maximumConnectionsPerHost, idleConnectionLifetime: idleConnectionLifetime
        ))
    }
  }

  var testDescription: String { rawValue }
}

/// A transport that can be closed.
protocol ClosableTransport: Transport {
  func close()
}

extension URLSessionTransport: ClosableTransport {}
extension CURLTransport: ClosableTransport {}
