import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import TestTraces
import Testing

/// The recorder writes no secret, and the replayer gives the recorded answers.
struct RecordingTransportTests {
  static let password = "hunter2Zq7 &<\"'>é+%/kW3"
  static let user = "joe.provision"

  /// Runs a test with a folder that is removed afterwards.
  private func inFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = TestTraces.path("recording")
    defer { TestTraces.remove(folder) }
    try await body(folder)
  }

  private func portal(
    _ transport: any Transport, user: String = user, password: String = password
  ) throws -> ProvisionClient {
    try ProvisionClient(
      credentials: Credentials(userName: user, password: password), transport: transport,
      latch: MemoryLoginLatch())
  }

  private func files(in folder: URL) throws -> [String: [UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Array(Data(contentsOf: folder.appending(path: $0)))) })
  }

  /// Whether a file reveals a secret, in one-byte text or in UTF-16.
  private func leaks(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
    return ["Zq7", "kW3", "joe.provision"].contains { text.contains($0) }
  }

  private func addPortalUser(_ portal: ProvisionClient, password: String) async throws {
    try await portal.addPortalUser(
      serverHostName: "sp.example.com", newUserName: "smith", newUserPassword: password,
      newUserEmail: "smith@acme.example.com")
  }

  static var echoes: [TransportResponse] {
    let xml = password.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let html = xml.replacing("\"", with: "&quot;").replacing("'", with: "&#39;").replacing(
      "é", with: "&#233;")
    let url = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let texts = [
      password, xml, html, url, url.replacing("%20", with: "+"),
      url.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() },
    ]
    var answers = texts.flatMap { text in
      [
        TransportResponse.html(status: 500, "<p>joe.provision \(text)</p>"),
        .success(of: "AddPortalUser", details: "<x>joe.provision</x><!-- \(text) -->"),
      ]
    }
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian, .utf16, .isoLatin1] {
      answers.append(
        TransportResponse(
          head: HTTPResponse(status: .ok, headerFields: [.contentType: "text/xml"]),
          body: "<a>joe.provision \(xml)</a>".data(using: encoding).map(Array.init) ?? []))
    }
    var header = TransportResponse.html(status: 302, "")
    header.head.headerFields[.location] = "https://elsewhere.example.com/?p=\(url)&u=joe.provision"
    answers.append(header)
    answers.append(.fault("Client", message: "joe.provision/\(password) is odd"))
    return answers
  }

  @Test func nothingWrittenContainsASecret() async throws {
    try await inFolder { folder in
      var expected = 0
      for (number, answer) in RecordingTransportTests.echoes.enumerated() {
        let folder = folder.appending(path: "\(number)")
        let recorder = try RecordingTransport(StubTransport { _ in answer }, writingTo: folder)
        _ = try? await addPortalUser(portal(recorder), password: "fresh hunter2")
        #expect(recorder.notWritten.isEmpty)
        let files = try files(in: folder)
        #expect(
          files.keys.sorted() == ["0001-AddPortalUser.request.http", "0001-AddPortalUser.response.http"])
        for (name, bytes) in files {
          #expect(!leaks(bytes), "\(name): \(String(decoding: bytes, as: UTF8.self))")
          #expect(!String(decoding: bytes, as: UTF8.self).contains("fresh hunter2"))
        }
        expected += 1
      }
      #expect(expected > 15)
    }
  }

  @Test func theRestIsWrittenUnchanged() async throws {
    try await inFolder { folder in
      let stub = StubTransport { .success(of: $0.method, details: "<id>17</id>") }
      let recorder = try RecordingTransport(stub, writingTo: folder)
      try await addPortalUser(portal(recorder), password: "fresh hunter2")
      let files = try files(in: folder)
      let request = String(decoding: try #require(files["0001-AddPortalUser.request.http"]), as: UTF8.self)
      #expect(request.hasPrefix("POST /KakapoProvision/ProvisionV3.asmx HTTP/1.1\r\n"))
      #expect(request.contains("\r\nSOAPAction: \"http://kakaposystems.com/AddPortalUser\"\r\n"))
      #expect(
        request.contains("<loginUserName>REDACTED</loginUserName><loginPassword>REDACTED</loginPassword>"))
      #expect(request.contains("<newUserPassword>REDACTED</newUserPassword>"))
      #expect(request.contains("<newUserName>smith</newUserName>"))
      let response = String(decoding: try #require(files["0001-AddPortalUser.response.http"]), as: UTF8.self)
      #expect(response.hasPrefix("HTTP/1.1 200 \r\nContent-Type: text/xml; charset=utf-8\r\n\r\n<?xml"))
      #expect(response.contains("<id>17</id>"))
      // The request to the server isn't redacted.
      #expect(stub.requests.first?.parameter("loginPassword") == RecordingTransportTests.password)
      #expect(stub.requests.first?.parameter("newUserPassword") == "fresh hunter2")
    }
  }

  @Test func aRequestThatCannotBeReadIsSentAndNotWritten() async throws {
    try await inFolder { folder in
      let stub = StubTransport { _ in .html(status: 400, "") }
      let recorder = try RecordingTransport(stub, writingTo: folder)
      for body in ["", "no XML Zq7kW3", "<soap:Envelope>Zq7kW3", "<a>Zq7kW3</a>"] {
        let response = try await recorder.send(
          TransportRequest(
            head: HTTPRequest(method: .post, scheme: "https", authority: "x", path: "/"),
            body: Array(body.utf8)))
        #expect(response.head.status.code == 400)
      }
      #expect(stub.requests.count == 4)
      #expect(recorder.notWritten.count == 4)
      #expect(recorder.notWritten.allSatisfy { $0.hasSuffix(".request.http") })
      #expect(try files(in: folder).isEmpty)
    }
  }

  @Test func errorsOfTheInnerTransportAreRethrown() async throws {
    try await inFolder { folder in
      let stub = StubTransport { _ in
        throw TransportError(.timedOut, requestMayHaveBeenSent: true, reason: "too slow")
      }
      let recorder = try RecordingTransport(stub, writingTo: folder)
      let error = await #expect(throws: ProvisionError.self) {
        try await portal(recorder).deleteReseller(serverHostName: "sp", resellerId: "Acme")
      }
      #expect(error?.code == .timedOut)
      #expect(try files(in: folder).keys.sorted() == ["0001-DeleteReseller.request.http"])
    }
  }

  @Test func whatWasRecordedIsReplayed() async throws {
    try await inFolder { folder in
      let stub = StubTransport { request in
        request.parameter("resellerId") == "Gone"
          ? .rejection(of: request.method, message: "Reseller Gone does not exist.")
          : .success(of: request.method, details: "<id>\(request.parameter("resellerId") ?? "")</id>")
      }
      // First with the server, then with the files; other credentials make no difference.
      let recorder = try RecordingTransport(stub, writingTo: folder)
      let first = try await session(portal(recorder))
      #expect(first == ["A", "Reseller Gone does not exist.", "B", "smith"])
      for (user, password) in [(RecordingTransportTests.user, "another"), ("sp", "Acme"), ("test", "test")] {
        let replayer = try ReplayingTransport(readingFrom: folder)
        #expect(replayer.remaining == 4)
        #expect(try await session(portal(replayer, user: user, password: password)) == first)
        #expect(replayer.remaining == 0)
      }
      #expect(stub.requests.count == 4)
    }
  }

  private func session(_ portal: ProvisionClient) async throws -> [String] {
    var seen: [String] = []
    for id in ["A", "Gone", "B"] {
      let response = try await portal.response(to: AddReseller(serverHostName: "sp.test", resellerId: id))
      seen.append(response.errorMessage ?? response.details.first?.text ?? "")
    }
    try await addPortalUser(portal, password: "fresh")
    seen.append("smith")
    return seen
  }
}
