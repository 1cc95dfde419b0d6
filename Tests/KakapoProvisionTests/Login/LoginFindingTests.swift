import Foundation
import HTTPTransport
import HTTPTypes
import TestThreads
import Testing

@testable import KakapoProvision

/// The client's reading of a server's words about logins.
@Suite(.onOwnThread) struct LoginFindingTests {
  /// One line of `Fixtures/Login/judgements.tsv`.
  struct Judgement: Sendable, CustomTestStringConvertible {
    let verdict: String
    let call: String
    let kind: String
    let content: String
    let why: String

    var testDescription: String { "\(verdict): \(content.prefix(60))" }
  }

  static let judgements: [Judgement] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Fixtures/Login/judgements.tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5 else { return nil }
      return Judgement(
        verdict: cells[0], call: cells[1], kind: cells[2], content: cells[3].replacing("\\n", with: "\n"),
        why: cells[4])
    }
  }()

  /// The article lists the actual rules.
  @Test func theArticleHasTheRules() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/KakapoProvision/KakapoProvision.docc/HowAnAnswerIsJudged.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.firstRange(of: "<!-- rules -->\n")).upperBound
    let end = try #require(text.firstRange(of: "\n<!-- end of rules -->")).lowerBound
    if ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil {
      try Data((text[..<start] + LoginRule.table + text[end...]).utf8).write(to: file)
      return
    }
    #expect(text[start..<end] == LoginRule.table)
  }

  @Test func theTableIsThere() { #expect(Self.judgements.count >= 250) }

  @Test func everyTextIsJudgedAsTheTableSays() {
    for judgement in Self.judgements {
      let finding = Self.finding(judgement)
      #expect(
        Self.name(finding) == judgement.verdict,
        "\(judgement.content.prefix(200)) (\(judgement.why); \(finding.rule))")
    }
  }

  /// The caller's values never make a failed login look better.
  ///
  /// Every failed login of the table is judged again, with values that contain any part of its words.
  @Test func noValueOfTheCallHidesAFailedLogin() {
    for judgement in Self.judgements where judgement.verdict == "failed" && judgement.content.count < 200 {
      let words = judgement.content.split { !$0.isLetter }.map(String.init)
      for start in words.indices {
        for end in start..<min(start + 4, words.count) {
          let value = words[start...end].joined(separator: " ")
          let finding = Self.finding(
            judgement, values: [value, value.uppercased(), String(value.dropLast())])
          #expect(
            finding.isFailure(ofProvenLogin: false) && finding.isFailure(ofProvenLogin: true),
            "\(judgement.content) hidden by \(value)")
        }
      }
    }
  }

  @Test(arguments: [
    (
      "A login attempt for § has failed and the account has been locked.",
      "has failed and the account has been locked"
    ),
    ("A login attempt for § has failed and the account has been locked.", "X. Y"),
    ("A login attempt for § has failed and the account has been locked.", "X\n   at A.B(c"),
    ("The login of § has failed.", "SqlException"), ("The login of § has failed.", "BroadWorks"),
    ("The login of § has failed.", "Reseller already exists"), ("The login of § has failed.", "LDAP"),
    ("The account of § has been locked.", "group"), ("The account of § is locked.", "portal user"),
    ("Invalid password for §", "userName"),
  ])
  func aValueInsideTheWordsHidesNothing(text: String, value: String) {
    let call = LoginCallWords(userName: "kakapo-api", values: [value], parameterNames: ["userName"])
    let finding = LoginFinding([text.replacing("§", with: value)], of: call, from: .refusal)
    #expect(finding.verdict == .failed, "\(finding)")
  }

  @Test(arguments: [
    "reseller-api", "group", "login", "log.in", "kakapo.api", "broadworks", "smtp@sp.example.com",
  ])
  func theUsersOwnNameHidesNoFailedLogin(userName: String) {
    for text in ["A login attempt for \(userName) has failed.", "The account \(userName) has been locked."] {
      let finding = LoginFinding([text], of: LoginCallWords(userName: userName), from: .refusal)
      #expect(finding.verdict == .failed, "\(text): \(finding)")
    }
  }

  /// If a row's user is the caller's own account, the words aren't about another user.
  @Test func theCallersOwnNameIsNotARow() {
    let call = LoginCallWords(userName: "api@sp.example.com", values: ["api@sp.example.com"])
    #expect(
      LoginFinding(["User api@sp.example.com is locked"], of: call, from: .refusal).verdict == .ambiguous)
  }

  /// A value of any length or spelling doesn't split the server's own words.
  @Test(
    arguments: [
      ((1...60).map { "w\($0)" }.joined(separator: " "), nil), ("a  tls", "a tls"), ("A&B TLS", "A&B  tls"),
      ("M\u{FC}ller TLS", "Mu\u{308}ller TLS"), ("\u{130} TLS", nil), ("tls@acme.example.com", "tls"),
    ] as [(String, String?)])
  func aQuotationInAnotherSpellingHidesNothing(value: String, echo: String?) {
    let call = LoginCallWords(userName: "kakapo-api", values: [value], parameterNames: ["groupId"])
    let text = "A login attempt for group \(echo ?? value) has failed and the account has been locked."
    #expect(LoginFinding([text], of: call, from: .refusal).verdict == .failed)
    let short = LoginFinding(["The login of \(echo ?? value) failed."], of: call, from: .refusal)
    #expect(short.verdict == .failed, "\(short)")
  }

  /// A password may contain the end of a sentence, and no part of it is ever shown.
  @Test func aPasswordTakesNoSentenceApart() async throws {
    let password = "Geheim!2024 x? y"
    for text in ["The password \(password) is not valid", "Login with \(password) failed today"] {
      let call = LoginCallWords(userName: "kakapo-api", password: password)
      let finding = LoginFinding([text], of: call, from: .refusal)
      #expect(finding.verdict == .failed)
      let quote = finding.quote(Redactor([Secret(password)]))
      #expect(
        !quote.contains("2024") && !quote.contains("Geheim") && quote.contains("<redacted>"), "\(quote)")
    }
    // An unknown secret may be cut anywhere; the redacted text decides what is shown.
    let unknown = LoginFinding(["Login with \(password) failed today"], of: LoginCallWords(), from: .refusal)
    #expect(!unknown.quote(Redactor([Secret(password)])).contains("2024"))
  }

  @Test func wordsOfTheCallerProveNothing() {
    for value in ["Reseller already exists", "Group not found", "not enough licences"] {
      let call = LoginCallWords(userName: "kakapo-api", values: [value])
      #expect(LoginFinding(["Abgelehnt: \(value)"], of: call, from: .refusal).verdict == .unclear, "\(value)")
    }
  }

  /// A success counts as one unless its message says that the login failed.
  @Test func aMessageNextToASuccessIsReadToo() {
    let good = Judgement(
      verdict: "", call: "GetUserLicenses", kind: "success", content: "was held already", why: "")
    #expect(Self.finding(good).verdict == .accepted)
    let contrary = Judgement(
      verdict: "", call: "GetUserLicenses", kind: "success", content: "A login attempt has failed", why: "")
    #expect(Self.finding(contrary).verdict == .failed)
  }

  // MARK: Answers

  static func name(_ finding: LoginFinding) -> String {
    switch finding.verdict {
    case .failed: "failed"
    case .ambiguous: "ambiguous"
    case .accepted: "accepted"
    case .unclear: "unclear"
    case .silent:
      if LoginRule.outages.contains(where: { $0.name == finding.rule }) {
        "outage"
      } else if finding.rule.isEmpty {
        "silent"
      } else {
        "row"
      }
    }
  }

  /// Judges a line as the client does, from the bytes of a whole answer.
  static func finding(_ judgement: Judgement, values: [String] = []) -> LoginFinding {
    let parameters = parameters(of: judgement.call) + values.map { RequestElement("resellerName", .text($0)) }
    let names = ["loginUserName", "loginPassword"]
    let reader = AnswerReader(
      operation: judgement.call,
      names: AnswerNames(of: ProvisionClient.Configuration().contract(of: judgement.call)), sentBody: [],
      sentParameters: [
        RequestElement(names[0], .text("kakapo-api")), RequestElement(names[1], .text("Pw-1")),
      ]
        + parameters, loginNames: names, redact: Redactor([]))
    var finding = LoginFinding.silent
    _ = try? reader.read(answer(judgement), finding: &finding)
    return finding
  }

  private static func parameters(of call: String) -> [RequestElement] {
    let values: [(String, String)] =
      switch call {
      case "AddUserWithHierarchy":
        [
          ("serverHostName", "sp.example.com"), ("resellerId", "Acme"), ("resellerName", "Acme Ltd"),
          ("groupId", "Sales"), ("groupName", "Sales team"), ("broadworksUserId", "jane@acme.example.com"),
          ("userName", "Jane Doe"),
        ]
      case "AddPortalUser":
        [
          ("serverHostName", "sp.example.com"), ("newUserResellerId", "Acme"), ("newUserGroupId", "Sales"),
          ("newUserName", "jdoe"), ("newUserPassword", "Pw-2"), ("newUserEmail", "jane@acme.example.com"),
        ]
      case "AddUserLicense":
        [
          ("serverHostName", "sp.example.com"), ("broadworksUserId", "jane@acme.example.com"),
          ("applicationName", "UnityDesktop"), ("licenseType", "Pro"),
        ]
      default: [("serverHostName", "sp.example.com"), ("broadworksUserId", "jane@acme.example.com")]
      }
    return values.map { RequestElement($0.0, .text($0.1)) }
  }

  private static func answer(_ judgement: Judgement) -> TransportResponse {
    let (call, content) = (judgement.call, judgement.content)
    let isMarkup = content.hasPrefix("<")
    let escaped = content.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    let body: String
    switch judgement.kind {
    case "page":
      let type = content.hasPrefix("{") ? "application/json" : "text/html"
      return TransportResponse(
        head: .init(status: .init(code: 500), headerFields: [.contentType: type]), body: Array(content.utf8))
    case "fault":
      body =
        "<soap:Fault>"
        + (isMarkup
          ? content : "<faultcode>soap:Server</faultcode><faultstring>\(escaped)</faultstring><detail />")
        + "</soap:Fault>"
    default:
      let inner = isMarkup ? content : "<errorMessage>\(escaped)</errorMessage>"
      body =
        "<\(call)Response xmlns=\"http://kakaposystems.com/\"><\(call)Result><success>\(judgement.kind == "success")"
        + "</success>\(inner)</\(call)Result></\(call)Response>"
    }
    let envelope =
      "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:wsse=\"urn:wsse\"><soap:Body>"
      + body + "</soap:Body></soap:Envelope>"
    return TransportResponse(
      head: .init(
        status: .init(code: judgement.kind == "fault" ? 500 : 200),
        headerFields: [.contentType: "text/xml; charset=utf-8"]),
      body: Array(envelope.utf8))
  }
}
