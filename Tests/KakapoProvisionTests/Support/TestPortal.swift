import KakapoProvision
import KakapoProvisionTesting
import Logging
import TestTraces
import Testing

/// The login in the golden requests.
enum TestLogin {
  static let password = "hunter2 hörse & hunter2"
  static let credentials = Credentials(userName: "parentprovision", password: password)
}

extension ProvisionClient {
  /// A client with a stub, a new login latch and no contract check.
  init(
    _ transport: any Transport, credentials: Credentials = TestLogin.credentials,
    configuration: Configuration = Configuration(), logger: Logger? = TestTraces.logger
  ) throws {
    var configuration = configuration
    configuration.contractCheck = .off
    try self.init(
      credentials: credentials, configuration: configuration, transport: transport,
      latch: MemoryLoginLatch(), logger: logger)
  }
}

extension StubTransport {
  /// Gives every request the same answer.
  convenience init(_ response: TransportResponse) {
    self.init { _ in response }
  }

  /// Answers every request with success.
  static func succeeding() -> StubTransport {
    StubTransport { .success(of: $0.method) }
  }

  /// Throws for every request.
  static func failing(_ error: any Error) -> StubTransport {
    StubTransport { _ in throw error }
  }
}

/// The error that a call throws; the test fails if it throws none.
func provisionError(
  of call: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ProvisionError {
  let error = try #require(
    await #expect(throws: ProvisionError.self, sourceLocation: sourceLocation) { try await call() },
    sourceLocation: sourceLocation)
  TestTraces.keep(error)
  return error
}
