import KakapoProvision
import KakapoProvisionTesting
import Testing

@Suite struct PortalAnswerTests {
  private func portal(_ answer: PortalAnswer) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Credentials(userName: "test", password: "test"),
      transport: StubTransport(answers: { _ in answer }), latch: MemoryLoginLatch())
  }

  private func error(_ answer: PortalAnswer) async throws -> ProvisionError? {
    let portal = try portal(answer)
    do throws(ProvisionError) {
      try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
      return nil
    } catch {
      return error
    }
  }

  @Test func eachAnswerIsTheClientsResultOrError() async throws {
    #expect(try await error(.success) == nil)
    let refused = try #require(try await error(.refused("There is <no> reseller & no group")))
    #expect(refused.code == .rejected && refused.serverText == "There is <no> reseller & no group")
    #expect(try await error(.failedLogin)?.code == .loginFailed)
    #expect(try await error(.fault("broken"))?.code == .fault)
    #expect(try await error(.lost)?.delivery == .mayHaveApplied)
    let unreachable = try #require(try await error(.unreachable))
    #expect(unreachable.code == .cannotConnect && unreachable.delivery == .notSent)
  }

  @Test func whatATypeOfOnesOwnReturnsIsWhatTheClientReturns() async throws {
    for licenses in [[], [License.unityDesktop(.pro)], License.allCases] {
      let read = try await portal(.licenses(licenses)).getUserLicenses(
        serverHostName: "sp", broadworksUserId: "jane@acme.example.com")
      let made = try UserLicenses.holding(licenses)
      #expect(read == made && made.licenses.map(\.license) == licenses && made.isCertain)
    }
    let answer = try await portal(.success).deleteReseller(serverHostName: "sp", resellerId: "Acme")
    #expect(try answer == .success(of: "DeleteReseller"))
  }

  @Test func theErrorsAreThoseOfTheClient() async throws {
    let refused = try #require(try await error(.refused("no")))
    let made = ProvisionError.refused("no", method: "DeleteReseller")
    #expect(refused.description == made.description && refused.delivery == made.delivery)
    let lost = ProvisionError.lost(method: "DeleteReseller")
    let real = try #require(try await error(.lost))
    #expect(real.code == lost.code && real.delivery == lost.delivery && real.operation == lost.operation)
  }
}
