import KakapoProvision
import Testing

@testable import KakapoSimulator

@Suite("Reading parameters")
struct ParameterReadingTests {
  private static let reseller = [("serverHostName", Caller.host), ("resellerId", "ent1")]

  @Test(
    "a wrong wrapper name, letter case or namespace: the method runs with every parameter null",
    arguments: [
      Caller.envelope("addReseller", Caller.login + reseller),
      Caller.envelope("AddGroup", Caller.login + reseller),
      Caller.envelope("AddReseller", Caller.login + reseller, namespace: "http://kakaposystems.com"),
      Caller.envelope("AddReseller", Caller.login + reseller, namespace: "http://tempuri.org/"),
    ])
  func wrongWrapper(envelope: String) async throws {
    try await Caller.run { caller in
      let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
      #expect(response.status == 200)
      let answer = try Answer(response, method: "AddReseller")
      #expect(!answer.success)
      #expect(answer.errorMessage?.contains("login attempt") == true)
      #expect(caller.portal.loginHistory.map(\.userName) == [""])
      #expect(caller.portal.snapshot.systemProviders.first?.resellers.isEmpty == true)
    }
  }

  @Test("an empty body: the method runs with every parameter null")
  func emptyBody() async throws {
    try await Caller.run { caller in
      let envelope = """
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body/></soap:Envelope>
        """
      let response = try await caller.post(envelope, action: Caller.action("GetUserLicenses"))
      #expect(try Answer(response, method: "GetUserLicenses").success == false)
    }
  }

  @Test(
    "a parameter that is missing, mis-cased or mis-spelled is null",
    arguments: [
      [("serverHostName", Caller.host)],
      [("serverHostName", Caller.host), ("resellerID", "ent1")],
      [("serverHostName", Caller.host), ("reseller", "ent1")],
      [("serverHostName", Caller.host), ("x:resellerId xmlns:x=\"urn:x\"", "ent1")],
    ])
  func nullParameter(parameters: [(String, String)]) async throws {
    try await Caller.run { caller in
      let elements = (Caller.login + parameters).map { name, value in
        "<\(name)>\(value)</\(name.split(separator: " ")[0])>"
      }
      let envelope = Caller.envelope("AddReseller", []).replacing(
        "\"></AddReseller>", with: "\">\(elements.joined())</AddReseller>")
      let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
      let answer = try Answer(response, method: "AddReseller")
      #expect(!answer.success)
      #expect(answer.errorMessage == "resellerId is mandatory")
    }
  }

  @Test("the order of parameters and unknown parameters make no difference")
  func anyOrder() async throws {
    try await Caller.run { caller in
      let parameters = [("unknown", "1")] + Self.reseller.reversed() + Caller.login.reversed()
      let answer = try await caller.call("AddReseller", login: [], parameters)
      #expect(answer.success)
      #expect(caller.portal.snapshot.systemProviders.first?.resellers.map(\.id) == ["ent1"])
    }
  }

  @Test("the first of two duplicates wins")
  func firstDuplicate() async throws {
    try await Caller.run { caller in
      let answer = try await caller.call("AddReseller", Self.reseller + [("resellerId", "second")])
      #expect(answer.success)
      #expect(caller.portal.snapshot.systemProviders.first?.resellers.map(\.id) == ["ent1"])
    }
  }

  @Test("white space is kept, even if the value has nothing else")
  func whiteSpace() async throws {
    try await Caller.run { caller in
      for id in [" ", " ent1", "\n"] {
        let answer = try await caller.call(
          "AddReseller", [("serverHostName", Caller.host), ("resellerId", id)])
        #expect(answer.success)
      }
      let resellers = caller.portal.snapshot.systemProviders.first?.resellers
      #expect(resellers?.map(\.id) == ["\n", " ", " ent1"])
    }
  }

  @Test("a parameter with elements is treated like malformed XML")
  func elementsInParameter() async throws {
    try await Caller.run { caller in
      let envelope = Caller.envelope("AddReseller", Caller.login + [("resellerId", "x<b/>")])
      let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
      #expect(response.status == 400)
      #expect(response.body.isEmpty)
      #expect(caller.portal.loginHistory.isEmpty)
    }
  }

  @Test("an element with xsi:nil is empty, not null")
  func nilElement() async throws {
    try await Caller.run { caller in
      let instance = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\""
      let envelope = Caller.envelope("AddReseller", Caller.login).replacing(
        "<loginPassword>", with: "<loginPassword \(instance) i:nil=\"true\"/><loginPassword>")
      let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
      #expect(try Answer(response, method: "AddReseller").errorMessage?.contains("has failed") == true)
    }
  }

  @Test("without a charset the body is ASCII: a byte above 0x7F becomes a question mark, and the login fails")
  func missingCharset() async throws {
    try await Caller.run { caller in
      let envelope = Caller.envelope("AddReseller", Caller.login + Self.reseller)
      let response = try await caller.post(
        envelope, action: Caller.action("AddReseller"), contentType: "text/xml")
      #expect(try Answer(response, method: "AddReseller").success == false)
      #expect(caller.portal.isLocked(Caller.credentials.userName))
    }
  }

  @Test("a charset other than UTF-8 is used")
  func latin1() async throws {
    try await Caller.run { caller in
      let envelope = Caller.envelope("AddReseller", Caller.login + Self.reseller)
      let bytes = envelope.unicodeScalars.map { UInt8($0.value) }
      let response = try await caller.send(
        headers: [
          ("Content-Type", "text/xml; charset=\"ISO-8859-1\""), ("SOAPAction", Caller.action("AddReseller")),
        ], body: bytes)
      #expect(try Answer(response, method: "AddReseller").success)
    }
  }
}
