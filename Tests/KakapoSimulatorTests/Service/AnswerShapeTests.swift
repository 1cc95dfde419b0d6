import Testing

@testable import KakapoSimulator

@Suite("The bytes of an answer")
struct AnswerShapeTests {
  @Test("a success is one line in ASP.NET's shape, without the null errorMessage")
  func success() async throws {
    try await Caller.run { caller in
      let answer = try await caller.call(
        "AddReseller", [("serverHostName", Caller.host), ("resellerId", "ent1")])
      #expect(answer.response.status == 200)
      #expect(answer.response.headers["content-type"] == "text/xml; charset=utf-8")
      #expect(
        answer.response.text == """
          <?xml version="1.0" encoding="utf-8"?><soap:Envelope \
          xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" \
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
          xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>\
          <AddResellerResponse xmlns="http://kakaposystems.com/"><AddResellerResult>\
          <success>true</success></AddResellerResult></AddResellerResponse></soap:Body></soap:Envelope>
          """)
    }
  }

  @Test("licences are in an array, which is present even if it is empty")
  func licenses() async throws {
    try await Caller.run { caller in
      let user = [("serverHostName", Caller.host), ("broadworksUserId", "a@example.com")]
      try await caller.call(
        "AddUserWithHierarchy",
        user + [("resellerId", "ent1"), ("groupId", "g1"), ("userName", "A")])
      let none = try await caller.call("GetUserLicenses", user)
      #expect(none.response.text.contains("<success>true</success><licenses /></GetUserLicensesResult>"))

      try await caller.call(
        "AddUserLicense", user + [("applicationName", "UnityDashboard"), ("licenseType", "Tabular100+")])
      let one = try await caller.call("GetUserLicenses", user)
      #expect(
        one.response.text.contains(
          """
          <licenses><License><applicationName>UnityDashboard</applicationName>\
          <licenseType>Tabular100+</licenseType></License></licenses>
          """))
    }
  }

  @Test("a character that XML can't carry is written as a reference, and markup is escaped")
  func illegalCharacter() async throws {
    let portal = Portal(serverHostName: Caller.host, credentials: Caller.credentials)
    try portal.addSystemProvider(serverHostName: "a\u{1F}b", id: "2")
    try await Simulator.run(portal) { simulator in
      let caller = Caller(simulator: simulator)
      let form =
        "loginUserName=parentprovision&loginPassword=hunter2-99-%C2%A7&newSystemProviderServerHostName="
        + "a%1Fb&newSystemProviderId=3&newSystemProviderName="
      let response = try await caller.send(
        path: "/KakapoProvision/ProvisionV3.asmx/AddSystemProvider",
        headers: [("Content-Type", "application/x-www-form-urlencoded")], body: Array(form.utf8))
      #expect(response.text.contains("<errorMessage>System provider a&#x1F;b already exists</errorMessage>"))

      let answer = try await caller.call(
        "AddReseller", [("serverHostName", "&lt;a &amp; \"b\"&gt;"), ("resellerId", "x")])
      #expect(answer.response.text.contains("System provider &lt;a &amp; \"b\"&gt; does not exist"))
    }
  }

  @Test("a SOAP 1.2 request gets a SOAP 1.2 answer, even for a fault")
  func soap12() async throws {
    try await Caller.run { caller in
      let soap12 = "http://www.w3.org/2003/05/soap-envelope"
      let parameters = Caller.login + [("serverHostName", Caller.host), ("resellerId", "ent1")]
      let envelope = Caller.envelope("AddReseller", parameters, soap: soap12)
      for action in ["; action=\"http://kakaposystems.com/AddReseller\"", ""] {
        let response = try await caller.post(
          envelope, action: nil, contentType: "application/soap+xml; charset=utf-8\(action)")
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "application/soap+xml; charset=utf-8")
        #expect(response.text.contains("xmlns:soap=\"\(soap12)\""))
      }
      let fault = try await caller.post(
        envelope, action: nil, contentType: "application/soap+xml; charset=utf-8; action=\"x\"")
      #expect(fault.status == 500)
      #expect(fault.text.contains("<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>"))
      #expect(fault.text.contains("did not recognize the value of HTTP Header SOAPAction: x.</soap:Text>"))
    }
  }
}
