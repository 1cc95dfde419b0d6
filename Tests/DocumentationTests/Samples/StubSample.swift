import KakapoProvision
import KakapoProvisionTesting
import Testing

@Test func aFullPoolIsReported() async throws {
  let stub = StubTransport { method in .refused("There is no free license.") }
  let portal = try ProvisionClient(
    credentials: Credentials(userName: "test", password: "test"),
    transport: stub, latch: MemoryLoginLatch())

  let failed = await assign(.unityDesktop(.pro), to: ["jane@acme.example.com"], at: portal)

  #expect(failed == ["jane@acme.example.com": .rejected])
  #expect(stub.requests.map(\.method) == ["AddUserLicense"])
}

func licenseCount(of user: String, at portal: some ProvisionAPI) async throws(ProvisionError) -> Int {
  try await portal.getUserLicenses(serverHostName: "sp.example.com", broadworksUserId: user).licenses.count
}

@Test func anyTypeWithTheMethodsTakesThePlaceOfAClient() async throws {
  let stub = StubTransport { _ in .licenses([.unityDesktop(.pro), .unityMobile(.standard)]) }
  let portal = try ProvisionClient(
    credentials: Credentials(userName: "test", password: "test"),
    transport: stub, latch: MemoryLoginLatch())
  #expect(try await licenseCount(of: "jane@acme.example.com", at: portal) == 2)
}
