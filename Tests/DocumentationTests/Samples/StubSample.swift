import KakapoProvision
import KakapoProvisionTesting
import Testing

@Test func aFullPoolIsReported() async throws {
  let stub = StubTransport { request in
    .rejection(of: request.method, message: "There is no free license.")
  }
  let portal = try ProvisionClient(
    credentials: Credentials(userName: "test", password: "test"),
    transport: stub, latch: MemoryLoginLatch())

  let failed = await assign(.unityDesktop(.pro), to: ["jane@acme.example.com"], at: portal)

  #expect(failed == ["jane@acme.example.com": .rejected])
  #expect(stub.requests.map(\.method) == ["AddUserLicense"])
}
