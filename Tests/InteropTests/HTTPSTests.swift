import Foundation
import KakapoProvision
import Testing

extension ASPNETTests {
  /// The default transport and TLS, HTTP/2 and proxies that others wrote.
  @Suite(
    .enabled(
      if: HTTPSHost.isGiven, "KAKAPO_HTTPS_ENDPOINT is not set; Tests/Interop/https/host.sh starts a host"))
  struct HTTPSTests {
    private static func client(_ transport: any Transport) throws -> ProvisionClient {
      var configuration = ProvisionClient.Configuration(endpoint: HTTPSHost.endpoint)
      configuration.contractCheck = .off
      return try ProvisionClient(
        credentials: TestedPortal.credentials, configuration: configuration, transport: transport,
        latch: MemoryLoginLatch())
    }

    /// nginx ends a connection after ten requests, so that the calls need several.
    @Test func everyMethodIsAnsweredByHTTP2() async throws {
      try await TestedPortal.with(.aspnet) { portal in
        try await portal.stock(Scenario.scarce, Scenario.stocked)
        let transport = ProtocolNotingTransport()
        let client = try Self.client(transport)
        for (index, step) in Scenario.steps.enumerated() {
          let outcome = await Outcome { () throws(ProvisionError) in try await step.call(client) }
          #expect(outcome.isSuccess == step.succeeds, "step \(index), \(step.method): \(outcome)")
          if !step.succeeds {
            #expect(outcome.code == .rejected, "step \(index), \(step.method): \(outcome)")
          }
        }
        #expect(await transport.protocols == ["HTTP/2.0"])
        #expect(try await portal.failedLoginCount() == 0)
      }
    }

    @Test func callsAtATimeAreAnsweredByHTTP2() async throws {
      try await TestedPortal.with(.aspnet) { portal in
        let transport = ProtocolNotingTransport()
        let client = try Self.client(transport)
        let before = try await portal.loginCount()
        await withTaskGroup(of: Outcome.self) { group in
          for number in 1...100 {
            group.addTask {
              await Outcome { () throws(ProvisionError) in
                try await client.addReseller(
                  serverHostName: TestedPortal.serverHostName, resellerId: "reseller \(number)")
                return nil
              }
            }
          }
          // Each changes something once, or it would be refused as a duplicate.
          for await outcome in group { #expect(outcome.isSuccess, "\(outcome)") }
        }
        #expect(await transport.protocols == ["HTTP/2.0"])
        #expect(try await portal.loginCount() == before + 100)
      }
    }

    #if os(Linux)
    @Test func callGoesThroughAProxy() async throws {
      try await TestedPortal.with(.aspnet) { portal in
        let before = try await portal.loginCount()
        await #expect(processExitsWith: .success) {
          let proxy = "me:\(HTTPSHost.proxyPassword)@\(HTTPSHost.loginProxy)"
          let error = try await HTTPSHost.error(through: proxy, to: HTTPSHost.endpoint)
          #expect(error == nil, "\(String(describing: error))")
        }
        #expect(try await portal.loginCount() == before + 1)
      }
    }

    @Test func nothingIsSentBehindAProxyThatRefuses() async throws {
      try await TestedPortal.with(.aspnet) { portal in
        let before = try await portal.loginCount()
        await #expect(processExitsWith: .success) {
          let unknown = "me:\(HTTPSHost.proxyPassword)-not@\(HTTPSHost.loginProxy)"
          for (proxy, endpoint, words) in [
            (HTTPSHost.loginProxy, HTTPSHost.endpoint, "asks for a user name and password"),
            (unknown, HTTPSHost.endpoint, "did not connect to localhost:"),
            (HTTPSHost.closedProxy, HTTPSHost.endpoint, "did not connect to localhost:"),
            // Nobody listens there.
            (HTTPSHost.openProxy, "https://localhost:1/", "did not connect to localhost:1: "),
            (HTTPSHost.openProxy, HTTPSHost.expiredEndpoint, "certificate has expired"),
          ] {
            let error = try #require(try await HTTPSHost.error(through: proxy, to: endpoint))
            #expect(error.code == .cannotConnect && error.delivery == .notSent, "\(error)")
            #expect(error.reason.contains("the proxy \(proxy.split(separator: "@").last ?? "")"), "\(error)")
            #expect(error.reason.contains(words), "\(error)")
            #expect(!"\(error)".contains(HTTPSHost.proxyPassword), "\(error)")
          }
        }
        #expect(try await portal.loginCount() == before)
      }
    }
    #endif
  }
}
