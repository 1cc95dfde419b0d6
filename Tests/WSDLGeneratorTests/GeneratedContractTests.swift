import Foundation
import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The calls of generated code to a service whose contract is `Typed.wsdl` or differs from it.
@Suite struct GeneratedContractTests {
  private static let success = "<success>true</success>"
  private static let login =
    "<loginUsername>parent</loginUsername><loginPassword>hunter2</loginPassword>"

  private func client(
    _ calls: StubTransport, replacing changes: [(String, String)] = []
  ) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Credentials(userName: "parent", password: "hunter2"), configuration: .patient,
      transport: TypedService(calls, replacing: changes), latch: MemoryLoginLatch())
  }

  private func action(of request: TransportRequest?) -> String? {
    request?.head.headerFields.first { $0.name.rawName == "SOAPAction" }?.value
  }

  @Test("An overload is sent as its own method")
  func overload() async throws {
    let stub = StubTransport.answering(
      "RemoveUserByIdResponse", "<RemoveUserByIdResult>\(Self.success)</RemoveUserByIdResult>")
    try await client(stub).removeUserById(userName: "x")
    #expect(
      stub.onlyCall == """
        <RemoveUserById xmlns="http://typed.example">\(Self.login)<userName>x</userName></RemoveUserById>
        """)
    #expect(action(of: stub.requests.first) == "\"http://typed.example/RemoveUserById\"")
    let first = StubTransport.answering(
      "RemoveUserResponse", "<RemoveUserResult>\(Self.success)</RemoveUserResult>")
    try await client(first).removeUser(userName: "x", cascade: true)
    #expect(first.onlyCall?.hasPrefix("<RemoveUser xmlns") == true)
  }

  @Test("An overload's own success counts, and its failed login closes the latch")
  func overloadThatFails() async throws {
    let refusing = StubTransport.answering(
      "RemoveUserByIdResponse",
      "<RemoveUserByIdResult><success>false</success><errorMessage>no</errorMessage></RemoveUserByIdResult>")
    let error = await #expect(throws: ProvisionError.self) {
      try await client(refusing).removeUserById(userName: "x")
    }
    #expect(error?.code == .rejected)
    let locked = StubTransport { _ in .failedLogin(of: "RemoveUserById") }
    let portal = try client(locked)
    for _ in 1...3 {
      await #expect(throws: ProvisionError.self) { try await portal.removeUserById(userName: "x") }
    }
    #expect(locked.requests.count == 1)
  }

  @Test("An overload that the service no longer has isn't sent as another one")
  func missingOverload() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let changes = [("RemoveUserById", "RemoveUserByName")]
    let error = await #expect(throws: ProvisionError.self) {
      try await client(stub, replacing: changes).removeUserById(userName: "x")
    }
    #expect(error?.code == .contractMismatch)
    let other = await #expect(throws: ProvisionError.self) { try await client(stub).perform(FormerMethod()) }
    #expect(other?.code == .contractMismatch)
    #expect(other?.description.contains("AddUser under this name, not AddUserOnce") == true)
    #expect(stub.requests.isEmpty)
  }

  @Test("Repeated parameters are sent as often as given, in the caller's order")
  func repeated() async throws {
    let stub = StubTransport.answering(
      "AddUsersResponse", "<AddUsersResult>\(Self.success)</AddUsersResult>")
    try await client(stub).addUsers(
      userName: ["a", "b"], choices: [.rank(2), .note("n"), .rank(1)],
      anyElements: [AnyElement(RequestElement("more", .text("m")))])
    #expect(
      stub.onlyCall == """
        <AddUsers xmlns="http://typed.example">\(Self.login)<userName>a</userName><userName>b</userName>\
        <rank>2</rank><note>n</note><rank>1</rank><more>m</more></AddUsers>
        """)
  }

  @Test("Repeated parameters stay together if the service has another order and other names")
  func repeatedInAnotherOrder() async throws {
    let stub = StubTransport.answering(
      "AddUsersResponse", "<AddUsersResult>\(Self.success)</AddUsersResult>")
    let names = "maxOccurs=\"unbounded\" name=\"userName\" type=\"s:string\"/>"
    let changes = [
      (names, "name=\"nothing\" type=\"s:string\"/>"),
      (
        "</s:choice>\n            <s:any ",
        "</s:choice><s:element minOccurs=\"0\" maxOccurs=\"unbounded\" name=\"UserName\" type=\"s:string\"/>"
          + "<s:any "
      ),
    ]
    try await client(stub, replacing: changes).addUsers(
      userName: ["a", "b"], choices: [.rank(2), .note("n"), .rank(1)],
      anyElements: [AnyElement(RequestElement("more", .text("m")))])
    #expect(
      stub.onlyCall == """
        <AddUsers xmlns="http://typed.example">\(Self.login)<rank>2</rank><note>n</note><rank>1</rank>\
        <UserName>a</UserName><UserName>b</UserName><more>m</more></AddUsers>
        """)
  }

  @Test("A parameter that the service takes once isn't sent twice")
  func repeatedNoMore() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let changes = [("maxOccurs=\"unbounded\" name=\"userName\"", "name=\"userName\"")]
    let error = await #expect(throws: ProvisionError.self) {
      try await client(stub, replacing: changes).addUsers(userName: ["a", "b"])
    }
    #expect(error?.code == .contractMismatch)
    #expect(error?.description.contains("the parameter userName only once") == true)
    #expect(stub.requests.isEmpty)
  }

  @Test("A login that doesn't come first is still a login, and is sent at the service's place for it")
  func lateLogin() async throws {
    let stub = StubTransport.answering(
      "FindUserResponse", "<FindUserResult>\(Self.success)</FindUserResult>")
    try await client(stub).findUser(userName: "x")
    #expect(
      stub.onlyCall == """
        <FindUser xmlns="http://typed.example"><userName>x</userName>\
        <loginPassword>hunter2</loginPassword><loginUsername>parent</loginUsername></FindUser>
        """)
    let locked = StubTransport { .failedLogin(of: $0.method) }
    let portal = try client(locked)
    for _ in 1...3 {
      await #expect(throws: ProvisionError.self) { try await portal.findUser(userName: "x") }
    }
    #expect(locked.requests.count == 1)
  }

  @Test("A wrapper with another name than the operation, and rpc, are sent as in the WSDL")
  func otherForms() async throws {
    let bare = StubTransport.answering("CountAnswer", "<count>3</count>")
    #expect(try await client(bare).count(groupId: "g") == 3)
    #expect(
      bare.onlyCall == """
        <CountRequest xmlns="http://typed.example">\(Self.login)<groupId>g</groupId></CountRequest>
        """)
    let rpc = StubTransport.answering("PingResponse", "<text xmlns=\"\">pong</text>")
    #expect(try await client(rpc).ping(text: "ping") == "pong")
    #expect(
      rpc.onlyCall == """
        <Ping xmlns="http://typed.example"><loginUsername xmlns="">parent</loginUsername>\
        <loginPassword xmlns="">hunter2</loginPassword><text xmlns="">ping</text></Ping>
        """)
  }

  @Test("A form that the code wasn't generated for stops the call")
  func changedForm() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let error = await #expect(throws: ProvisionError.self) {
      try await client(stub, replacing: [("CountRequest", "CountQuery")]).count(groupId: "g")
    }
    #expect(error?.code == .contractMismatch)
    #expect(stub.requests.isEmpty)
  }

  @Test(
    "What is sent inside a parameter, and what is read, stops the call if it differs",
    arguments: [
      ("name=\"street\"", "name=\"Street\"", "Street"), ("name=\"entries\"", "name=\"Entries\"", "Entries"),
      ("type=\"tns:ArrayOfEntry\"", "type=\"s:string\"", "entries"),
      ("name=\"Entry\" nillable", "name=\"Item\" nillable", "Entry"),
    ])
  func nestedDifference(old: String, new: String, name: String) async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let wsdl = try String(
      contentsOf: Repository.root.appending(path: "Fixtures/WSDL/Typed.wsdl"), encoding: .utf8)
    try #require(wsdl.contains(old), "\(old)")
    let error = await #expect(throws: ProvisionError.self) {
      try await client(stub, replacing: [(old, new)]).getReport(
        state: .active, since: XMLDateTime(xmlText: "2026-07-01T08:30:00"), price: 1,
        license: .unityDesktop(.pro))
    }
    #expect(error?.code == .contractMismatch)
    #expect(error?.description.contains(name) == true, "\(error?.description ?? "")")
    #expect(stub.requests.isEmpty)
  }

  @Test("A method without a login follows the service's contract, too")
  func withoutLogin() async throws {
    let stub = StubTransport.answering("VersionResponse", "<VersionResult>7</VersionResult>")
    let action = "http://typed.example/Version"
    let changes = [("soapAction=\"\(action)\"", "soapAction=\"\(action)Now\"")]
    #expect(try await client(stub, replacing: changes).version() == "7")
    #expect(self.action(of: stub.requests.first) == "\"\(action)Now\"")
  }

  @Test("A service without SOAP 1.1 is named as that")
  func otherProtocol() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let changes = [("http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/")]
    let error = await #expect(throws: ProvisionError.self) {
      try await client(stub, replacing: changes).addUser(userName: "x")
    }
    #expect(error?.description.contains("no longer offers SOAP 1.1, only SOAP 1.2") == true)
  }

  @Test("An answer that is in another namespace as a whole is read by its local names")
  func otherNamespace() async throws {
    let answer = """
      <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><CountAnswer \
      xmlns="urn:other"><count>3</count></CountAnswer></soap:Body></soap:Envelope>
      """
    #expect(try await client(StubTransport { _ in .xml(answer) }).count(groupId: "g") == 3)
    let mixed = answer.replacing("<count>", with: "<count xmlns=\"urn:third\">")
      .replacing("xmlns=\"urn:other\"", with: "xmlns=\"http://typed.example\"")
    await #expect(throws: ProvisionError.self) {
      try await client(StubTransport { _ in .xml(mixed) }).count(groupId: "g")
    }
  }

  @Test("The password goes into the parameter with exactly its name, whatever comes before it")
  func exactLogin() async throws {
    let stub = StubTransport.answering("AddUserResponse", "<AddUserResult>\(Self.success)</AddUserResult>")
    let password = "<s:element minOccurs=\"0\" name=\"loginPassword\" type=\"s:string\"/>"
    let changes = [
      (password, password.replacing("login", with: "Login") + password), ("\"userName\"", "\"UserName\""),
    ]
    try await client(stub, replacing: changes).addUser(userName: "x")
    #expect(
      stub.onlyCall == """
        <AddUser xmlns="http://typed.example">\(Self.login)<UserName>x</UserName></AddUser>
        """)
  }

  @Test("A login parameter with two possible places stops the call")
  func ambiguousLogin() async throws {
    let stub = StubTransport { .success(of: $0.method) }
    let password = "<s:element minOccurs=\"0\" name=\"loginPassword\" type=\"s:string\"/>"
    let changes = [
      (password, password.replacing("login", with: "Login") + password.replacing("login", with: "LOGIN"))
    ]
    for call in [
      { try await client(stub, replacing: changes).addUser(userName: "x") },
      // A password must not go into an element of any type.
      { try await client(stub, replacing: changes).addUsers(userName: ["x"]) },
    ] {
      let error = await #expect(throws: ProvisionError.self) { _ = try await call() }
      #expect(error?.code == .contractMismatch)
      #expect(error?.description.contains("loginPassword, so every call would be a failed login") == true)
    }
    #expect(stub.requests.isEmpty)
  }
}

/// An overload of `AddUser` in code generated when the service still had it.
private struct FormerMethod: ProvisionOperation {
  static let contract = OperationDescription(
    "AddUser", soapAction: "http://typed.example/AddUserOnce",
    request: MessageDescription("AddUserOnce", "http://typed.example"),
    answer: MessageDescription("AddUserOnceResponse", "http://typed.example"), result: "AddUserOnceResult",
    login: OperationDescription.Login(
      userName: "loginUsername", password: "loginPassword", namespace: "http://typed.example"))

  func encode(into writer: inout TypedWriter) throws(TypedValueError) {}
}
