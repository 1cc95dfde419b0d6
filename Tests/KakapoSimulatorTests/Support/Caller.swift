import KakapoProvision
import Testing
import XMLCore

@testable import KakapoSimulator

/// Calls a simulator with hand-written requests.
struct Caller: Sendable {
  static let credentials = Credentials(userName: "parentprovision", password: "hunter2-99-§")
  static let host = "im.example.com"
  static let namespace = "http://kakaposystems.com/"

  let simulator: Simulator

  var portal: Portal { simulator.portal }

  /// Runs a test against a simulator with one system provider and one Interface User.
  static func run(
    _ options: Simulator.Options = .init(), _ body: @Sendable (Caller) async throws -> Void
  ) async throws {
    let portal = Portal(serverHostName: host, credentials: credentials)
    try await Simulator.run(portal, options: options) { try await body(Caller(simulator: $0)) }
  }

  // MARK: - Requests

  func send(
    _ method: String = "POST", path: String = "/KakapoProvision/ProvisionV3.asmx",
    headers: [(String, String)] = [], body: [UInt8] = [], from address: String = "127.0.0.1"
  ) async throws -> RawResponse {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost:\(simulator.port)\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
    return try await RawHTTP.exchange(
      Array((head + "\r\n").utf8) + body, port: simulator.port, from: address)
  }

  func get(_ query: String) async throws -> RawResponse {
    try await send("GET", path: "/KakapoProvision/ProvisionV3.asmx" + query)
  }

  /// Posts an envelope; an action of `nil` leaves the header field out.
  func post(
    _ envelope: String, action: String?, contentType: String = "text/xml; charset=utf-8",
    from address: String = "127.0.0.1"
  ) async throws -> RawResponse {
    var headers = [("Content-Type", contentType)]
    if let action { headers.append(("SOAPAction", action)) }
    return try await send(headers: headers, body: Array(envelope.utf8), from: address)
  }

  /// Calls a method with the right login, in the form that a careful client uses.
  @discardableResult
  func call(_ method: String, _ parameters: [(String, String)], from address: String = "127.0.0.1")
    async throws -> Answer
  {
    try await call(method, login: Self.login, parameters, from: address)
  }

  @discardableResult
  func call(
    _ method: String, login: [(String, String)], _ parameters: [(String, String)],
    from address: String = "127.0.0.1"
  ) async throws -> Answer {
    let response = try await post(
      Self.envelope(method, login + parameters), action: Self.action(method), from: address)
    return try Answer(response, method: method)
  }

  static let login = [
    ("loginUserName", credentials.userName), ("loginPassword", credentials.password.revealed),
  ]

  static func action(_ method: String) -> String { "\"\(namespace)\(method)\"" }

  static func envelope(
    _ method: String, _ parameters: [(String, String)], namespace: String = namespace,
    soap: String = "http://schemas.xmlsoap.org/soap/envelope/"
  ) -> String {
    let elements = parameters.map { "<\($0.0)>\($0.1)</\($0.0)>" }.joined()
    return """
      <?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="\(soap)"><soap:Body>\
      <\(method) xmlns="\(namespace)">\(elements)</\(method)></soap:Body></soap:Envelope>
      """
  }
}

/// The result element of an answer.
struct Answer: Sendable {
  let response: RawResponse
  let result: ElementTree

  init(_ response: RawResponse, method: String) throws {
    self.response = response
    let envelope = try XMLReader().read(response.body)
    let result = envelope.child("Body")?.child("\(method)Response")?.child("\(method)Result")
    self.result = try #require(result, "\(response.status ?? 0) \(response.text)")
  }

  var success: Bool { result.child("success")?.text == "true" }
  var errorMessage: String? { result.child("errorMessage")?.text }
  var licenses: [String] {
    result.child("licenses")?.children.map {
      "\($0.child("applicationName")?.text ?? "") \($0.child("licenseType")?.text ?? "")"
    } ?? []
  }
}

/// The parts of a SOAP 1.1 fault.
struct FaultAnswer: Sendable {
  let code: String
  let text: String
  let hasEmptyDetail: Bool

  init(_ response: RawResponse) throws {
    let envelope = try XMLReader().read(response.body)
    let fault = try #require(
      envelope.child("Body")?.child("Fault"), "\(response.status ?? 0) \(response.text)")
    code = try #require(fault.child("faultcode")).text
    text = try #require(fault.child("faultstring")).text
    hasEmptyDetail = fault.child("detail").map { $0.children.isEmpty && $0.text.isEmpty } ?? false
  }
}
