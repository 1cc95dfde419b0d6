import KakapoProvision
import KakapoSimulator
import Testing

@Test func aLostAnswerIsNotAFailedCall() async throws {
  let credentials = Credentials(userName: "interface", password: "simulator")
  let portal = Portal(serverHostName: "sp.example.com", credentials: credentials)
  try await Simulator.run(portal) { simulator in
    let client = try ProvisionClient(
      credentials: credentials, configuration: .init(endpoint: simulator.endpoint),
      latch: MemoryLoginLatch())
    simulator.inject(.connectionDropped.afterApplying())

    do throws(ProvisionError) {
      try await client.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
      Issue.record("The answer was lost, but the call succeeded.")
    } catch {
      #expect(error.delivery == .mayHaveApplied)
    }

    #expect(portal.snapshot.systemProviders[0].resellers.map(\.id) == ["Acme"])
    client.close()
  }
}
