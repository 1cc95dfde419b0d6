@testable import KakapoProvision
import KakapoProvisionTesting
import Testing

/// Secrets in texts from outside.
@Suite struct RedactorTests {
  private let secret = Secret("Pä&\"/ 😀9")

  @Test(arguments: [
    "Pä&\"/ 😀9", "Pä&amp;\"/ 😀9", "Pä&amp;&quot;/ 😀9", "P&#228;&amp;&#34;/&#32;&#128512;9",
    "P&#xE4;&#x26;&#X22;&#x2f;&#x0020;&#x1F600;&#57;", "P&#228;&amp;&quot;/ &#55357;&#56832;9",
    "P%C3%A4%26%22%2F%20%F0%9F%98%809", "P%c3%a4%26%22/+%f0%9f%98%809", "P%E4&\"/ 😀9",
    "P\\u00e4&\\\"\\/ \\uD83D\\uDE009", "Pä&amp;amp;&amp;quot;/ 😀9", "Pä&amp;amp;amp;&amp;amp;quot;/ 😀9",
    "Pa\u{308}&\"/ 😀9", "&#80;&#228;&#38;&#34;&#47;&#32;&#128512;&#57;",
  ])
  func isFoundHoweverItIsWritten(_ spelling: String) {
    let redact = Redactor([secret])
    #expect(redact("a \(spelling)b") == "a <redacted>b")
    // A combining mark behind it makes another character of its last, and the same secret.
    #expect(redact("\(spelling)\u{301}") == "<redacted>\u{301}")
  }

  @Test func nothingElseIsChanged() {
    let redact = Redactor([Secret("hunter2")])
    for text in ["", "hunter", "Hunter2", "hunter 2", "hunt", "&#104;unter3", "100 % & \\ + x", "é😀\u{301}"] {
      // The beginning of the secret at the end of a text may be the secret, cut off.
      let isCut = text == "hunter" || text == "hunt"
      #expect(redact(text) == (isCut ? "<redacted>" : text))
      #expect(redact(text + ".") == text + ".")
    }
    #expect(redact("hunterhunter2hunter2 hunter2") == "hunter<redacted><redacted> <redacted>")
  }

  @Test func bytesKeepTheirEncoding() {
    let redact = Redactor([Secret("pä")], placeholder: "X")
    #expect(redact(Array("a pä b".utf8)) == Array("a X b".utf8))
    #expect(redact([0x61, 0x70, 0xE4, 0xFF]) == [0x61, 0x58, 0xFF])
    #expect(redact([0xFF, 0xFE, 0x70, 0, 0xE4, 0, 0x62, 0]) == [0xFF, 0xFE, 0x58, 0, 0x62, 0])
    #expect(redact([0xFE, 0xFF, 0, 0x70, 0, 0xE4, 0, 0x62]) == [0xFE, 0xFF, 0, 0x58, 0, 0x62])
    #expect(redact([0, 0x70, 0xC3, 0xA4]) == [0, 0x58])
  }

  @Test func anEmptySecretIsNowhere() {
    #expect(Redactor([])("text") == "text")
    #expect(Redactor([Secret("")])("text") == "text")
  }

  @Test func theLongestIsTakenFirst() {
    #expect(Redactor([Secret("ab"), Secret("abcd")])("abcd ab") == "<redacted> <redacted>")
  }

  @Test func aSecretOfACallThatHoldsThePasswordIsTakenWhole() {
    let redact = Redactor([Secret("Kakapo1")]).adding([Secret("Kakapo1-2026x")])
    #expect(redact("Kakapo1-2026x is too weak, Kakapo1") == "<redacted> is too weak, <redacted>")
  }

  @Test func windows1252IsReadToo() {
    let redact = Redactor([Secret("Zug€Haus9")], placeholder: "X")
    #expect(redact([0x61] + Array("Zug".utf8) + [0x80] + Array("Haus9".utf8) + [0x62]) == Array("aXb".utf8))
  }

  /// A pattern is the secret in numbers, which nobody would find by its letters.
  @Test func noDumpShowsPatterns() throws {
    let portal = try ProvisionClient(
      StubTransport.succeeding(), credentials: Credentials(userName: "joe", password: "Zq7"))
    var dumped = ""
    dump(portal, to: &dumped)
    dump(Redactor([Secret("Zq7")]), to: &dumped)
    #expect(dumped.contains("Redactor"))
    for word in ["SecretPattern", "- 90", "- 113"] { #expect(!dumped.contains(word)) }
  }

  /// Words of the server's that a password happens to be still count.
  @Test(arguments: ["login", "failed", "locked", "account", "a", "e", "has failed and the account"])
  func aFailedLoginIsOneWhateverThePasswordIs(_ password: String) async throws {
    let credentials = Credentials(userName: "joe", password: password)
    for answer in [
      TransportResponse.failedLogin(of: "DeleteReseller"),
      .fault("Server", message: "A login attempt has failed and the account has been locked."),
    ] {
      let portal = try ProvisionClient(StubTransport(answer), credentials: credentials)
      let error = try await provisionError {
        try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
      }
      #expect(error.code == .loginFailed)
      #expect(error.serverText?.contains("<redacted>") == true)
      #expect(try portal.loginLatchRecord() != nil)
    }
  }

  @Test func aFaultIsOfItsKindWhateverThePasswordIs() async throws {
    let portal = try ProvisionClient(
      StubTransport(.fault("Client", message: "There is an error in XML document (1, 10).")),
      credentials: Credentials(userName: "joe", password: "1"))
    let error = try await provisionError {
      try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
    }
    #expect(error.fault?.kind == .requestUnreadable)
    #expect(error.fault?.column == 10)
  }

  /// What an answer says may be what a password is: it has to stay as it came.
  @Test(arguments: ["success", "true", "s", "<", "xmlns", "http", "\"", "Pro", "UnityDesktop", "1"])
  func anAnswerIsReadWhateverThePasswordIs(_ password: String) async throws {
    let license =
      "<l><applicationName>UnityDesktop</applicationName><licenseType>Pro</licenseType></l>"
    let portal = try ProvisionClient(
      StubTransport {
        .success(of: $0.method, details: license + "<note xsi:nil=\"true\">\"1\" &lt; 2</note>")
      },
      credentials: Credentials(userName: "joe", password: password))
    let held = try await portal.getUserLicenses(serverHostName: "sp", broadworksUserId: "a@b")
    #expect(held.licenses.map(\.license) == [.unityDesktop(.pro)])
    #expect(held.response.details.last?.isNil == true)
    #expect(held.response.details.last?.text == "\"1\" < 2")
  }
}
