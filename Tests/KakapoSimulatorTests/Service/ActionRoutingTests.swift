import Testing

@testable import KakapoSimulator

@Suite("SOAPAction and routing")
struct ActionRoutingTests {
  private static let addReseller = Caller.envelope(
    "AddReseller", Caller.login + [("serverHostName", Caller.host), ("resellerId", "ent1")])
  private static let plainAction = "http://kakaposystems.com/AddReseller"

  @Test("works with double quotes and without", arguments: ["\"\(plainAction)\"", plainAction])
  func recognises(action: String) async throws {
    try await Caller.run { caller in
      let response = try await caller.post(Self.addReseller, action: action)
      #expect(response.status == 200)
      #expect(try Answer(response, method: "AddReseller").success)
    }
  }

  @Test(
    "is refused in .NET's words if the service has no such action",
    arguments: [
      ("\"http://kakaposystems.com/addReseller\"", "http://kakaposystems.com/addReseller"),
      ("\"http://kakaposystems.com/Nothing\"", "http://kakaposystems.com/Nothing"),
      ("\"http://kakaposystems.comAddReseller\"", "http://kakaposystems.comAddReseller"),
      ("'http://kakaposystems.com/AddReseller'", "'http://kakaposystems.com/AddReseller'"),
      ("\"\"http://kakaposystems.com/AddReseller\"\"", "\"http://kakaposystems.com/AddReseller\""),
      ("\"\"", ""),
    ])
  func refuses(action: String, shown: String) async throws {
    try await Caller.run { caller in
      let response = try await caller.post(Self.addReseller, action: action)
      #expect(response.status == 500)
      #expect(response.headers["content-type"] == "text/xml; charset=utf-8")
      let fault = try FaultAnswer(response)
      #expect(fault.code == "soap:Client")
      #expect(fault.text == "Server did not recognize the value of HTTP Header SOAPAction: \(shown).")
      #expect(fault.hasEmptyDetail)
      #expect(caller.portal.loginHistory.isEmpty)
    }
  }

  @Test("an unknown one is a fault before the body is read")
  func comesBeforeParsing() async throws {
    try await Caller.run { caller in
      let response = try await caller.post("<not xml", action: "\"x\"")
      #expect(response.status == 500)
      #expect(try FaultAnswer(response).text.contains("SOAPAction: x."))
    }
  }

  @Test("without one, the body element decides if SOAP 1.2 is enabled")
  func routesOnBody() async throws {
    try await Caller.run { caller in
      let response = try await caller.post(Self.addReseller, action: nil)
      #expect(try Answer(response, method: "AddReseller").success)

      let unknown = try await caller.post(Caller.envelope("Nothing", Caller.login), action: nil)
      #expect(unknown.status == 500)
      #expect(
        try FaultAnswer(unknown).text.hasPrefix("Unable to handle request without a valid action parameter"))
    }
  }

  @Test("without one it is a fault if SOAP 1.2 is not enabled")
  func needsAction() async throws {
    var options = Simulator.Options()
    options.acceptsSOAP12 = false
    try await Caller.run(options) { caller in
      let response = try await caller.post(Self.addReseller, action: nil)
      #expect(response.status == 500)
      #expect(
        try FaultAnswer(response).text.hasPrefix("Unable to handle request without a valid action parameter"))
      #expect(caller.portal.loginHistory.isEmpty)
    }
  }
}
