import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The client reads the answers that tests build as intended.
@Suite struct AnswersTests {
  private func error(_ response: TransportResponse) async throws -> ProvisionError {
    let portal = try ProvisionClient(
      credentials: Credentials(userName: "joe", password: "hunter2"),
      transport: StubTransport { _ in response },
      latch: MemoryLoginLatch())
    return try #require(
      await #expect(throws: ProvisionError.self) {
        try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
      })
  }

  @Test(arguments: [
    "No.", "a & b < c > d ]]> \"'", "<b>é😀</b>", "two\nlines", "&amp;", " ", "<\u{338}&\u{301}x",
  ])
  func aMessageArrivesAsGiven(_ message: String) async throws {
    #expect(
      try await error(.rejection(of: "DeleteReseller", message: message)).response?.errorMessage == message)
  }

  @Test func theKindsAreRead() async throws {
    #expect(try await error(.rejection(of: "DeleteReseller", message: "No.")).code == .rejected)
    #expect(try await error(.failedLogin(of: "DeleteReseller")).code == .loginFailed)
    #expect(try await error(.fault("Server", message: "a < b")).fault?.fault.message == "a < b")
    #expect(try await error(.fault("Client", message: "x", status: 200)).httpStatus == 200)
    #expect(try await error(.html(status: 403, "<p>no</p>")).code == .accessRefused)
    #expect(try await error(.xml("<a/>")).code == .unexpectedResponse)
    #expect(try await error(.success(of: "AddReseller")).code == .unexpectedResponse)
  }
}
