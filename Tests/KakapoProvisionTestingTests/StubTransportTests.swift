import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

@Suite struct StubTransportTests {
  @Test func keepsItsRequestsInOrder() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let portal = try ProvisionClient(
      credentials: Credentials(userName: "test", password: "test"), transport: stub, latch: MemoryLoginLatch()
    )
    try await portal.deleteReseller(serverHostName: "sp", resellerId: "First")
    try await portal.deleteGroup(serverHostName: "sp", resellerId: "Second", groupId: "G")
    #expect(stub.requests.map(\.method) == ["DeleteReseller", "DeleteGroup"])
    #expect(stub.requests.map { $0.parameter("resellerId") } == ["First", "Second"])
    #expect(stub.requests.map { $0.parameter("groupId") } == [nil, "G"])
  }

  @Test func throwsWhatTheClosureThrows() async throws {
    let stub = StubTransport { _ in
      throw TransportError(.connectionLost, requestMayHaveBeenSent: true, reason: "gone")
    }
    await #expect(throws: TransportError.self) {
      try await stub.send(
        TransportRequest(head: .init(method: .post, scheme: nil, authority: nil, path: nil)))
    }
    #expect(stub.requests.count == 1)
    #expect(stub.requests.first?.method == "")
  }
}
