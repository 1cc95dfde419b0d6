import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The client's result for every answer in `Fixtures/Responses`.
@Suite struct AnswerFixtureTests {
  enum Outcome: Sendable {
    case success(message: String? = nil, details: [String] = [])
    case rejected
    case error(
      ProvisionError.Code, Delivery, status: Int, _ words: [String], kind: ProvisionError.FaultKind? = nil,
      parameter: String? = nil)
  }

  struct Expectation: Sendable, CustomTestStringConvertible {
    let name: String
    let call: String
    let outcome: Outcome

    init(_ name: String, to call: String = "AddUserLicense", _ outcome: Outcome) {
      self.name = name
      self.call = call
      self.outcome = outcome
    }

    var testDescription: String { name }
  }

  static let methods = GoldenCall.complete.flatMap { golden in
    [
      Expectation(
        "success-\(golden.method)", to: golden.method,
        .success(details: golden.method == "GetUserLicenses" ? ["licenses"] : [])),
      Expectation("refusal-\(golden.method)", to: golden.method, .rejected),
    ]
  }

  static let forms: [Expectation] = [
    Expectation("bom-utf8", .success(message: "", details: ["Größe — 日本"])),
    Expectation("utf16-le", .success(message: "", details: ["Größe — 日本"])),
    Expectation("utf16-be", .success(message: "", details: ["Größe — 日本"])),
    Expectation("leading-white-space", .success(message: "", details: ["Größe — 日本"])),
    Expectation("illegal-reference", .success(details: ["bell \u{FFFD} end"])),
    Expectation("nil-message", .success(details: [""])),
    Expectation("reordered-and-unknown", .success(message: "was held already", details: ["42", ""])),
    Expectation("header-for-others", .success()),
    Expectation("licenses-nested", to: "GetUserLicenses", .success(details: ["licenses"])),
    Expectation("licenses-flat", to: "GetUserLicenses", .success(details: ["licenses"])),
    Expectation("licenses-attributes", to: "GetUserLicenses", .success(details: ["list"])),
    Expectation(
      "licenses-deep-with-extras", to: "GetUserLicenses", .success(details: ["user", "serverTime"])),
    Expectation(
      "licenses-repeated", to: "GetUserLicenses",
      .success(details: ["UserLicense", "UserLicense", "UserLicense"])),
    Expectation("licenses-none", to: "GetUserLicenses", .success(details: ["licenses"])),
    Expectation("licenses-unknown-shape", to: "GetUserLicenses", .success(details: ["licenses"])),
  ]

  // The calls are of `AddUserLicense`, which may be repeated.
  private static let look =
    "Check in the portal whether the call was carried out, or repeat it: a second call changes nothing."

  static let logins: [Expectation] = [
    Expectation(
      "login-failed",
      .error(.loginFailed, .refused, status: 200, ["refused the login of \"parentprovision\"", "Unlock"])),
    Expectation(
      "login-locked",
      .error(.loginFailed, .refused, status: 200, ["refused the login of \"parentprovision\"", "Unlock"])),
    Expectation(
      "fault-login-chain",
      .error(
        .loginFailed, .refused, status: 500, ["has failed and the account has been locked", "Unlock"],
        kind: .serverException)),
    Expectation(
      "fault-login-trace",
      .error(
        .loginFailed, .refused, status: 500, ["has failed and the account has been locked", "Unlock"],
        kind: .serverException)),
  ]

  static let faults: [Expectation] = ["chain", "trace"].flatMap { shape in
    [
      Expectation(
        "fault-action-\(shape)",
        .error(
          .fault, .refused, status: 500, ["does not know this method", "Compare", "WSDL"],
          kind: .actionNotRecognized)),
      Expectation(
        "fault-unreadable-\(shape)", to: "AddGroupLicenseSubPurchase",
        .error(
          .fault, .refused, status: 500, ["could not read the value of quantity", "line 1, column "],
          kind: .requestUnreadable, parameter: "quantity")),
      Expectation(
        "fault-version-\(shape)",
        .error(
          .fault, .refused, status: 500, ["another SOAP version", "endpoint"], kind: .versionMismatch)),
      Expectation(
        "fault-too-large-\(shape)",
        .error(.fault, .refused, status: 500, ["larger than the server accepts"], kind: .requestTooLarge)),
      Expectation(
        "fault-server-\(shape)",
        .error(
          .fault, .mayHaveApplied, status: 500, ["failed inside the server", "Timeout expired", look],
          kind: .serverException)),
    ]
  }

  static let otherFaults: [Expectation] = [
    Expectation(
      "fault-other",
      .error(
        .fault, .mayHaveApplied, status: 500, ["soap:Client.Custom", "Something else.", look], kind: .other)),
    Expectation(
      "fault-soap12",
      .error(.fault, .mayHaveApplied, status: 500, ["Disk full."], kind: .serverException)),
    Expectation(
      "fault-status-200",
      .error(.fault, .mayHaveApplied, status: 200, ["Object reference"], kind: .serverException)),
  ]

  static let pages: [Expectation] = [
    Expectation(
      "html-200-maintenance",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 200,
        ["HTTP 200 and text/html", "being maintained", look])),
    Expectation(
      "html-401",
      .error(
        .accessRefused, .refused, status: 401, ["HTTP 401", "do not have permission", "access control list"])),
    Expectation(
      "html-403",
      .error(.accessRefused, .refused, status: 403, ["HTTP 403", "not on the list", "access control list"])),
    Expectation(
      "html-404", .error(.accessRefused, .refused, status: 404, ["HTTP 404", "Check the endpoint"])),
    Expectation(
      "html-500",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 500, ["HTTP 500 and text/html", "Server Error", look])),
    Expectation(
      "html-503", .error(.unexpectedResponse, .mayHaveApplied, status: 503, ["HTTP 503", look])),
    Expectation(
      "text-503",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 503,
        ["HTTP 503 and text instead", "\"The service is unavailable.\"", look])),
    Expectation(
      "page-200",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 200,
        ["HTTP 200 and text instead", "Please log in", look])),
    Expectation(
      "cut-off-502",
      .error(.unexpectedResponse, .mayHaveApplied, status: 502, ["HTTP 502 and text instead", look])),
    Expectation(
      "redirect-302",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 302,
        ["https://elsewhere.example.com/ProvisionV3.asmx", look, "configure it as the endpoint"])),
  ]

  static let oddities: [Expectation] = [
    Expectation(
      "empty-200",
      .error(.unexpectedResponse, .mayHaveApplied, status: 200, ["HTTP 200 and an empty body", look])),
    Expectation(
      "empty-202",
      .error(.unexpectedResponse, .mayHaveApplied, status: 202, ["HTTP 202 and an empty body", look])),
    Expectation(
      "empty-304",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 304, ["answered with HTTP 304 and an empty body", look])
    ),
    Expectation(
      "empty-400", .error(.unexpectedResponse, .refused, status: 400, ["could not parse the request"])),
    Expectation(
      "doctype", .error(.malformedResponse, .mayHaveApplied, status: 200, ["DOCTYPE", look])),
    Expectation(
      "header-must-understand",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 200,
        ["says that the call succeeded", "\"urn:gateway Review\"", "AddUserLicenseResult", look])),
    Expectation(
      "not-an-envelope",
      .error(.unexpectedResponse, .mayHaveApplied, status: 200, ["not a SOAP envelope but \"string\"", look])),
    Expectation(
      "other-method",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 200,
        ["not AddUserLicenseResponse but \"AddGroupResponse\"", look])
    ),
    Expectation(
      "result-missing",
      .error(
        .unexpectedResponse, .mayHaveApplied, status: 200, ["does not contain AddUserLicenseResult", look])),
    Expectation(
      "success-missing",
      .error(.unexpectedResponse, .mayHaveApplied, status: 200, ["success is missing", look])),
    Expectation(
      "success-no-boolean",
      .error(.unexpectedResponse, .mayHaveApplied, status: 200, ["\"yes\", which is not a boolean", look])),
  ]

  static let all = methods + forms + logins + faults + otherFaults + pages + oddities

  @Test func everyFixtureHasItsExpectation() throws {
    #expect(try Fixtures.responseNames == AnswerFixtureTests.all.map(\.name).sorted())
  }

  @Test(arguments: all)
  func isReadAsExpected(_ expectation: Expectation) async throws {
    let golden = try #require(GoldenCall.named(expectation.call))
    let stub = StubTransport(try Fixtures.response(expectation.name))
    let portal = try ProvisionClient(stub)
    switch expectation.outcome {
    case .success(let message, let details):
      let response = try await golden.call(portal)
      #expect(response.success)
      #expect(response.errorMessage == message)
      // Lists of licences are compared by name, notes by text.
      let isList = golden.method == "GetUserLicenses"
      #expect(response.details.map { isList ? $0.name : $0.text } == details)
    case .rejected:
      let error = try await provisionError { _ = try await golden.call(portal) }
      #expect(error.code == .rejected)
      #expect(error.delivery == .answered)
    case .error(let code, let delivery, let status, let words, let kind, let parameter):
      let error = try await provisionError { _ = try await golden.call(portal) }
      #expect(error.code == code)
      #expect(error.delivery == delivery)
      #expect(error.httpStatus == (code == .loginFailed && status == 200 ? nil : status))
      #expect(error.fault?.kind == kind)
      #expect(error.parameter == parameter)
      #expect(error.operation == golden.method)
      for word in words { #expect(error.description.contains(word)) }
      #expect(!error.description.contains(".."))
      #expect(!error.description.contains("\n"))
    }
    #expect(stub.requests.count == 1)
  }

  /// The header may change the meaning of the answer, but the answer isn't lost.
  @Test
  func anAnswerThatIsNotUnderstoodGoesWithTheError() async throws {
    let golden = try #require(GoldenCall.named("AddUserLicense"))
    let portal = try ProvisionClient(StubTransport(try Fixtures.response("header-must-understand")))
    let error = try await provisionError { _ = try await golden.call(portal) }
    #expect(error.response?.success == true && error.response?.operation == "AddUserLicense")
  }

  /// A failed login is reported whatever else the answer contains.
  @Test
  func aFailedLoginWithAHeaderThatIsNotUnderstoodClosesTheLatch() async throws {
    let golden = try #require(GoldenCall.named("AddUserLicense"))
    let failed = try Fixtures.response("login-failed")
    var answer = failed
    let header =
      "<soap:Header><g:Review xmlns:g=\"urn:gateway\" soap:mustUnderstand=\"1\" /></soap:Header><soap:Body>"
    answer.body = Array(
      String(decoding: failed.body, as: UTF8.self).replacing("<soap:Body>", with: header).utf8)
    #expect(answer.body != failed.body)
    let portal = try ProvisionClient(StubTransport(answer))
    let error = try await provisionError { _ = try await golden.call(portal) }
    #expect(error.code == .loginFailed)
    #expect(try portal.loginLatchRecord() != nil)
  }

  /// The call for the raw answer reports the same as the typed one.
  @Test(arguments: all)
  func theRawAnswerDiffersOnlyInARejection(_ expectation: Expectation) async throws {
    let golden = try #require(GoldenCall.named(expectation.call))
    let portal = try ProvisionClient(StubTransport(try Fixtures.response(expectation.name)))
    switch expectation.outcome {
    case .success: #expect(try await portal.response(to: golden.operation).success)
    case .rejected: #expect(try await !portal.response(to: golden.operation).success)
    case .error(let code, _, _, _, _, _):
      let error = try await provisionError { _ = try await portal.response(to: golden.operation) }
      #expect(error.code == code)
    }
  }

  @Test func nothingOfAnAnswerIsThrownAway() async throws {
    let portal = try ProvisionClient(StubTransport(try Fixtures.response("reordered-and-unknown")))
    let response = try await portal.addUserLicense(
      serverHostName: "sp", broadworksUserId: "jane@acme.example.com", license: .unityMobile(.standard))
    #expect(response.details.map(\.name) == ["transactionId", "more"])
    #expect(response.details.last?.children(named: "a").map(\.text) == ["1", "2"])
    #expect(
      response.result.children.map(\.name) == ["transactionId", "errorMessage", "more", "success"])
  }

  /// A contradictory or partial answer isn't a success.
  @Test(arguments: [
    "<success>true</success><success>false</success>", "<success>true</success><success>true</success>",
  ])
  func anAnswerThatSaysSuccessTwiceIsRefused(content: String) async throws {
    let answer =
      "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><DeleteResellerResponse>"
      + "<DeleteResellerResult>\(content)</DeleteResellerResult></DeleteResellerResponse></soap:Body></soap:Envelope>"
    let portal = try ProvisionClient(StubTransport(.xml(answer)))
    let error = try await provisionError { _ = try await portal.response(to: reseller) }
    #expect(error.code == .unexpectedResponse && error.reason.contains("more than once"))
    let part = answer.replacing(content, with: "<success>true</success>")
    let partly = try ProvisionClient(StubTransport(.xml(part, status: 206)))
    #expect(try await provisionError { _ = try await partly.response(to: reseller) }.reason.contains("206"))
  }

  @Test func aFaultNextToAnAnswerIsAFault() async throws {
    let answer =
      "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><DeleteResellerResponse>"
      + "<DeleteResellerResult><success>true</success></DeleteResellerResult></DeleteResellerResponse><soap:Fault>"
      + "<faultcode>soap:Server</faultcode><faultstring>boom</faultstring></soap:Fault></soap:Body></soap:Envelope>"
    let portal = try ProvisionClient(StubTransport(.xml(answer)))
    let error = try await provisionError { _ = try await portal.response(to: reseller) }
    #expect(error.code == .fault && error.serverText == "boom")
  }

  /// A truncated answer shows that the portal acted, but not how.
  @Test(arguments: [
    "success-AddUserLicense", "success-GetUserLicenses", "refusal-AddGroup", "fault-server-chain",
  ])
  func anAnswerThatEndsEarlyIsNotASuccess(_ name: String) async throws {
    let whole = try Fixtures.response(name)
    let golden = try #require(
      GoldenCall.named(name.hasPrefix("fault") ? "AddGroup" : String(name.dropFirst(8))))
    let boundaries = whole.body.indices.filter { whole.body[$0] == UInt8(ascii: ">") }.map { $0 + 1 }
    #expect(boundaries.count > 10)
    #expect(boundaries.last == whole.body.count)
    for length in [0] + boundaries.dropLast() {
      var part = whole
      part.body = Array(whole.body.prefix(length))
      let portal = try ProvisionClient(StubTransport(part))
      let error = try await provisionError { _ = try await golden.call(portal) }
      let isReading = name == "success-GetUserLicenses"
      #expect(error.delivery == (isReading ? .onlyRead : .mayHaveApplied), "\(length) bytes")
      #expect(
        error.code == (part.body.isEmpty ? .unexpectedResponse : .malformedResponse), "\(length) bytes")
    }
  }

  @Test(arguments: [
    ("true", true), ("false", false), ("1", true), ("0", false), ("\n true\t", true), (" 0 ", false),
  ])
  func aBooleanIsReadInItsFourSpellings(_ text: String, _ success: Bool) async throws {
    let portal = try ProvisionClient(StubTransport(answer("<success>\(text)</success>")))
    #expect(try await portal.response(to: reseller).success == success)
  }

  @Test(arguments: ["", "True", "TRUE", "yes", "2", "01", "true false", "\u{A0}true", "tru"])
  func anythingElseIsNotABoolean(_ text: String) async throws {
    let portal = try ProvisionClient(StubTransport(answer("<success>\(text)</success>")))
    let error = try await provisionError { _ = try await portal.response(to: reseller) }
    #expect(error.code == .unexpectedResponse)
    #expect(error.delivery == .mayHaveApplied)
    #expect(error.reason.contains("not a boolean"))
  }

  @Test func anAnswerNestedTooDeepIsRefused() async throws {
    let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
    let portal = try ProvisionClient(StubTransport(answer("<success>true</success>" + deep)))
    let error = try await provisionError { _ = try await portal.response(to: reseller) }
    #expect(error.code == .responseTooDeep)
    #expect(error.delivery == .mayHaveApplied)
    let wide = (0..<1001).map { " a\($0)=\"\"" }.joined()
    let other = try ProvisionClient(StubTransport(answer("<success>true</success><a\(wide)/>")))
    #expect(try await provisionError { _ = try await other.response(to: reseller) }.code == .responseTooDeep)
  }

  @Test func theFirstCharactersOfAnUnexpectedAnswerAreShown() async throws {
    let page = "<html>  \r\n\t<p>Maintenance " + String(repeating: "x", count: 100_000) + "</p></html>"
    let portal = try ProvisionClient(StubTransport(.html(status: 502, page)))
    let error = try await provisionError { _ = try await portal.response(to: reseller) }
    #expect(error.serverText?.hasPrefix("Maintenance xxx") == true)
    #expect(error.serverText?.hasSuffix("…") == true)
    #expect((error.serverText?.count ?? 0) <= 201)
    #expect(error.delivery == .mayHaveApplied)
  }

  @Test func theWordsOfAPageAreShownAndNotItsMarkup() async throws {
    for (page, words) in [
      ("<html><STYLE>a > b</STYLE><script>x<y</script><p>Down<br/>for</p> now", "Down for now"),
      ("<p>a < b", "a < b"), ("<html></html>", "<html></html>"), ("no markup", "no markup"),
      (String(repeating: "<", count: 50_000) + "x", String(repeating: "<", count: 200) + "…"),
      (String(repeating: "<script>", count: 5000) + "x", nil),
    ] as [(String, String?)] {
      let portal = try ProvisionClient(StubTransport(.html(status: 500, page)))
      let error = try await provisionError { _ = try await portal.response(to: reseller) }
      if let words { #expect(error.serverText == words) }
    }
  }

  @Test func anXMLAnswerIsShownFromItsBodyOn() async throws {
    let portal = try ProvisionClient(StubTransport(answer("<error>17</error>")))
    let error = try await provisionError { _ = try await portal.response(to: reseller) }
    #expect(
      error.serverText?.hasPrefix("<s:Body><DeleteResellerResponse><DeleteResellerResult><error>17") == true)
  }

  private let reseller = DeleteReseller(serverHostName: "sp", resellerId: "Acme")

  private func answer(_ content: String) -> TransportResponse {
    .xml(
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><DeleteResellerResponse>"
        + "<DeleteResellerResult>\(content)</DeleteResellerResult></DeleteResellerResponse></s:Body></s:Envelope>"
    )
  }
}
