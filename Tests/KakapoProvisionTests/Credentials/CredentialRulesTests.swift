import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The client refuses credentials that can't be right, because sending them would lock the account.
@Suite struct CredentialRulesTests {
  private func refusal(_ userName: String, _ password: String) throws -> ProvisionError {
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try ProvisionClient(
          StubTransport.succeeding(), credentials: Credentials(userName: userName, password: password))
      })
    #expect(error.code == .invalidConfiguration)
    #expect(error.delivery == .notSent)
    return error
  }

  @Test func anEmptyUserNameIsRefused() throws {
    #expect(try refusal("", "hunter2").reason == "the user name is empty")
  }

  @Test(arguments: [" joe", "joe ", "joe\n", "\tjoe", "joe\u{A0}", " "])
  func whiteSpaceAroundTheUserNameIsRefused(_ userName: String) throws {
    let error = try refusal(userName, "hunter2")
    #expect(error.reason.contains("the user name"))
    #expect(error.reason.contains("white space"))
    #expect(!error.description.contains("hunter2"))
  }

  @Test func anEmptyPasswordIsRefusedWithTheReason() throws {
    let error = try refusal("joe", "")
    #expect(error.reason == "the password is empty")
    #expect(error.advice.contains("lock the account"))
  }

  @Test(arguments: ["   ", "\n", "\u{A0}", "\t "])
  func whiteSpaceIsNotAPassword(_ password: String) throws {
    #expect(try refusal("joe", password).reason == "the password is only white space")
  }

  @Test(arguments: ["hunter2\n", "hunter2\r\n", "hunter2\r", "\nhunter2", "hunter2\u{2028}"])
  func aLineBreakAroundThePasswordIsRefused(_ password: String) throws {
    let error = try refusal("joe", password)
    #expect(error.reason.contains("line break"))
    #expect(!"\(error) \(error.debugDescription)".contains("hunter2"))
  }

  @Test(arguments: ["hun\u{0}ter2", "hun\u{1B}ter2", "hun\u{FFFE}ter2"])
  func charactersXMLCannotCarryAreRefused(_ text: String) throws {
    let inPassword = try refusal("joe", text)
    #expect(inPassword.reason.contains("the password: character 4 is"))
    #expect(!inPassword.description.contains("ter2"))
    #expect(try refusal(text, "hunter2").reason.contains("the user name: character 4 is"))
  }

  @Test(arguments: [
    " hunter2 ", "hunter 2", "p\"w'&<>", "pass\u{A0}word", "пароль", "🔑", "a\tb", "line\nbreak",
  ])
  func aPasswordMayBeAnythingElse(_ password: String) async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub, credentials: Credentials(userName: "joe", password: password))
    try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
    #expect(stub.requests.first?.parameter("loginPassword") == password)
    #expect(stub.requests.first?.parameter("loginUserName") == "joe")
  }
}
