import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing
import XMLCore

/// Calls through code generated from `Typed.wsdl`, to a service with that contract.
@Suite struct GeneratedCallTests {
  private func client(_ transport: StubTransport) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Credentials(userName: "parent", password: "hunter2 & more"), configuration: .patient,
      transport: TypedService(transport), latch: MemoryLoginLatch())
  }

  private func answering(_ method: String, _ result: String) -> StubTransport {
    .answering("\(method)Response", result)
  }

  private let fullReport = """
    <GetReportResult><success>true</success>\
    <entries><Entry kind="Active" tags="1 -2  3"><id>9223372036854775807</id><phone>1</phone><note>a</note>\
    <rank>-5</rank><note>b</note></Entry>\
    <Entry xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="1"/>\
    <Entry kind="Brand New"><id>2</id><street>s</street></Entry></entries>\
    <states>On Hold</states><states>Odd</states><created>2026-07-01T08:30:00.1234567+02:00</created>\
    <day>2024-02-29</day><total>12345678901234567890.123456789012345678901234567890</total>\
    <document>AAEC/w==</document>\
    <remark xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true"/>\
    <nextPage xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true"/>\
    <holder xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="http://typed.example" \
    x:type="q:Company"><name>n</name><size>7</size></holder>\
    <tree><name>1</name><next><name>2</name></next><key>a</key><value>255</value><key>b</key></tree>\
    <ratio>-INF</ratio><unheard>of</unheard></GetReportResult>
    """

  private func report(_ client: ProvisionClient) async throws -> Typed.ReportResult {
    try await client.getReport(
      state: .active, since: XMLDateTime(xmlText: "2026-07-01T08:30:00"), price: 1,
      license: .unityDesktop(.pro))
  }

  @Test("A call has the login and names of its WSDL")
  func request() async throws {
    let stub = answering("GetReport", fullReport)
    _ = try await client(stub).getReport(
      serverHostName: "host", userIds: ["a", nil, ""], state: Typed.LicenseState(rawValue: "New"),
      since: XMLDateTime(xmlText: "2026-07-01T08:30:00Z"), daysLeft: .null,
      price: try #require(ExactDecimal("1.10")), document: Base64Binary([0, 255]),
      license: .unityDashboard(.tabular100Plus), portalPassword: Secret("pw"),
      holder: .person(
        Typed.Person(name: "Ann", born: try #require(XMLDate(year: 2000, month: 1, day: 31)))))
    let request = try #require(stub.requests.first)
    #expect(
      request.head.headerFields.first { $0.name.rawName == "SOAPAction" }?.value
        == "\"http://typed.example/GetReport\"")
    let body = String(decoding: request.body, as: UTF8.self)
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
    #expect(
      body.contains(
        """
        <GetReport xmlns="http://typed.example"><loginUsername>parent</loginUsername>\
        <loginPassword>hunter2 &amp; more</loginPassword><serverHostName>host</serverHostName>\
        <userIds><string>a</string><string xsi:nil="true" \(xsi)></string><string /></userIds>\
        <state>New</state><since>2026-07-01T08:30:00Z</since><until xsi:nil="true" \(xsi)></until>\
        <daysLeft xsi:nil="true" \(xsi)></daysLeft><price>1.10</price><document>AP8=</document>\
        <applicationName>UnityDashboard</applicationName><licenseType>Tabular100+</licenseType>\
        <portalPassword>pw</portalPassword>\
        <holder xmlns:t="http://typed.example" xsi:type="t:Person" \(xsi)><name>Ann</name>\
        <born>2000-01-31</born></holder></GetReport>
        """), "\(body)")
  }

  @Test("An absent value isn't sent, but nil is")
  func absent() async throws {
    let stub = answering("GetReport", fullReport)
    _ = try await report(client(stub))
    let body = String(decoding: try #require(stub.requests.first).body, as: UTF8.self)
    for name in ["serverHostName", "userIds", "daysLeft", "document", "portalPassword", "holder"] {
      #expect(!body.contains("<\(name)"))
    }
    #expect(body.contains("<until xsi:nil=\"true\""))
  }

  /// A failed login is found even if the WSDL spells the common part differently or lacks it.
  @Test(
    "A failed login closes the latch in any spelling",
    arguments: [
      "<Success>false</Success><ErrorMessage>The account has been locked.</ErrorMessage>",
      "<Result><Success>false</Success><ErrorMessage>The account has been locked.</ErrorMessage></Result>",
      "<SUCCESS>0</SUCCESS><error_message>Login failed</error_message>",
      "<count>0</count><note>A login attempt has failed</note>",
    ])
  func failedLogin(content: String) async throws {
    let stub = StubTransport.answering("CountAnswer", content)
    let portal = try client(stub)
    for code in [ProvisionError.Code.loginFailed, .loginLatched] {
      let error = await #expect(throws: ProvisionError.self) { _ = try await portal.count(groupId: "g") }
      #expect(error?.code == code)
    }
    #expect(stub.requests.count == 1)
  }

  @Test("A refusal in another spelling is thrown")
  func refusalInAnotherSpelling() async throws {
    let portal = try client(
      .answering("CountAnswer", "<Success>false</Success><ErrorMessage>Group unknown</ErrorMessage>"))
    let error = await #expect(throws: ProvisionError.self) { _ = try await portal.count(groupId: "g") }
    #expect(error?.code == .rejected && error?.serverText == "Group unknown")
  }

  @Test("An answer is read with every value unchanged")
  func answer() async throws {
    let report = try await report(client(answering("GetReport", fullReport)))
    #expect(report.success)
    #expect(report.errorMessage == nil)
    let entries = try #require(report.entries)
    #expect(entries.count == 3)
    #expect(entries[1] == nil)
    let first = try #require(entries[0])
    #expect(first.id == .max)
    #expect(first.choice == .phone("1"))
    #expect(first.choices == [.note("a"), .rank(-5), .note("b")])
    #expect(first.tags == [1, -2, 3])
    let last = try #require(entries[2])
    #expect(last.kind.rawValue == "Brand New" && !last.kind.isKnown)
    #expect(last.choice == .group(Typed.EntryChoiceGroup(street: "s")))
    #expect(last.choices.isEmpty)
    #expect(report.states == [.onHold, Typed.LicenseState(rawValue: "Odd")])
    #expect(report.created.offsetMinutes == 120)
    #expect(report.created.time.fraction == "1234567")
    #expect(report.day.description == "2024-02-29")
    #expect(report.total.text == "12345678901234567890.123456789012345678901234567890")
    #expect(report.document?.bytes == [0, 1, 2, 255])
    #expect(report.remark == .some(.null))
    #expect(report.nextPage == nil)
    #expect(report.holder == .company(Typed.Company(name: "n", size: 7)))
    #expect(report.tree?.next?.name == "2")
    #expect(report.tree?.groups.map(\.key) == ["a", "b"])
    #expect(report.tree?.groups.map(\.value) == [255, nil])
    #expect(report.ratio == -.infinity)
    #expect(report.anyElements.map { $0.received?.name } == ["unheard"])
  }

  @Test("An absent element is distinguished from a nil one")
  func nilAndAbsent() async throws {
    let result = fullReport.replacing(/<remark.*?\/>/, with: "")
    #expect(try await report(client(answering("GetReport", result))).remark == nil)
    let empty = fullReport.replacing(/<remark.*?\/>/, with: "<remark/>")
    #expect(try await report(client(answering("GetReport", empty))).remark == .value(""))
  }

  @Test("A derived type that the WSDL doesn't know is kept whole")
  func unknownType() async throws {
    let result = fullReport.replacing("q:Company", with: "q:Robot")
    let holder = try await report(client(answering("GetReport", result))).holder
    guard case .other(let element) = holder else {
      Issue.record("\(String(describing: holder))")
      return
    }
    #expect(element.received?.child("size")?.text == "7")
  }

  @Test(
    "An answer that doesn't match the WSDL is an error that names the place",
    arguments: [
      ("<id>2</id>", "<id>9223372036854775808</id>", "entries/Entry/id"),
      ("<street>s</street>", "", "entries/Entry"), ("2024-02-29", "2023-02-29", "day"),
      ("AAEC/w==", "AAEC/w", "document"), ("<name>2</name>", "", "tree/next/name: is missing"),
      ("<value>255</value>", "<value>256</value>", "tree/value"), ("-INF", "0x1p3", "ratio"),
    ])
  func unreadable(part: String, replacement: String, place: String) async throws {
    let stub = answering("GetReport", fullReport.replacing(part, with: replacement))
    let client = try client(stub)
    let error = try #require(
      await #expect(throws: ProvisionError.self) { _ = try await report(client) })
    #expect(error.code == .unexpectedResponse)
    #expect(error.delivery == .answered)
    #expect(error.reason.contains(place), "\(error.reason)")
    #expect(error.response?.success == true)
  }

  @Test("success false is a rejection, and the password is removed from it")
  func rejection() async throws {
    let stub = answering(
      "AddUser",
      "<AddUserResult><success>false</success><errorMessage>no hunter2 &amp; more</errorMessage></AddUserResult>"
    )
    let client = try client(stub)
    let error = try #require(
      await #expect(throws: ProvisionError.self) { try await client.addUser(userName: "x") })
    #expect(error.code == .rejected)
    #expect(error.serverText == "no <redacted>")
  }

  @Test("A failed login latches generated calls too")
  func latch() async throws {
    let stub = StubTransport { .failedLogin(of: $0.method) }
    let client = try client(stub)
    for _ in 1...3 {
      await #expect(throws: ProvisionError.self) { try await client.addUser(userName: "x") }
    }
    #expect(stub.requests.count == 1)
  }

  @Test("A method without login parameters is sent without credentials, and proves nothing about the login")
  func noLogin() async throws {
    let stub = answering("Version", "<VersionResult>3.1</VersionResult>")
    let client = try client(stub)
    #expect(try await client.version(detail: true) == "3.1")
    let body = String(decoding: try #require(stub.requests.first).body, as: UTF8.self)
    #expect(!body.contains("parent") && !body.contains("hunter2"))
    #expect(body.contains("<Version xmlns=\"http://typed.example\" detail=\"true\">"))
  }

  @Test("A method whose name the client already has is called with its value")
  func takenName() async throws {
    let stub = answering("AddGroup", "<AddGroupResult><success>true</success></AddGroupResult>")
    let response = try await client(stub).addGroup(Typed.AddGroup(groupId: "g"))
    #expect(response.success)
    let body = String(decoding: try #require(stub.requests.first).body, as: UTF8.self)
    #expect(body.contains("<groupId>g</groupId>"))
  }

  @Test("A character that XML can't carry is refused with the parameter's name, and nothing is sent")
  func illegalCharacter() async throws {
    let stub = answering("AddUser", "")
    let client = try client(stub)
    let error = try #require(
      await #expect(throws: ProvisionError.self) { try await client.addUser(userName: "a\u{1}") })
    #expect(error.code == .invalidParameter)
    #expect(error.parameter == "userName")
    #expect(stub.requests.isEmpty)
  }

  @Test("A value that can't be read is reported without the password")
  func passwordInAnAnswer() async throws {
    let answer = fullReport.replacing("<rank>-5</rank>", with: "<rank>hunter2 &amp; more</rank>")
    let client = try client(answering("GetReport", answer))
    let error = try #require(await #expect(throws: ProvisionError.self) { _ = try await report(client) })
    #expect(error.code == .unexpectedResponse)
    #expect(error.reason.contains("rank") && error.reason.contains("<redacted>"))
    #expect(!"\(error)".contains("hunter2"))
  }

  @Test("A secret parameter isn't printed, and is removed from the server's words")
  func secret() async throws {
    let stub = StubTransport { _ in .fault("Server", message: "cannot use pass-phrase") }
    let client = try client(stub)
    let operation = Typed.GetReport(
      state: .active, since: try XMLDateTime(xmlText: "2026-07-01T08:30:00"), price: 1,
      license: .unityDesktop(.pro), portalPassword: Secret("pass-phrase"))
    var dumped = ""
    dump(operation, to: &dumped)
    #expect(!dumped.contains("pass-phrase"))
    let error = try #require(
      await #expect(throws: ProvisionError.self) { _ = try await client.perform(operation) })
    #expect(!"\(error)".contains("pass-phrase"))
  }
}
