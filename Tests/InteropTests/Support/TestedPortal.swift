import KakapoProvision
import KakapoSimulator

/// A portal with one Interface User and one system provider, on either stack.
struct TestedPortal: Sendable {
  /// The stacks that are compared.
  enum Stack: String, Sendable, CaseIterable {
    case aspnet
    case simulator
  }

  static let credentials = Credentials(userName: "interface", password: "hunter2 hörse & <b>\"'+%")
  static let serverHostName = "sp.example.com"

  let stack: Stack
  let endpoint: String
  /// Sets how many licences of one kind the system provider has.
  let stock: @Sendable (License, Int) async throws -> Void
  let failedLoginCount: @Sendable () async throws -> Int
  let loginCount: @Sendable () async throws -> Int
  let unlock: @Sendable () async throws -> Void

  /// A client of its own login latch, so that no test closes another one's, and without the contract check,
  /// which would keep most mistakes from the server.
  func client(
    _ credentials: Credentials = credentials,
    configure: (inout ProvisionClient.Configuration) -> Void = { _ in }
  ) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration(endpoint: endpoint)
    configuration.timeout = .seconds(60)
    configuration.contractCheck = .off
    configure(&configuration)
    return try ProvisionClient(
      credentials: credentials, configuration: configuration, latch: MemoryLoginLatch())
  }

  /// Runs something against a fresh portal of a stack.
  static func with<Result: Sendable>(
    _ stack: Stack, _ body: (TestedPortal) async throws -> Result
  ) async throws -> Result {
    switch stack {
    case .aspnet:
      let host = try ASPNETHost()
      try await host.reset(credentials, serverHostName: serverHostName)
      return try await body(
        TestedPortal(
          stack: stack, endpoint: host.endpoint,
          stock: { try await host.stock($0, quantity: $1, at: serverHostName) },
          failedLoginCount: { try await host.failedLoginCount() },
          loginCount: { try await host.loginCount() }, unlock: { try await host.unlock() }))
    case .simulator:
      let portal = Portal(serverHostName: serverHostName, credentials: credentials)
      return try await Simulator.run(portal) { simulator in
        try await body(
          TestedPortal(
            stack: stack, endpoint: simulator.endpoint,
            stock: { try portal.stock($0, quantity: $1, at: serverHostName) },
            failedLoginCount: { portal.failedLoginCount() },
            loginCount: { portal.loginCount(Set(LoginAttempt.Outcome.allCases)) },
            unlock: { try portal.unlockInterfaceUser(credentials.userName) }))
      }
    }
  }
}
