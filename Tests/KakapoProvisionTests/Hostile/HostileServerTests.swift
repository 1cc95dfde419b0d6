import Foundation
import HTTPTransport
import KakapoProvision
import TestServers
import Testing

/// The results of calls to servers that misbehave, on every transport, compared with a table in the documentation.
@Suite(.timeLimit(.minutes(10))) struct HostileServerTests {
  static let servers = HostileServer.connections + HostileServer.messages + HostileServer.answers

  @Test(arguments: HostileTransport.allCases, servers)
  func callerGetsWhatTheTableSays(transport: HostileTransport, server: HostileServer) async throws {
    let row = try #require(try HostileTable.read()[server.name], "The table has no row for this server.")
    let expected = row[transport.column]
    if transport == .urlSession, server.endsURLSession {
      try await expectEnd(server)
      #expect(expected == HostileTable.end)
    } else {
      #expect(try await outcome(of: server, on: transport) == expected)
    }
  }

  @Test func tableHasTheseServersAndNoOthers() throws {
    #expect(Self.servers.count >= 40)
    #expect(try HostileTable.rowCount() == Self.servers.count)
    #expect(try HostileTable.read().keys.sorted() == Self.servers.map(\.name).sorted())
  }

  /// Writes the table, which is then reviewed by hand.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil))
  func regenerate() async throws {
    var rows: [[String]] = []
    for server in Self.servers {
      var row = [server.name]
      for transport in HostileTransport.allCases {
        let isEnd = transport == .urlSession && server.endsURLSession
        row.append(isEnd ? HostileTable.end : try await outcome(of: server, on: transport))
      }
      rows.append(row)
    }
    try HostileTable.write(rows)
  }

  /// The results of the calls to a server.
  private func outcome(of server: HostileServer, on transport: HostileTransport) async throws -> String {
    // On a busy machine the time may be up before the request is sent, so the test retries with more time.
    for patience in [1, 4, 16, 64] {
      let listening = try server.serve.map { try LoopbackServer($0) }
      defer { listening?.stop() }
      let authority = try listening?.authority ?? LoopbackServer.unusedAuthority()
      let client = try HostileServerTests.client(
        of: server, at: authority, transport.make(), timeout: .milliseconds(400) * patience)
      defer { client.close() }
      var outcomes: [String] = []
      // Inside a head the client must end the connection, because URLSession doesn't survive the server's end.
      for _ in 1...server.calls { outcomes.append(await HostileServerTests.outcome(of: client)) }
      if server.isSlow, server.scheme == "http" { await listening?.waitUntilServed() }
      let isTooShort = server.isSlow && server.scheme == "http" && outcomes == ["timedOut, notSent"]
      if !isTooShort { return outcomes.joined(separator: "; then ") }
    }
    return "nothing in time"
  }

  private static func client(
    of server: HostileServer, at authority: String, _ transport: any Transport, timeout: Duration
  ) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration(
      endpoint: "\(server.scheme)://\(authority)/ProvisionV3.asmx")
    configuration.timeout = server.isSlow ? timeout : .seconds(600)
    configuration.maximumResponseBytes = server.limit
    return try ProvisionClient(transport, configuration: configuration)
  }

  /// A call that isn't safe to repeat.
  private static func outcome(of client: ProvisionClient) async -> String {
    do {
      try await client.addUserLicense(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
        license: .unityDesktop(.pro))
      return "success"
    } catch {
      return "\(error.code), \(error.delivery.rawValue)"
    }
  }

  /// Makes the call in a separate process, because the process doesn't survive it.
  private func expectEnd(_ server: HostileServer) async throws {
    let listening = try LoopbackServer(try #require(server.serve))
    defer { listening.stop() }
    #if os(Linux)
    await #expect(processExitsWith: .failure) { [authority = listening.authority as String] in
      let configuration = ProvisionClient.Configuration(endpoint: "http://\(authority)/ProvisionV3.asmx")
      let client = try ProvisionClient(URLSessionTransport(), configuration: configuration)
      _ = await HostileServerTests.outcome(of: client)
    }
    #expect(listening.requests.count == 1)
    #endif
  }
}
