import Foundation
@testable import KakapoProvision
import KakapoProvisionTesting
import Testing

/// Secrets in texts from servers.
@Suite struct RedactorTests {
  private let secret = Secret("Pä&\"/ 😀9")

  @Test(arguments: [
    "Pä&\"/ 😀9", "Pä&amp;\"/ 😀9", "Pä&amp;&quot;/ 😀9", "P&#228;&amp;&#34;/&#32;&#128512;9",
    "P&#xE4;&#x26;&#X22;&#x2f;&#x0020;&#x1F600;&#57;", "P&#228;&amp;&quot;/ &#55357;&#56832;9",
    "P%C3%A4%26%22%2F%20%F0%9F%98%809", "P%c3%a4%26%22/+%f0%9f%98%809", "P%E4&\"/ 😀9",
    "P\\u00e4&\\\"\\/ \\uD83D\\uDE009", "Pä&amp;amp;&amp;quot;/ 😀9", "Pä&amp;amp;amp;&amp;amp;quot;/ 😀9",
    "Pa\u{308}&\"/ 😀9", "&#80;&#228;&#38;&#34;&#47;&#32;&#128512;&#57;",
  ])
  func isFoundInEverySpelling(_ spelling: String) {
    let redact = Redactor([secret])
    #expect(redact("a \(spelling)b") == "a <redacted>b")
    // A combining mark after it changes the last character, but the secret is the same.
    #expect(redact("\(spelling)\u{301}") == "<redacted>\u{301}")
  }

  @Test func nothingElseIsChanged() {
    let redact = Redactor([Secret("hunter2")])
    for text in ["", "hun", "hunt", "hunt2", "hunters", "&#104;unterst", "100 % & \\ + x", "é😀\u{301}"] {
      // At the end of a text, the beginning of the secret may be the secret, cut off.
      let isCut = text == "hunt"
      #expect(redact(text) == (isCut ? "<redacted>" : text))
      #expect(redact(text + ".") == text + ".")
    }
    #expect(redact("hunterhunter2hunter2 hunter2") == "hunter<redacted><redacted> <redacted>")
  }

  /// The forms in which servers show a value: 40 spellings after an attack, in a sentence.
  @Test(arguments: [
    "S3cr&t'P\"ss\\w0rd", "S3cr&amp;t&#39;P&quot;ss\\w0rd", "S3cr&amp;amp;t&amp;#39;P&amp;quot;ss\\w0rd",
    "S3cr%26t%27P%22ss%5Cw0rd", "S3cr%2526t%2527P%2522ss%255Cw0rd",
    "S3cr%252526t%252527P%252522ss%25255Cw0rd",
    "UzNjciZ0J1Aic3NcdzByZA==", "S3CR&T'P\"SS\\W0RD", "s3cr&t'p\"ss\\w0rd", "s3CR&T'p\"SS\\W0RD",
    "S3cr&t''P\"ss\\w0rd", "S3cr&t'P\"\"ss\\w0rd", "S3cr&t'P\\\"ss\\\\w0rd",
    "S3cr\\u0026t\\u0027P\\u0022ss\\u005Cw0rd",
    "\\x53\\x33\\x63\\x72\\x26\\x74\\x27\\x50\\x22\\x73\\x73\\x5c\\x77\\x30\\x72\\x64",
    "\\123\\063\\143\\162\\046\\164\\047\\120\\042\\163\\163\\134\\167\\060\\162\\144",
    "=533cr=26t=27P=22ss=5Cw0rd", "S3cr&amp;t'P\\&quot;ss\\\\w0rd",
    "{\"p\":\"S3cr\\\\u0026t'P\\\"ss\\\\\\\\w0rd\"}",
    "5333637226742750227373 5c77307264", "53 33 63 72 26 74 27 50 22 73 73 5c 77 30 72 64",
    "0x53336372267427502273735C77307264", "53:33:63:72:26:74:27:50:22:73:73:5C:77:30:72:64",
    "83,51,99,114,38,116,39,80,34,115,115,92,119,48,114,100",
    "[83, 51, 99, 114, 38, 116, 39, 80, 34, 115, 115, 92, 119, 48, 114, 100]",
    "UwAzAGMAcgAmAHQAJwBQACIAcwBzAFwAdwAwAHIAZAA=", "S3cr&t'P\"ss\\w0r", "S3cr&t'P\"", "3cr&t'P\"ss\\w0rd",
  ])
  func isFoundAsServersShowIt(_ spelling: String) {
    let redact = Redactor([Secret("S3cr&t'P\"ss\\w0rd")])
    for text in ["Bad value [[\(spelling)]] given", "Bad value '\(spelling)' given", spelling] {
      let shown = redact(text)
      #expect(shown.contains("<redacted>"), "\(shown.count)")
      for piece in ["S3cr", "s3cr", "ss\\w0", "w0rd", "w0r", "5333", "53 33", "63,72", "ZAA", "ciZ0J1Ai"] {
        #expect(!shown.lowercased().contains(piece.lowercased()))
      }
      #expect(text == spelling || shown.hasPrefix("Bad value"))
    }
  }

  @Test func base64IsFoundAtEveryPlace() {
    let redact = Redactor([Secret("correct horse")])
    for before in ["", "i", "in", "interface:", "<loginPassword>"] {
      for behind in ["", ".", "..", "</loginPassword>"] {
        let text = Data((before + "correct horse" + behind).utf8).base64EncodedString()
        for spelling in [
          text, text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""),
        ] {
          let shown = redact("token \(spelling), sent")
          #expect(shown.hasPrefix("token ") && shown.contains("<redacted>"))
          let rest = shown.dropFirst(6).split(separator: "<redacted>").joined()
          #expect(
            !(Data(base64Encoded: String(rest.prefix(rest.count / 4 * 4))).map {
              String(decoding: $0, as: UTF8.self)
            } ?? "")
            .contains("orrect"))
        }
      }
    }
  }

  /// Each backslash may be one backslash or half of a pair; trying all combinations would never end.
  @Test(.timeLimit(.minutes(10))) func backslashesTakeHardlyAnyTime() {
    for piece in ["\\", "%25", "&amp;", "''"] {
      let secret = Secret(String(repeating: piece, count: 40) + "x")
      let text = String(repeating: piece, count: 400)
      #expect(!Redactor([secret])(text + ".").hasSuffix("x."))
    }
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

  @Test func aSecretThatContainsThePasswordIsRedactedAsAWhole() {
    let redact = Redactor([Secret("Kakapo1")]).adding([Secret("Kakapo1-2026x")])
    #expect(redact("Kakapo1-2026x is too weak, Kakapo1") == "<redacted> is too weak, <redacted>")
  }

  @Test func windows1252IsReadToo() {
    let redact = Redactor([Secret("Zug€Haus9")], placeholder: "X")
    #expect(redact([0x61] + Array("Zug".utf8) + [0x80] + Array("Haus9".utf8) + [0x62]) == Array("aXb".utf8))
  }

  /// A pattern holds the secret as numbers, so a search for its letters wouldn't find it.
  @Test func noDumpShowsPatterns() throws {
    let portal = try ProvisionClient(
      StubTransport.succeeding(), credentials: Credentials(userName: "joe", password: "Zq7"))
    var dumped = ""
    dump(portal, to: &dumped)
    dump(Redactor([Secret("Zq7")]), to: &dumped)
    #expect(dumped.contains("Redactor"))
    for word in ["SecretPattern", "- 90", "- 113"] { #expect(!dumped.contains(word)) }
  }

  /// The server's words count even if the password is one of them.
  @Test(arguments: ["login", "failed", "locked", "account", "a", "e", "has failed and the account"])
  func aFailedLoginIsRecognisedWithAnyPassword(_ password: String) async throws {
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

  @Test func aFaultKeepsItsKindWithAnyPassword() async throws {
    let portal = try ProvisionClient(
      StubTransport(.fault("Client", message: "There is an error in XML document (1, 10).")),
      credentials: Credentials(userName: "joe", password: "1"))
    let error = try await provisionError {
      try await portal.deleteReseller(serverHostName: "sp", resellerId: "Acme")
    }
    #expect(error.fault?.kind == .requestUnreadable)
    #expect(error.fault?.column == 10)
  }

  /// The answer may contain the text of the password as its own content, which must stay unchanged.
  @Test(arguments: ["success", "true", "s", "<", "xmlns", "http", "\"", "Pro", "UnityDesktop", "1"])
  func anAnswerIsReadWithAnyPassword(_ password: String) async throws {
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
