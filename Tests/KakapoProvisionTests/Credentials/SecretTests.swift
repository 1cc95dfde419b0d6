import Foundation
import HTTPTransport
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Logging
import Support
import TestTraces
import Testing

/// No secret is printed, whatever the server sends.
@Suite struct SecretTests {
  /// A plain secret, and one that every kind of escaping changes.
  ///
  /// Both have recognisable beginnings and ends.
  static let secrets = ["hunter2Zq7xkW3", "hunter2Zq7 &<\"'>é+%/kW3"]

  /// Texts that would reveal a secret or part of it.
  private func leaks(_ text: String) -> Bool {
    text.contains("Zq7") || text.contains("kW3") || text.contains("Z\0q\07")
  }

  /// Every form in which a value prints.
  private func renderings(_ value: Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    var texts = ["\(value)", String(reflecting: value), dumped]
    walk(Mirror(reflecting: value), depth: 0, into: &texts)
    return texts
  }

  private func walk(_ mirror: Mirror, depth: Int, into texts: inout [String]) {
    guard depth < 6 else { return }
    for child in mirror.children {
      texts.append("\(child.value)")
      walk(Mirror(reflecting: child.value), depth: depth + 1, into: &texts)
    }
    if let parent = mirror.superclassMirror { walk(parent, depth: depth, into: &texts) }
  }

  private func renderings(of error: ProvisionError) -> [String] {
    var texts = renderings(error as Any)
    texts += [error.localizedDescription, error.reason, error.advice, error.serverText ?? ""]
    texts += [error.parameter ?? "", error.debugDescription]
    if let fault = error.fault {
      texts += renderings(fault)
      texts += fault.fault.detail.map { renderings($0) } ?? []
    }
    if let response = error.response {
      texts += renderings(response)
      texts += renderings(response.result)
      texts += response.details.flatMap { renderings($0) }
      texts.append(response.errorMessage ?? "")
    }
    if let underlying = error.underlyingError { texts += renderings(underlying) }
    return texts
  }

  // MARK: Answers of the server

  private static func xml(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// The result of .NET's `HttpUtility.HtmlEncode` for a text.
  private static func html(_ text: String) -> String {
    xml(text).replacing("\"", with: "&quot;").replacing("'", with: "&#39;").replacing("é", with: "&#233;")
  }

  private static func url(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  static func echoes(of secret: String) -> [TransportResponse] {
    let spellings = [
      secret, xml(secret), html(secret), url(secret), url(secret).lowercased(percentEncoding: true),
      url(secret).replacing("%20", with: "+"), secret.utf16.map { "&#\($0);" }.joined(),
      secret.utf16.map { "&#x\(String($0, radix: 16, uppercase: true));" }.joined(),
    ]
    let escaped = xml(secret)
    let quoted = html(secret)
    var answers: [TransportResponse] = []
    for status in [200, 302, 400, 401, 404, 418, 503] {
      answers.append(.html(status: status, "<html><body>login \(html(secret)) seen</body></html>"))
    }
    for spelling in spellings {
      answers.append(.html(status: 403, "<html><body>login \(spelling) seen</body></html>"))
      answers.append(.html(status: 500, spelling))
      // Cut off in the middle.
      answers.append(.html(status: 500, "seen: \(spelling.prefix(spelling.count * 2 / 3))"))
      answers.append(.xml("<broken>\(spelling)"))
      answers.append(.xml("<soap:Envelope>\(spelling)"))
      answers.append(.xml(spelling, status: 500))
    }
    // Encodings other than UTF-8, broken and whole.
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian, .isoLatin1] {
      for text in ["<broken>\(escaped)", "<p>\(quoted)</p>", secret] {
        for type in ["text/xml", "text/html"] {
          answers.append(
            TransportResponse(
              head: HTTPResponse(status: .ok, headerFields: [.contentType: type]),
              body: text.data(using: encoding).map(Array.init) ?? []))
        }
      }
    }
    // Faults.
    answers += ["Client", "Server"].map { .fault($0, message: "loginPassword \(secret) is odd") }
    answers.append(.fault("Server", message: secret))
    answers.append(.fault(xml(secret), message: "x"))
    answers.append(.fault("Server", message: "A login attempt with \(secret) has failed."))
    for detail in [
      "<detail>\(escaped)</detail>", "<detail><a><b>\(escaped)</b></a></detail>",
      "<detail><a b=\"\(quoted)\"/></detail>", "<faultactor>\(escaped)</faultactor>",
      "<detail><![CDATA[\(secret)]]></detail>",
    ] {
      answers.append(
        envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>x</faultstring>\(detail)</s:Fault>"))
    }
    // Answers of the method, and answers that look like one.
    answers.append(.rejection(of: method, message: "Bad value \(secret)"))
    answers.append(.rejection(of: method, message: "A login attempt with \(secret) has failed."))
    for result in [
      "<success>\(escaped)</success>", "<success>false</success><errorMessage>\(quoted)</errorMessage>",
      "<success>false</success><x>\(escaped)</x>", "<success>false</success><x y=\"\(quoted)\"/>",
      "<success>false</success><x><y>\(quoted)</y></x>",
      "<success>false</success><![CDATA[\(secret)]]>",
    ] {
      answers.append(
        envelope("<\(method)Response><\(method)Result>\(result)</\(method)Result></\(method)Response>"))
    }
    if !secret.contains(" ") {
      answers.append(.xml("<\(secret)/>"))
      answers.append(envelope("<\(secret)/>"))
      answers.append(.fault("Server", message: "x: \(secret)\u{301}"))
    }
    var redirect = TransportResponse.html(status: 302, "")
    redirect.head.headerFields[.location] = "https://elsewhere.example.com/?p=\(url(secret))"
    answers.append(redirect)
    return answers
  }

  static let method = "AddPortalUser"

  private static func envelope(_ body: String) -> TransportResponse {
    .xml(
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\(body)</s:Body></s:Envelope>"
    )
  }

  private func call(_ portal: ProvisionClient, newUserPassword: String) async throws {
    try await portal.addPortalUser(
      serverHostName: "sp.example.com", newUserName: "smith", newUserPassword: newUserPassword,
      newUserEmail: "smith@acme.example.com")
  }

  @Test(arguments: secrets)
  func noErrorShowsThePassword(_ secret: String) async throws {
    for answer in SecretTests.echoes(of: secret) {
      let portal = try ProvisionClient(
        StubTransport(answer), credentials: Credentials(userName: "joe", password: secret))
      let error = try await provisionError { try await call(portal, newUserPassword: "other") }
      for text in renderings(of: error) {
        #expect(!leaks(text), "to \(String(decoding: answer.body.prefix(300), as: UTF8.self)): \(text)")
      }
      if let record = try portal.loginLatchRecord() {
        for text in renderings(record) { #expect(!leaks(text)) }
      }
    }
  }

  @Test(arguments: secrets)
  func noErrorShowsThePasswordOfANewUser(_ secret: String) async throws {
    for answer in SecretTests.echoes(of: secret) {
      let portal = try ProvisionClient(StubTransport(answer))
      let error = try await provisionError { try await call(portal, newUserPassword: secret) }
      for text in renderings(of: error) {
        #expect(!leaks(text), "to \(String(decoding: answer.body.prefix(300), as: UTF8.self)): \(text)")
      }
    }
  }

  @Test(arguments: secrets)
  func noErrorShowsAPasswordGivenByName(_ secret: String) async throws {
    for answer in SecretTests.echoes(of: secret) {
      let portal = try ProvisionClient(StubTransport(answer))
      let error = try await provisionError {
        try await portal.call(
          SecretTests.method, parameters: [("x", "1"), ("freshPassword", secret)], checkedAgainst: nil)
      }
      for text in renderings(of: error) { #expect(!leaks(text)) }
    }
  }

  @Test(arguments: secrets)
  func noRefusalShowsThePassword(_ secret: String) async throws {
    let answer =
      "<success>false</success><errorMessage>no</errorMessage>"
      + "<echo a=\"\(SecretTests.html(secret))\">\(SecretTests.xml(secret))<b>x</b></echo>"
      + "<kept xsi:nil=\"1\">&amp;</kept>"
    let portal = try ProvisionClient(
      StubTransport { request in
        .xml(
          "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
            + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><s:Body><\(request.method)Response>"
            + "<\(request.method)Result>\(answer)</\(request.method)Result></\(request.method)Response></s:Body></s:Envelope>"
        )
      },
      credentials: Credentials(userName: "joe", password: secret))
    let response = try await portal.response(
      to: DeleteReseller(serverHostName: "sp.example.com", resellerId: "Acme"))
    #expect(!response.success)
    #expect(response.details.map(\.name) == ["echo", "kept"])
    #expect(response.details.first?.text == "<redacted>")
    #expect(response.details.first?.attribute("a") == "<redacted>")
    #expect(response.details.first?.child("b")?.text == "x")
    #expect(response.details.last?.text == "&")
    #expect(response.details.last?.isNil == true)
    for text in renderings(response) { #expect(!leaks(text), "\(text)") }
  }

  private struct TalkativeError: Error {
    let request: String
  }

  @Test(arguments: secrets)
  func noErrorOfATransportShowsThePassword(_ secret: String) async throws {
    let spellings = [secret, SecretTests.xml(secret), SecretTests.html(secret), SecretTests.url(secret)]
    for spelling in spellings {
      let thrown: [any Error] = [
        TalkativeError(request: spelling),
        TransportError(.connectionLost, requestMayHaveBeenSent: true, reason: "after \(spelling)"),
        TransportError(
          .cannotConnect, requestMayHaveBeenSent: false, reason: "no way",
          underlyingError: TalkativeError(request: spelling)),
      ]
      for thrown in thrown {
        let portal = try ProvisionClient(
          StubTransport.failing(thrown), credentials: Credentials(userName: "joe", password: secret))
        let error = try await provisionError { try await call(portal, newUserPassword: "other") }
        for text in renderings(of: error) { #expect(!leaks(text), "\(text)") }
        #expect(error.underlyingError != nil)
      }
    }
  }

  // MARK: Values of the caller

  @Test(arguments: secrets)
  func noValueShowsIt(_ secret: String) async throws {
    let credentials = Credentials(userName: "joe", password: secret)
    let operation = AddPortalUser(
      serverHostName: "sp.example.com", newUserName: "smith", newUserPassword: secret,
      newUserEmail: "smith@acme.example.com")
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub, credentials: credentials)
    _ = try await portal.perform(operation)
    for value in [
      credentials, credentials.password, operation, portal, portal.configuration,
      [credentials.password: credentials], credentials.password as Secret? as Any,
    ] as [Any] {
      for text in renderings(value) { #expect(!leaks(text), "\(text)") }
    }
    #expect(credentials.password.revealed == secret)
    #expect(operation.newUserPassword.revealed == secret)
  }

  @Test func aRequestPrintsNothingOfItsBody() throws {
    let request = TransportRequest(
      head: HTTPRequest(method: .post, scheme: "https", authority: "portal.example.com", path: "/x"),
      body: Array("Zq7xkW3".utf8))
    for text in renderings(request) {
      #expect(!leaks(text))
      // The bytes of the secret as numbers.
      #expect(!text.contains("90, 113, 55"))
    }
    #expect("\(request)" == "POST https://portal.example.com/x, 7 bytes")
  }

  // MARK: The log

  private final class Captured: Sendable {
    let lines = Locked<[String]>([])
  }

  private struct CapturingHandler: LogHandler {
    let captured: Captured
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let line = "\(event.level) \(event.message) \(event.metadata ?? [:])"
      captured.lines.withLock { $0.append(line) }
      TestTraces.keep(line, as: .log)
    }
  }

  @Test(arguments: secrets)
  func theLogNeverHasIt(_ secret: String) async throws {
    let captured = Captured()
    let logger = Logger(label: "test") { _ in CapturingHandler(captured: captured) }
    let answers = SecretTests.echoes(of: secret) + [.success(of: SecretTests.method)]
    for answer in answers {
      let portal = try ProvisionClient(
        StubTransport(answer), credentials: Credentials(userName: "joe", password: secret), logger: logger)
      _ = try? await call(portal, newUserPassword: secret)
    }
    let lines = captured.lines.withLock { $0 }
    let calls = lines.filter { $0.hasPrefix("debug") }
    #expect(calls.count == answers.count)
    #expect(calls.allSatisfy { $0.contains("AddPortalUser") && $0.contains("duration") })
    #expect(lines.last?.contains("debug AddPortalUser succeeded") == true)
    for line in lines { #expect(!leaks(line)) }
  }
}

extension String {
  /// With lower-case digits in percent encodings, as .NET writes them.
  fileprivate func lowercased(percentEncoding: Bool) -> String {
    replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
  }
}
