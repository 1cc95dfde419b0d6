import Testing

@testable import KakapoSimulator

@Suite("Requests that don't reach a method")
struct RefusedRequestTests {
  private static let good = Caller.envelope("AddReseller", Caller.login)

  @Test(
    "malformed XML, a DOCTYPE or an illegal reference: 400 with an empty body",
    arguments: [
      "", "x", "<a>", good.replacing("</soap:Body>", with: ""),
      good.replacing("?><soap", with: "?><!DOCTYPE x><soap"),
      good.replacing("parentprovision", with: "parent&#x1F;provision"),
      good.replacing("parentprovision", with: "parent\u{1}provision"),
      good.replacing("parentprovision", with: "parent&nbsp;provision"),
      good.replacing("</soap:Envelope>", with: "</soap:Envelope><x/>"),
    ])
  func malformed(envelope: String) async throws {
    try await Caller.run { caller in
      let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
      #expect(response.status == 400)
      #expect(response.body.isEmpty)
      #expect(caller.portal.loginHistory.isEmpty)
      #expect(caller.simulator.requests.map(\.kind) == [.unreadable])
    }
  }

  @Test("a wrong envelope namespace is a version mismatch")
  func versionMismatch() async throws {
    try await Caller.run { caller in
      let envelope = Caller.envelope("AddReseller", Caller.login, soap: "urn:other")
      let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
      #expect(response.status == 500)
      let fault = try FaultAnswer(response)
      #expect(fault.code == "soap:VersionMismatch")
      #expect(
        fault.text == """
          Possible SOAP version mismatch: Envelope namespace urn:other was unexpected. \
          Expecting http://schemas.xmlsoap.org/soap/envelope/.
          """)
      #expect(caller.portal.loginHistory.isEmpty)
    }
  }

  @Test("a version mismatch lists the supported versions if SOAP 1.2 is one of them")
  func upgrade() async throws {
    for acceptsSOAP12 in [true, false] {
      var options = Simulator.Options()
      options.acceptsSOAP12 = acceptsSOAP12
      try await Caller.run(options) { caller in
        let response = try await caller.post("<x/>", action: Caller.action("AddReseller"))
        #expect(try FaultAnswer(response).text.contains("Envelope namespace  was unexpected"))
        #expect(
          response.text.contains("<soap12:SupportedEnvelope qname=\"soap12:Envelope\"") == acceptsSOAP12)
      }
    }
  }

  @Test("a header with mustUnderstand is a fault without detail; another header is ignored")
  func header() async throws {
    try await Caller.run { caller in
      for (value, isRefused) in [("1", true), ("0", false)] {
        let envelope = Self.good.replacing(
          "<soap:Body>",
          with:
            "<soap:Header><h:Security xmlns:h=\"urn:h\" soap:mustUnderstand=\"\(value)\"/></soap:Header><soap:Body>"
        )
        let response = try await caller.post(envelope, action: Caller.action("AddReseller"))
        guard isRefused else {
          #expect(response.status == 200)
          continue
        }
        #expect(response.status == 500)
        let fault = try FaultAnswer(response)
        #expect(fault.code == "soap:MustUnderstand")
        #expect(fault.text == "SOAP header Security was not understood.")
        #expect(!fault.hasEmptyDetail)
        #expect(caller.portal.loginHistory.isEmpty)
      }
    }
  }

  @Test("a document without an envelope or body is unreadable")
  func noEnvelope() async throws {
    try await Caller.run { caller in
      for (document, element) in [
        ("<s:x xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", "Envelope"),
        ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", "Body"),
      ] {
        let response = try await caller.post(document, action: Caller.action("AddReseller"))
        #expect(response.status == 500)
        #expect(try FaultAnswer(response).text.hasSuffix("Missing required soap:\(element) element."))
      }
    }
  }

  @Test(
    "a Content-Type other than SOAP: 415",
    arguments: ["application/json", "text/plain; charset=utf-8", "application/xml", "text/xmlx", ""])
  func unsupportedMediaType(contentType: String) async throws {
    try await Caller.run { caller in
      let response = try await caller.post(
        Self.good, action: Caller.action("AddReseller"), contentType: contentType)
      #expect(response.status == 415)
      #expect(response.body.isEmpty)
    }
  }

  @Test("a body above the limit is a fault, and the connection can still be used")
  func tooLarge() async throws {
    var options = Simulator.Options()
    options.maximumRequestBytes = 2_000
    try await Caller.run(options) { caller in
      let padding = String(repeating: "x", count: 3_000_000)
      let response = try await caller.post(
        Self.good + "<!--\(padding)-->", action: Caller.action("AddReseller"))
      #expect(response.status == 500)
      #expect(try FaultAnswer(response).text.hasSuffix("Maximum request length exceeded."))
      #expect(caller.simulator.requests.first?.bodyLength == nil)

      let head = "POST /KakapoProvision/ProvisionV3.asmx HTTP/1.1\r\nContent-Type: text/xml\r\n"
      let large = head + "Content-Length: 5000000\r\n\r\n" + String(repeating: "x", count: 5_000_000)
      let small = "GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n"
      let both = try await RawHTTP.exchange(Array((large + small).utf8), port: caller.simulator.port)
      #expect(both.status == 500)
      #expect(both.text.contains("HTTP/1.1 404"))
    }
  }

  @Test("a body of exactly the limit is read")
  func atTheLimit() async throws {
    var options = Simulator.Options()
    options.maximumRequestBytes = Self.good.utf8.count
    try await Caller.run(options) { caller in
      let response = try await caller.post(Self.good, action: Caller.action("AddReseller"))
      #expect(try Answer(response, method: "AddReseller").errorMessage == "serverHostName is mandatory")
    }
  }

  @Test("another verb: 405; another path: 404, as HTML")
  func otherRequests() async throws {
    try await Caller.run { caller in
      for verb in ["PUT", "DELETE", "OPTIONS"] {
        let response = try await caller.send(verb)
        #expect(response.status == 405)
        #expect(response.headers["allow"] == "GET, POST")
      }
      for path in ["/", "/KakapoProvision/", "/KakapoProvision/ProvisionV2.asmx", "/%zz"] {
        let response = try await caller.send("GET", path: path)
        #expect(response.status == 404)
        #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
        #expect(response.text.contains("404"))
      }
    }
  }

  @Test("an address that the web server refuses: 403.6 as XHTML with a DOCTYPE")
  func addressRejected() async throws {
    var options = Simulator.Options()
    options.allowedAddresses = ["127.0.0.1"]
    try await Caller.run(options) { caller in
      let response = try await caller.post(
        Self.good, action: Caller.action("AddReseller"), from: "127.0.0.2")
      #expect(response.status == 403)
      #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
      #expect(response.text.hasPrefix("<!DOCTYPE html"))
      #expect(response.text.contains("403.6"))
      #expect(caller.portal.loginHistory.isEmpty)

      let claimed = try await caller.send(
        "GET", headers: [("X-Forwarded-For", "127.0.0.1")], from: "127.0.0.2")
      #expect(claimed.status == 403)
      #expect(try await caller.get("").status == 200)
    }
  }
}
