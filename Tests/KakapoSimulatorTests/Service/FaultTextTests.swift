import Testing

@testable import KakapoSimulator

@Suite("Fault texts")
struct FaultTextTests {
  private static let parameters = [("serverHostName", Caller.host), ("resellerId", "ent1")]

  @Test("an exception inside a method is a chain of messages")
  func chain() async throws {
    try await Caller.run { caller in
      caller.simulator.inject(.exception("Could not save.", "The database is down."))
      let response = try await caller.post(
        Caller.envelope("AddReseller", Caller.login + Self.parameters), action: Caller.action("AddReseller"))
      #expect(response.status == 500)
      let fault = try FaultAnswer(response)
      #expect(fault.code == "soap:Server")
      #expect(
        fault.text == "Server was unable to process request. ---> Could not save. ---> The database is down.")
      #expect(fault.hasEmptyDetail)
    }
  }

  @Test("it is a stack trace if the options or the disturbance say so")
  func stackTrace() async throws {
    var options = Simulator.Options()
    options.faultText = .stackTrace
    try await Caller.run(options) { caller in
      let unknown = try FaultAnswer(try await caller.post("<a/>", action: "\"x\""))
      #expect(
        unknown.text.hasPrefix(
          """
          System.Web.Services.Protocols.SoapException: Server did not recognize the value of HTTP Header \
          SOAPAction: x.
             at System.Web.Services.
          """))
    }
    try await Caller.run { caller in
      caller.simulator.inject(.exception("Boom.", "Inner.", text: .stackTrace))
      let response = try await caller.post(
        Caller.envelope("AddReseller", Caller.login + Self.parameters), action: Caller.action("AddReseller"))
      let lines = try FaultAnswer(response).text.split(separator: "\n")
      #expect(
        lines.first == """
          System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> \
          System.Exception: Boom. ---> System.Exception: Inner.
          """)
      #expect(lines.dropFirst().first == "   at Kakapo.Provision.ProvisionV3.AddReseller()")
      #expect(lines.filter { $0 == "   --- End of inner exception stack trace ---" }.count == 2)
    }
  }
}
